package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.history.SummaryQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** Reads executions and their statistics from one connection. */
record StoreReader(Connection connection, Instant now) {
    /** The most executions or groups that an answer has. */
    static final int MOST = 1_000;

    HistoryPage find(HistoryQuery query) throws SQLException {
        int limit = Math.min(query.limit(), MOST);
        var sql = new Sql(Rows.SELECT).append(" where true");
        filter(sql, query.runs());
        query.served().ifPresent(served -> sql.append(" and served = ?").with(served.label()));
        query.contact().ifPresent(contact -> sql.append(" and contact = ?").with(contact.hex()));
        if (!query.requestIds().isEmpty()) {
            sql.append(" and request_id in ").in(query.requestIds());
        }
        query.since().ifPresent(since -> sql.append(" and started_at >= ?").with(Nanos.of(since)));
        query.until().ifPresent(until -> sql.append(" and started_at < ?").with(Nanos.of(until)));
        query.slowerThan().ifPresent(least -> sql.append(" and duration >= ?").with(Nanos.of(least)));
        query.after()
                .ifPresent(cursor -> sql.append(" and (started_at, instance, seq) < (?, ?, ?)")
                        .with(Nanos.of(cursor.startedAt()))
                        .with(cursor.instance())
                        .with(cursor.number()));
        sql.append(" order by started_at desc, instance desc, seq desc limit ?").with(limit + 1);
        var found = new ArrayList<StoredExecution>();
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                found.add(Rows.read(result));
            }
        }
        return HistoryPage.of(found, limit);
    }

    HistorySummary summary(SummaryQuery query) throws SQLException {
        return new SummaryReader(connection, now, query).summary();
    }

    HistorySeries series(SeriesQuery query) throws SQLException {
        return new SeriesReader(connection, now, query).series();
    }

    /** Adds the conditions of {@code runs}, which the columns of executions and of series have by the same names. */
    static void filter(Sql sql, RunFilter runs) {
        equal(sql, "action", runs.action());
        equal(sql, "caller", runs.caller());
        equal(sql, "shape_id", runs.shape());
        equal(sql, "outcome", runs.outcome());
        equal(sql, "business_outcome", runs.businessOutcome());
        equal(sql, "instance", runs.instance());
    }

    private static void equal(Sql sql, String column, Optional<String> value) {
        value.ifPresent(
                wanted -> sql.append(" and ").append(column).append(" = ?").with(wanted));
    }
}
