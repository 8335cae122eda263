package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.answer.FindingJson;
import io.weir.application.query.Explanation;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a query. An invalid query has no {@code soql}, {@code shape} and {@code characters};
 * {@code queryPlans} are present only if Salesforce was asked. Public for JSON binding only.
 */
@JsonbPropertyOrder({
    "ok",
    "object",
    "soql",
    "shape",
    "characters",
    "types",
    "policy",
    "warnings",
    "problems",
    "queryPlans"
})
public record ExplanationJson(
        String ok,
        String object,
        @Nullable String soql,
        @Nullable String shape,
        @Nullable Integer characters,
        Map<String, String> types,
        PolicyJson policy,
        List<FindingJson> warnings,
        List<FindingJson> problems,
        @Nullable List<QueryPlanJson> queryPlans) {
    /** The decision of the query policy. */
    @JsonbPropertyOrder({"verdict", "denials"})
    public record PolicyJson(String verdict, List<FindingJson> denials) {}

    /** One of Salesforce's query plans. */
    @JsonbPropertyOrder({
        "object",
        "leadingOperation",
        "relativeCost",
        "cardinality",
        "objectCardinality",
        "fields",
        "notes"
    })
    public record QueryPlanJson(
            String object,
            String leadingOperation,
            double relativeCost,
            long cardinality,
            long objectCardinality,
            List<String> fields,
            List<String> notes) {
        static QueryPlanJson of(QueryPlan plan) {
            return new QueryPlanJson(
                    plan.object(),
                    plan.leadingOperation(),
                    plan.relativeCost(),
                    plan.cardinality(),
                    plan.objectCardinality(),
                    plan.fields(),
                    plan.notes());
        }
    }

    static ExplanationJson of(Explanation explanation) {
        var soql = explanation.soql();
        var types = new LinkedHashMap<String, String>();
        explanation.types().forEach((path, type) -> types.put(path.toString(), type.label()));
        return new ExplanationJson(
                String.valueOf(explanation.runs()),
                explanation.object().value(),
                soql.map(Soql::text).orElse(null),
                soql.map(statement -> statement.shape().text()).orElse(null),
                soql.map(statement -> statement.text().length()).orElse(null),
                types,
                new PolicyJson(
                        explanation.verdict().name().toLowerCase(Locale.ROOT), FindingJson.of(explanation.denials())),
                FindingJson.of(explanation.warnings()),
                FindingJson.of(explanation.problems()),
                explanation
                        .queryPlans()
                        .map(plans -> plans.stream().map(QueryPlanJson::of).toList())
                        .orElse(null));
    }
}
