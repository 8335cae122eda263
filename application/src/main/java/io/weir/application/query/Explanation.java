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
 * What Weir makes of a draft. Holds what the caller sent, in {@link Soql#text}: for the one who asked, and for nobody else.
 *
 * @param object the object in the org's spelling, where the org has told it
 * @param soql the query, also where the policy does not allow it; empty where the draft is none
 * @param types the types of the fields by their paths, as far as the org has told them
 * @param denials what the policy does not allow
 * @param warnings what may not be meant as it is written
 * @param problems why the draft is no query
 * @param queryPlans Salesforce's own plans, cheapest first; empty where it was not asked
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
    /** Whether the policy lets the query run. */
    public enum Verdict {
        ALLOWED,
        DENIED,
        /** The draft is no query, and nothing in it is denied so far. */
        UNDECIDED
    }

    public Explanation {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        denials = List.copyOf(denials);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
        queryPlans = queryPlans.map(List::copyOf);
    }

    /** The same with Salesforce's own plans. */
    Explanation with(List<QueryPlan> plans) {
        return new Explanation(object, soql, types, verdict, denials, warnings, problems, Optional.of(plans));
    }

    /** Whether a run would ask Salesforce. */
    public boolean runs() {
        return verdict == Verdict.ALLOWED;
    }
}
