package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.admin.ExplanationJson.QueryPlanJson;
import io.weir.domain.advice.ActionAdvice;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.history.Execution;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/** The answer of {@code /profiler/advice}. Public for JSON binding only. */
@JsonbPropertyOrder({"queries", "actions"})
public record AdviceJson(List<QueryAdviceJson> queries, List<ActionAdviceJson> actions) {
    /** Advice on the queries of one shape; {@code advice} is empty where nothing needs to be done. */
    @JsonbPropertyOrder({"code", "advice", "reason", "object", "fields", "shape", "soql", "explainedAt", "plan"})
    public record QueryAdviceJson(
            String code,
            String advice,
            String reason,
            String object,
            List<String> fields,
            String shape,
            String soql,
            String explainedAt,
            QueryPlanJson plan) {
        static QueryAdviceJson of(QueryAdvice advice) {
            var review = advice.review();
            return new QueryAdviceJson(
                    review.finding().code(),
                    review.advice().orElse(""),
                    review.reason(),
                    review.object(),
                    review.fields(),
                    Execution.shapeId(advice.soqlShape()),
                    advice.soqlShape(),
                    ProfilerJson.timestamp(advice.explainedAt()),
                    QueryPlanJson.of(review.plan()));
        }
    }

    /** Advice on one data action; {@code steps} and {@code fields} are empty where it is about none of them. */
    @JsonbPropertyOrder({"code", "advice", "reason", "action", "steps", "fields"})
    public record ActionAdviceJson(
            String code, String advice, String reason, String action, List<String> steps, List<String> fields) {
        static ActionAdviceJson of(ActionAdvice advice) {
            return new ActionAdviceJson(
                    advice.kind().code(),
                    advice.advice(),
                    advice.reason(),
                    advice.action().value(),
                    advice.steps(),
                    advice.fields());
        }
    }

    static AdviceJson of(List<QueryAdvice> queries, List<ActionAdvice> actions) {
        return new AdviceJson(
                queries.stream().map(QueryAdviceJson::of).toList(),
                actions.stream().map(ActionAdviceJson::of).toList());
    }
}
