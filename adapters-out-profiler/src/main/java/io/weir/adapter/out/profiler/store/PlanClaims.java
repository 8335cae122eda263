package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.domain.history.Execution;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** The query plans that were asked for in 24 hours, one row for each shape. */
final class PlanClaims {
    private static final Duration DAY = Duration.ofHours(24);

    /** The id of no shape: Weirs that claim at once take turns at its row. */
    private static final String TURN = "";

    private static final String TAKE_TURN = """
        insert into weir_plan (shape_id, asked_at) values (?, ?)
        on conflict (shape_id) do update set asked_at = excluded.asked_at\
        """;

    private static final String CLAIM = """
        insert into weir_plan (shape_id, asked_at)
        select ?, ? where (select count(*) from weir_plan where shape_id <> ?) < ?
        on conflict (shape_id) do nothing\
        """;

    private PlanClaims() {}

    /** Claims a plan of {@code soqlShape}; whether that was possible. */
    static boolean claim(Connection connection, String soqlShape, Instant now, int most) throws SQLException {
        new Sql(TAKE_TURN, TURN, Nanos.of(now)).execute(connection);
        // claims of a clock that was far ahead end too
        new Sql("delete from weir_plan where shape_id <> ? and (asked_at <= ? or asked_at >= ?)", TURN)
                .with(Nanos.of(now.minus(DAY)))
                .with(Nanos.of(now.plus(DAY)))
                .execute(connection);
        return new Sql(CLAIM, Execution.shapeId(soqlShape), Nanos.of(now), TURN, most).update(connection) > 0;
    }
}
