package io.weir.application.query;

import io.weir.domain.draft.Problem;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Weir plans a draft. Its SOQL text holds what the caller sent: show it to that caller only.
 *
 * @param object the object, in the org's spelling if the org describes it
 * @param soql the query, even if the policy denies it; empty if the draft has problems
 * @param types the types of the described fields, by path
 * @param denials what the policy denies
 * @param warnings parts that may be unintended
 * @param problems why the draft is not a query of this org
 * @param queryPlans Salesforce's plans, cheapest first; empty if Salesforce was not asked
 */
public record Explanation(
        ObjectName object,
        Optional<Soql> soql,
        Map<FieldPath, FieldType> types,
        Verdict verdict,
        List<Problem> denials,
        List<Problem> warnings,
        List<Problem> problems,
        Optional<List<QueryPlan>> queryPlans) {
    /** Whether the policy allows the query. */
    public enum Verdict {
        ALLOWED,
        DENIED,
        /** The draft has problems, or the schema that the policy needs is unavailable. */
        UNDECIDED
    }

    public Explanation {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        denials = List.copyOf(denials);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
        queryPlans = queryPlans.map(List::copyOf);
    }

    /** This explanation with Salesforce's plans. */
    Explanation with(List<QueryPlan> plans) {
        return new Explanation(object, soql, types, verdict, denials, warnings, problems, Optional.of(plans));
    }

    /** Whether a run would query Salesforce. */
    public boolean runs() {
        return verdict == Verdict.ALLOWED;
    }
}
