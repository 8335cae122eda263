package io.weir.application.plan;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Ordering;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPart;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans a draft: checks its names against the org's schema and spells them as the org does, types its values, and
 * checks the policy and SOQL's limits. Reports all problems at once. Sends no query.
 *
 * <p>Thread-safe.
 */
public final class PlanQuery {
    private static final Set<String> STALE_SCHEMA = Set.of("INVALID_FIELD", "INVALID_TYPE");

    private final SchemaCatalog catalog;
    private final QueryPolicy policy;
    private final boolean trustsNames;

    /** The result of planning. */
    public sealed interface Plan {
        /**
         * A query that Salesforce will accept.
         *
         * @param warnings parts of the draft that may be unintended
         * @param schema the org's descriptions that the plan has used
         */
        record Ready(Soql soql, List<Problem> warnings, Schema schema) implements Plan {
            public Ready {
                warnings = List.copyOf(warnings);
            }
        }

        /** The draft is not a valid query of this org. */
        record Invalid(List<Problem> problems) implements Plan {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** The policy denies the draft. */
        record Denied(List<Problem> denials) implements Plan {
            public Denied {
                denials = List.copyOf(denials);
            }
        }

        /** The policy needs a description that is unavailable now. A later attempt may succeed. */
        record Undecided(List<Problem> doubts) implements Plan {
            public Undecided {
                doubts = List.copyOf(doubts);
            }
        }
    }

    /**
     * The org's descriptions of the names in a query.
     *
     * @param objects the described objects
     * @param types the types of the fields by canonical path
     * @param labels the labels of the values of picklists by canonical path, where they differ from the values
     * @param restricted the active values of restricted picklists by canonical path
     */
    public record Schema(
            Set<ObjectName> objects,
            Map<FieldPath, FieldType> types,
            Map<FieldPath, Map<String, String>> labels,
            Map<FieldPath, List<String>> restricted) {
        public Schema {
            objects = Set.copyOf(objects);
            types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
            labels = Map.copyOf(labels);
            restricted = Map.copyOf(restricted);
        }
    }

    /** Plans the drafts of callers: a shape shows only names that the org confirms. */
    public PlanQuery(SchemaCatalog catalog, QueryPolicy policy) {
        this(catalog, policy, false);
    }

    private PlanQuery(SchemaCatalog catalog, QueryPolicy policy, boolean trustsNames) {
        this.catalog = catalog;
        this.policy = policy;
        this.trustsNames = trustsNames;
    }

    /** Plans the drafts of the operator: a shape shows every name, also while the org's schema is unavailable. */
    public static PlanQuery ofOperator(SchemaCatalog catalog, QueryPolicy policy) {
        return new PlanQuery(catalog, policy, true);
    }

    /** A planner that denies nothing: it shows what a draft means, not whether it is allowed. */
    public PlanQuery withoutDenials() {
        return new PlanQuery(catalog, policy.withoutDenials(), trustsNames);
    }

    /** The plan for {@code draft}; waits for the org's schema until {@code deadline}. */
    public Plan plan(QueryDraft draft, Deadline deadline) {
        return plan(draft, new RunMeter(deadline));
    }

    /** The plan for the {@code draft} of a run; waits for the org's schema until the deadline of {@code meter}. */
    public Plan plan(QueryDraft draft, RunMeter meter) {
        return plan(draft, ZoneOffset.UTC, meter);
    }

    /** The same, with {@code zone} as that of the days that dateTime fields are compared with. */
    public Plan plan(QueryDraft draft, ZoneId zone, RunMeter meter) {
        return new Planning(new Findings(), zone, meter).plan(draft);
    }

    /** Salesforce rejected {@code plan}. If a name is the cause, the objects of the plan are described anew. */
    public void contradicted(Plan.Ready plan, SalesforceFailure.QueryRejected rejected) {
        if (rejected.salesforceCode().filter(STALE_SCHEMA::contains).isPresent()) {
            plan.schema().objects().forEach(catalog::forget);
        }
    }

    /** The state of one plan. */
    private final class Planning {
        private final Findings findings;
        private final NameResolution names;
        private final ConditionBinding conditions;

        Planning(Findings findings, ZoneId zone, RunMeter meter) {
            this.findings = findings;
            this.names = new NameResolution(catalog, policy, meter, findings);
            this.conditions = new ConditionBinding(names, policy, zone, findings);
        }

