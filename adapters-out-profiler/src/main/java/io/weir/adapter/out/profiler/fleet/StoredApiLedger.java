package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.SharedStoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final SharedStore store;
    private final Supplier<String> org;
    private final Supplier<String> clock;

    /** @param org the key of the org; the same in all Weirs that use it, and no secret */
    public StoredApiLedger(SharedStore store, Supplier<String> org) {
        this(store, org, store::now);
    }

    /** @param clock SQL for the time in milliseconds since 1970 */
    StoredApiLedger(SharedStore store, Supplier<String> org, Supplier<String> clock) {
        this.store = store;
        this.org = org;
        this.clock = clock;
    }

    private <T> T transaction(Database.Work<T> work) {
        return store.inTransaction(LONGEST, work)
                .orElseThrow(() -> new SharedStoreUnavailable("%s: %s".formatted(store, store.reason())));
    }

    @Override
    public Optional<ApiAccount> report(Report report) {
        return transaction(connection -> {
            var rows = new LedgerRows(connection, org.get());
            long now = rows.now(clock.get());
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
                && Math.abs(now - known.seenAt()) < HEARTBEAT;
    }

    private static void write(LedgerRows rows, Report report, long now) throws SQLException {
        long calls = report.spent().values().stream().mapToLong(Long::longValue).sum();
        // first, because it makes all others wait
        long spent = rows.spend(calls);
        long latest = latest(now);
        if (rows.isAhead(latest)) {
            rows.bringBack(now, latest, latest / MINUTE, slot(latest));
        }
        rows.count(report.spent(), slot(now), slot(now) - TenMinuteUse.DAY.toMillis());
        long before = rows.weir(report.weir()).held();
        rows.hold(report.weir(), report.held(), now);
        rows.lease(report.held() - before - rows.expire(now - EXPIRY.toMillis()));
        if (!report.late().isEmpty()) {
            lower(rows, report.late(), now);
        }
        if (report.before().isPresent()) {
            var account = report.before().get();
            rows.read(now / MINUTE, account.used() - account.spent(), account.limit(), 0);
        }
        if (report.observation().isPresent()) {
            observe(rows, report.observation().get(), spent, now);
        }
        rows.settleBase(now / MINUTE - LAG.toMinutes());
        switch (report.quota()) {
            case Quota.Unchanged() -> {}
            case Quota.Refused(var ago) -> rows.refused(now - ago.toMillis());
            case Quota.Answered(var ago) -> rows.answered(now - ago.toMillis());
        }
    }

    /** What is later was noted before the clock was set back: other Weirs read it at most a moment after this one. */
    private static long latest(long now) {
        return now + EXPIRY.toMillis();
    }

    private static void observe(LedgerRows rows, Observation observation, long spent, long now) throws SQLException {
        long readAt = now - observation.ago().toMillis();
        if (rows.observed(readAt) || observation.spent().isEmpty()) {
            var usage = observation.usage();
            rows.read(now / MINUTE, usage.used() - observation.spent().orElse(spent), usage.limit(), readAt);
        }
    }

    /** What was sent before a number is in it, and not in what has been spent since. */
    private static void lower(LedgerRows rows, List<Late> late, long now) throws SQLException {
        for (long readAt : rows.readTimes()) {
            long calls = late.stream()
                    .filter(sent -> now - sent.ago().toMillis() < readAt)
                    .mapToLong(Late::calls)
                    .sum();
            if (calls != 0) {
                rows.lower(calls, readAt);
            }
        }
    }

    private static long slot(long now) {
        return TenMinuteUse.slot(Instant.ofEpochMilli(now)).toEpochMilli();
    }

    @Override
    public boolean lease(String weir, long calls, long floor) {
        return transaction(connection -> new LedgerRows(connection, org.get()).lease(weir, calls, floor));
    }

    @Override
    public boolean probe(Duration pause) {
        return transaction(connection -> {
            var rows = new LedgerRows(connection, org.get());
            long now = rows.now(clock.get());
            return rows.probe(now, now - pause.toMillis(), latest(now));
        });
    }

    @Override
    public void leave(Report report) {
        boolean _ = transaction(connection -> {
            var rows = new LedgerRows(connection, org.get());
            write(rows, report, rows.now(clock.get()));
            rows.remove(report.weir());
            return true;
        });
    }

    @Override
    public Map<String, TenMinuteUse> day() {
        return transaction(this::day);
    }

    private Map<String, TenMinuteUse> day(Connection connection) throws SQLException {
        var rows = new LedgerRows(connection, org.get());
        long oldest = slot(rows.now(clock.get())) - TenMinuteUse.DAY.toMillis();
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
