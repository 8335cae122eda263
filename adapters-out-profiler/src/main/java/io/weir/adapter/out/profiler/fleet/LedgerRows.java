package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Sql;
import io.weir.domain.limit.ApiAccount;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of one org, in one transaction. All times are milliseconds since 1970 by the database's clock. */
record LedgerRows(Connection connection, String org) {
    private static final String FIRST = """
        insert into weir_api_org (org, spent, leased, base, max_calls, observed_at, refused_at, probed_at)
        values (?, 0, 0, 0, 0, 0, 0, 0) on conflict (org) do nothing\
        """;

    private static final String SPEND = "update weir_api_org set spent = spent + ? where org = ? returning spent";

    private static final String LEASE = """
        update weir_api_org set leased = leased + ?
        where org = ? and max_calls > 0 and base + spent + leased + ? <= max_calls - ?
        returning leased\
        """;

    private static final String COUNT = """
        insert into weir_api_use (org, slot, caller, calls) values (?, ?, ?, ?)
        on conflict (org, slot, caller) do update set calls = weir_api_use.calls + excluded.calls\
        """;

    private static final String HOLD = """
        insert into weir_api_weir (org, weir, held, seen_at) values (?, ?, ?, ?)
        on conflict (org, weir) do update set held = excluded.held, seen_at = excluded.seen_at\
        """;

    private static final String READ = """
        insert into weir_api_reading (org, minute, base, max_calls, read_at) values (?, ?, ?, ?, ?)
        on conflict (org, minute) do update
        set base = excluded.base, max_calls = excluded.max_calls, read_at = excluded.read_at
        where excluded.base > weir_api_reading.base\
        """;

    /** The highest of the last minutes, or the last one; and the limit that Salesforce reported last. */
    private static final String BASE = """
        select coalesce(
            (select max(base) from weir_api_reading where org = ? and minute >= ?),
            (select base from weir_api_reading where org = ? order by minute desc limit 1)) as base,
          (select max_calls from weir_api_reading where org = ? order by minute desc limit 1) as max_calls\
        """;

    private static final String SETTLE = """
        update weir_api_org set base = ?, max_calls = ? where org = ? and (base <> ? or max_calls <> ?)\
        """;

    private static final String AHEAD = """
        select 1 where exists (select 1 from weir_api_weir where org = ? and seen_at > ?)
        or exists (select 1 from weir_api_org where org = ? and (observed_at > ? or refused_at > ? or probed_at > ?))\
        """;

    /** Without the time at which it was read: no late request is taken off it. */
    private static final String HIGHEST_AHEAD = """
        insert into weir_api_reading (org, minute, base, max_calls, read_at)
        select org, ?, max(base), max(max_calls), 0 from weir_api_reading where org = ? and minute > ? group by org
        on conflict (org, minute) do update set base = excluded.base, read_at = 0
        where excluded.base > weir_api_reading.base\
        """;

    private static final String USE_AHEAD = """
        insert into weir_api_use (org, slot, caller, calls)
        select org, ?, caller, sum(calls) from weir_api_use where org = ? and slot > ? group by org, caller
        on conflict (org, slot, caller) do update set calls = weir_api_use.calls + excluded.calls\
        """;

    /** A Weir that reports. */
    record Weir(long held, long seenAt) {
        private static final Weir UNKNOWN = new Weir(0, 0);
    }

    /** Takes the use of ten minutes. */
    interface Uses {
        void add(String caller, long slot, long calls);
    }

    private int execute(String sql, Object... values) throws SQLException {
        return new Sql(sql, values).update(connection);
    }

    private <T> Optional<T> first(Sql.Read<T> read, String sql, Object... values) throws SQLException {
        return new Sql(sql, values).first(connection, read);
    }

    private static long number(ResultSet row) throws SQLException {
        return row.getLong(1);
    }

    long now(String clock) throws SQLException {
        return first(LedgerRows::number, "select " + clock).orElseThrow();
    }

    /** Whether something was noted later than {@code latest}. */
    boolean isAhead(long latest) throws SQLException {
        return first(LedgerRows::number, AHEAD, org, latest, org, latest, latest, latest)
                .isPresent();
    }

    /**
     * Brings what is later than {@code latest} to {@code now}, readings after {@code minute} to that minute, and what was
     * used after {@code slot} to that slot.
     */
    void bringBack(long now, long latest, long minute, long slot) throws SQLException {
        for (String time : List.of("observed_at", "refused_at", "probed_at")) {
            execute("update weir_api_org set %1$s = ? where org = ? and %1$s > ?".formatted(time), now, org, latest);
        }
        execute("update weir_api_weir set seen_at = ? where org = ? and seen_at > ?", now, org, latest);
        execute(HIGHEST_AHEAD, minute, org, minute);
        execute("delete from weir_api_reading where org = ? and minute > ?", org, minute);
        execute(USE_AHEAD, slot, org, slot);
        execute("delete from weir_api_use where org = ? and slot > ?", org, slot);
    }

    /** Adds what Weirs spent; answers the sum. */
    long spend(long calls) throws SQLException {
        var spent = first(LedgerRows::number, SPEND, calls, org);
        if (spent.isEmpty()) {
            execute(FIRST, org);
            spent = first(LedgerRows::number, SPEND, calls, org);
        }
        return spent.orElseThrow();
    }