        Plan plan(QueryDraft draft) {
            var scope = names.root(draft.object(), "/object_name");
            var select = selection(draft.select(), scope);
            var where = conditions.filter(draft.where(), scope, "/where");
            var groupBy = new LinkedHashSet<FieldPath>();
            for (var field : draft.groupBy()) {
                groupBy.add(names.used(scope, field.path(), field.location(), FieldDescription::groupable, "grouped"));
            }
            var having = conditions.filter(draft.having(), scope, "/having");
            var orderBy = ordering(draft.orderBy(), scope);
            if (!findings.denials().isEmpty()) {
                return new Plan.Denied(findings.denials());
            }
            if (!findings.problems().isEmpty()) {
                return new Plan.Invalid(findings.problems());
            }
            // Last, because a negated condition with a problem looks like no condition.
            if (where instanceof Filter.Everything && !policy.unfilteredAllowed()) {
                findings.denial("", "a query needs a filter; without one it would read the whole object");
                return new Plan.Denied(findings.denials());
            }
            if (!findings.doubts().isEmpty()) {
                return new Plan.Undecided(findings.doubts());
            }
            try {
                var from = NameResolution.canonical(draft.object(), scope);
                var query = new Query(
                        select, from, where, List.copyOf(groupBy), having, orderBy, draft.limit(), draft.offset());
                return limited(trustsNames ? Soql.of(query) : Soql.of(query, names::isConfirmed));
            } catch (Query.InvalidQuery invalid) {
                return new Plan.Invalid(
                        List.of(new Problem(location(invalid.part()), String.valueOf(invalid.getMessage()))));
            }
        }

        private Plan limited(Soql soql) {
            var exceeded = SoqlLimits.exceeded(soql);
            return exceeded.isEmpty()
                    ? new Plan.Ready(soql, findings.warnings(), names.schema())
                    : new Plan.Invalid(exceeded.stream()
                            .map(limit -> new Problem(location(limit.part()), limit.message()))
                            .toList());
        }

        private static String location(QueryPart part) {
            return switch (part) {
                case WHOLE -> "";
                case AGGREGATES -> "/aggregates";
                case CHILDREN -> "/children";
                case WHERE -> "/where";
                case HAVING -> "/having";
                case ORDER_BY -> "/order_by";
                case LIMIT -> "/limit";
                case OFFSET -> "/offset";
            };
        }

        private List<SelectItem> selection(List<DraftItem> items, Scope scope) {
            var select = new ArrayList<SelectItem>(items.size());
            var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
            for (var item : items) {
                switch (item) {
                    case DraftItem.Field(var location, var path) -> {
                        var resolved = names.field(scope, path, location).path();
                        if (seen.add(resolved.toString())) {
                            select.add(new SelectItem.Field(resolved));
                        }
                    }
                    case DraftItem.Aggregated(var location, var aggregate, var alias) -> {
                        select.add(new SelectItem.Aggregated(aggregate(aggregate, scope, location), alias));
                    }
                    case DraftItem.RowCount _ -> select.add(new SelectItem.RowCount());
                    case DraftItem.Children(var location, var children) ->
                        children(children, scope, location)
                                .ifPresent(child -> select.add(new SelectItem.Children(child)));
                }
            }
            return select;
        }

        private Optional<ChildQuery> children(ChildDraft draft, Scope parent, String location) {
            var scope = names.children(parent, draft.relationship(), location);
            var select = selection(draft.select(), scope);
            var where = conditions.filter(draft.where(), scope, location + "/where");
            var orderBy = ordering(draft.orderBy(), scope);
            try {
                return Optional.of(new ChildQuery(
                        NameResolution.canonical(draft.relationship(), parent),
                        select,
                        where,
                        orderBy,
                        draft.limit(),
                        draft.offset()));
            } catch (IllegalArgumentException invalid) {
                findings.problem(location, String.valueOf(invalid.getMessage()));
                return Optional.empty();
            }
        }

        private List<Ordering> ordering(List<DraftOrdering> keys, Scope scope) {
            var orderings = new ArrayList<Ordering>(keys.size());
            for (var key : keys) {
                var ordering = key.ordering();
                var operand = switch (ordering.operand()) {
                    case Operand.Field(var path) ->
                        new Operand.Field(
                                names.used(scope, path, key.location(), FieldDescription::sortable, "sorted by"));
                    case Operand.Aggregate aggregate -> aggregate(aggregate, scope, key.location());
                };
                orderings.add(new Ordering(operand, ordering.direction(), ordering.nulls()));
            }
            return orderings;
        }

        private Operand.Aggregate aggregate(Operand.Aggregate aggregate, Scope scope, String location) {
            var resolved = names.aggregated(scope, aggregate.function(), aggregate.path(), location);
            return new Operand.Aggregate(aggregate.function(), resolved.path());
        }
    }
}
