package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.domain.advice.Finding;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.history.Execution;
import io.weir.domain.query.QueryPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Advice as rows of a table, one for each shape. */
final class AdviceRows {
    /** How many rows the table has at most. */
    static final int MOST = 2_000;

    private static final String COLUMNS = "soql, explained_at, finding, finding_fields, plan_object, leading_operation,"
            + " relative_cost, cardinality, object_cardinality, plan_fields, notes";

    private AdviceRows() {}

    /** Writes {@code advice} in place of older advice on its shape. Deletes the oldest rows beyond {@link #MOST}. */
    static void write(Connection connection, QueryAdvice advice) throws SQLException {
        String shapeId = Execution.shapeId(advice.soqlShape());
        new Sql("delete from weir_advice where shape_id = ?").with(shapeId).execute(connection);
        var plan = advice.review().plan();
        new Sql("insert into weir_advice (shape_id, " + COLUMNS + ") values (" + "?, ".repeat(11) + "?)")
                .with(shapeId)
                .with(advice.soqlShape())
                .with(Nanos.of(advice.explainedAt()))
                .with(advice.review().finding().code())
                .with(text(advice.review().fields()))
                .with(plan.object())
                .with(plan.leadingOperation())
                .with(plan.relativeCost())
                .with(plan.cardinality())
                .with(plan.objectCardinality())
                .with(text(plan.fields()))
                .with(text(plan.notes()))
                .execute(connection);
        new Sql("delete from weir_advice where explained_at < ("
                        + "select explained_at from weir_advice order by explained_at desc limit 1 offset ?)")
                .with(MOST - 1)
                .execute(connection);
    }

    /** The newest advice, newest first. */
    static List<QueryAdvice> latest(Connection connection, int limit) throws SQLException {
        var sql = new Sql("select " + COLUMNS + " from weir_advice order by explained_at desc, shape_id limit ?")
                .with(limit);
        var latest = new ArrayList<QueryAdvice>();
        try (var statement = sql.prepare(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                read(rows).ifPresent(latest::add);
            }
        }
        return List.copyOf(latest);
    }

    /** Empty for a finding of a later Weir. */
    private static Optional<QueryAdvice> read(ResultSet row) throws SQLException {
        var plan = new QueryPlan(
                row.getString("plan_object"),
                row.getString("leading_operation"),
                row.getDouble("relative_cost"),
                row.getLong("cardinality"),
                row.getLong("object_cardinality"),
                list(row.getString("plan_fields")),
                list(row.getString("notes")));
        String soql = row.getString("soql");
        var explainedAt = Nanos.instant(row.getLong("explained_at"));
        var fields = list(row.getString("finding_fields"));
        return Finding.named(row.getString("finding"))
                .map(finding -> new QueryAdvice(soql, explainedAt, new PlanReview(plan, finding, fields)));
    }

    /** No name and no note has several lines. */
    private static String text(List<String> texts) {
        return String.join("\n", texts);
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }
}