    /** Adds calls to their ten minutes, and deletes those before {@code oldest}. */
    void count(Map<String, Long> calls, long slot, long oldest) throws SQLException {
        for (var caller : new TreeMap<>(calls).entrySet()) {
            execute(COUNT, org, slot, caller.getKey(), caller.getValue());
        }
        if (!calls.isEmpty()) {
            execute("delete from weir_api_use where org = ? and slot < ?", org, oldest);
        }
    }

    Weir weir(String weir) throws SQLException {
        return first(
                        row -> new Weir(row.getLong(1), row.getLong(2)),
                        "select held, seen_at from weir_api_weir where org = ? and weir = ?",
                        org,
                        weir)
                .orElse(Weir.UNKNOWN);
    }

    void hold(String weir, long held, long now) throws SQLException {
        execute(HOLD, org, weir, held, now);
    }

    void remove(String weir) throws SQLException {
        execute("delete from weir_api_weir where org = ? and weir = ?", org, weir);
    }

    /** Removes the Weirs that were last seen before {@code oldest}; answers what they held. */
    long expire(long oldest) throws SQLException {
        long held = 0;
        try (var statement = new Sql(
                                "delete from weir_api_weir where org = ? and seen_at < ? returning held", org, oldest)
                        .prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                held += rows.getLong(1);
            }
        }
        return held;
    }

    /** Changes how much all Weirs hold. */
    void lease(long more) throws SQLException {
        if (more != 0) {
            execute("update weir_api_org set leased = leased + ? where org = ?", more, org);
        }
    }

    /** Leases to {@code weir} what leaves {@code floor}; whether it did. A Weir that is forgotten gets nothing. */
    boolean lease(String weir, long calls, long floor) throws SQLException {
        if (first(LedgerRows::number, LEASE, calls, org, calls, floor).isEmpty()) {
            return false;
        }
        boolean holds =
                execute("update weir_api_weir set held = held + ? where org = ? and weir = ?", calls, org, weir) > 0;
        lease(holds ? 0 : -calls);
        return holds;
    }

    /** Whether the number that was read at {@code readAt} is the newest; then it is that from now on. */
    boolean observed(long readAt) throws SQLException {
        return execute("update weir_api_org set observed_at = ? where org = ? and observed_at < ?", readAt, org, readAt)
                > 0;
    }

    void read(long minute, long base, long limit, long readAt) throws SQLException {
        execute(READ, org, minute, base, limit, readAt);
    }

    /** When the numbers were read that still count. */
    List<Long> readTimes() throws SQLException {
        var times = new ArrayList<Long>();
        try (var statement = new Sql("select distinct read_at from weir_api_reading where org = ?", org)
                        .prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                times.add(rows.getLong(1));
            }
        }
        return times;
    }

    /** Takes {@code calls} off the numbers that were read at {@code readAt}. */
    void lower(long calls, long readAt) throws SQLException {
        execute("update weir_api_reading set base = base - ? where org = ? and read_at = ?", calls, org, readAt);
    }

    /** Brings the org's row to what was read from {@code oldest} on, and deletes what is older. */
    void settleBase(long oldest) throws SQLException {
        var reading = first(row -> new long[] {row.getLong(1), row.getLong(2)}, BASE, org, oldest, org, org);
        if (reading.isPresent() && reading.get()[1] > 0) {
            long base = reading.get()[0];
            long limit = reading.get()[1];
            execute(SETTLE, base, limit, org, base, limit);
            execute(
                    "delete from weir_api_reading where org = ? and minute < ?"
                            + " and minute < (select max(minute) from weir_api_reading where org = ?)",
                    org,
                    oldest,
                    org);
        }
    }

    void refused(long at) throws SQLException {
        execute("update weir_api_org set refused_at = ? where org = ? and refused_at < ?", at, org, at);
    }

    void answered(long sentAt) throws SQLException {
        execute("update weir_api_org set refused_at = 0 where org = ? and refused_at < ?", org, sentAt);
    }

    /** Whether there was no probe between {@code before} and {@code latest}; then there is one {@code now}. */
    boolean probe(long now, long before, long latest) throws SQLException {
        return execute(
                        "update weir_api_org set probed_at = ? where org = ? and (probed_at <= ? or probed_at > ?)",
                        now,
                        org,
                        before,
                        latest)
                > 0;
    }

    /** What is known; empty until Salesforce has reported a limit. */
    Optional<ApiAccount> account(long now) throws SQLException {
        return first(row -> account(row, now), """
            select max_calls, base + spent, leased, spent, observed_at, refused_at,
              (select count(*) from weir_api_weir where weir_api_weir.org = weir_api_org.org) as weirs
            from weir_api_org where org = ? and max_calls > 0\
            """, org);
    }

    private static ApiAccount account(ResultSet row, long now) throws SQLException {
        long refusedAt = row.getLong("refused_at");
        return new ApiAccount(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                Math.max(1, row.getInt("weirs")),
                ago(row.getLong("observed_at"), now),
                refusedAt == 0 ? Optional.empty() : Optional.of(ago(refusedAt, now)));
    }

    private static Duration ago(long then, long now) {
        return Duration.ofMillis(Math.max(0, now - then));
    }

    /** Gives {@code uses} the use of each ten minutes from {@code oldest} on. */
    void uses(long oldest, Uses uses) throws SQLException {
        try (var statement = new Sql(
                                "select caller, slot, calls from weir_api_use where org = ? and slot >= ?", org, oldest)
                        .prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                uses.add(rows.getString(1), rows.getLong(2), rows.getLong(3));
            }
        }
    }
}
