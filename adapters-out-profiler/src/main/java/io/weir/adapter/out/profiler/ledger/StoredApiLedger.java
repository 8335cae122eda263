package io.weir.adapter.out.profiler.ledger;

import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The ledger of one org in a database. A transaction that changes anything changes the org's row first, so that Weirs
 * take turns and never wait for each other in a circle. Rows that do not change are not written. Thread-safe.
 */
public final class StoredApiLedger implements ApiLedger {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** An idle Weir is written so often that it does not expire. */
    private static final long HEARTBEAT = EXPIRY.dividedBy(3).toMillis();

    private final LedgerDatabase database;
    private final Supplier<String> org;

    /** @param org the key of the org; the same in all Weirs that use it, and no secret */
    public StoredApiLedger(LedgerDatabase database, Supplier<String> org) {
        this.database = database;
        this.org = org;
    }

    @Override
    public Optional<ApiAccount> report(Report report) {
        return database.write(connection -> {
            var rows = new LedgerRows(connection, org.get());
            long now = rows.now(database.clock());
            if (!isIdle(report, rows.weir(report.weir()), now)) {
                write(rows, report, now);
            }
            return rows.account(now);
        });
    }

    private static boolean isIdle(Report report, LedgerRows.Weir known, long now) {
        return report.spent().isEmpty()
                && report.observation().isEmpty()
                && report.quota() instanceof Quota.Unchanged
                && report.held() == known.held()
                && now - known.seenAt() < HEARTBEAT;
    }

    private static void write(LedgerRows rows, Report report, long now) throws SQLException {
        long calls = report.spent().values().stream().mapToLong(Long::longValue).sum();
        // first, because it makes all others wait
        long spent = rows.spend(calls);
        rows.count(report.spent(), slot(now), slot(now) - TenMinuteUse.DAY.toMillis());
        long before = rows.weir(report.weir()).held();
        rows.hold(report.weir(), report.held(), now);
        rows.lease(report.held() - before - rows.expire(now - EXPIRY.toMillis()));
        if (report.observation().isPresent()) {
            var observation = report.observation().get();
            var usage = observation.usage();
            rows.observe(now / MINUTE, usage.used() - observation.spent().orElse(spent), usage.limit(), now);
        }
        rows.settleBase(now / MINUTE - LAG.toMinutes());
        switch (report.quota()) {
            case Quota.Unchanged() -> {}
            case Quota.Refused(var ago) -> rows.refused(now - ago.toMillis());
            case Quota.Answered(var ago) -> rows.answered(now - ago.toMillis());
        }
    }

    private static long slot(long now) {
        return TenMinuteUse.slot(Instant.ofEpochMilli(now)).toEpochMilli();
    }

    @Override
    public boolean lease(String weir, long calls, long floor) {
        return database.write(connection -> new LedgerRows(connection, org.get()).lease(weir, calls, floor));
    }

    @Override
    public boolean probe(Duration pause) {
        return database.write(connection -> {
            var rows = new LedgerRows(connection, org.get());
            long now = rows.now(database.clock());
            return rows.probe(now, now - pause.toMillis());
        });
    }

    @Override
    public void leave(Report report) {
        boolean _ = database.write(connection -> {
            var rows = new LedgerRows(connection, org.get());
            write(rows, report, rows.now(database.clock()));
            rows.remove(report.weir());
            return true;
        });
    }

    @Override
    public Map<String, TenMinuteUse> day() {
        return database.write(connection -> day(connection));
    }

    private Map<String, TenMinuteUse> day(Connection connection) throws SQLException {
        var rows = new LedgerRows(connection, org.get());
        long oldest = slot(rows.now(database.clock())) - TenMinuteUse.DAY.toMillis();
        var byCaller = new HashMap<String, SortedMap<Instant, Long>>();
        rows.uses(
                oldest,
                (caller, slot, calls) ->
                        byCaller.computeIfAbsent(caller, _ -> new TreeMap<>()).put(Instant.ofEpochMilli(slot), calls));
        var day = new HashMap<String, TenMinuteUse>();
        byCaller.forEach((caller, slots) -> day.put(caller, new TenMinuteUse(slots)));
        return day;
    }
}
