package io.weir.application.action;

import io.weir.application.plan.PlanQuery;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.SearchTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans the query of one step of a data action; problems are those of the caller or of the operator. Thread-safe. */
public final class StepPlanning {
    /** The operator's own queries may use everything, but not read a whole object by mistake. */
    private static final QueryPolicy OPERATORS_OWN = policy(false);

    /** The location of a value: that of its comparison, then {@code /val}, then an index in a list. */
    private static final Pattern VALUE = Pattern.compile("(.*)/val(?:/\\d+)?");

    private static final String TOO_LONG =
            "no record that is searched has more than %d characters".formatted(SearchTerms.LONGEST_TEXT);

    private final PlanQuery planQuery;

    /** Plans what the index is asked: the searched value is its filter. */
    private final PlanQuery planFound;

    /** The result of planning one step. */
    public sealed interface StepPlan {
        /** A query. */
        record Ready(PlanQuery.Plan.Ready plan) implements StepPlan {}

        /** A search. */
        record ReadySearch(SearchPlan plan) implements StepPlan {}

        /**
         * The step depends on a value that an earlier step did not find, or searches for an absent or short one, so it
         * has no rows.
         */
        record NothingToFind() implements StepPlan {}

        /**
         * The value of {@code input} does not fit a field of the org; each problem has its place in the request, and the
         * first is that of {@code input}.
         */
        record Invalid(MemberName input, List<Problem> problems) implements StepPlan {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** The declaration does not suit the org; each problem has its place in the declaration. */
        record Unsuitable(List<Problem> problems) implements StepPlan {
            public Unsuitable {
                problems = List.copyOf(problems);
            }
        }
    }

    public StepPlanning(SchemaCatalog catalog) {
        this.planQuery = PlanQuery.ofOperator(catalog, OPERATORS_OWN);
        this.planFound = PlanQuery.ofOperator(catalog, policy(true));
    }

    private static QueryPolicy policy(boolean unfilteredAllowed) {
        return new QueryPolicy(
                NameRules.ALL,
                NameRules.ALL,
                unfilteredAllowed,
                QueryPolicy.MAX_CONDITION_DEPTH,
                QueryPolicy.MAX_CONDITIONS,
                QueryPolicy.MAX_LIST_VALUES);
    }

    PlanQuery planQuery() {
        return planQuery;
    }

    /** The plan of {@code step} of {@code action}. */
    public StepPlan plan(
            DataAction action,
            ActionStep step,
            Map<MemberName, BoundInput> inputs,
            Function<Reference.OfStep, Optional<Input>> found,
            RunMeter meter) {
        QueryTemplate.Source source = (reference, comparison) -> switch (reference) {
            case Reference.OfInput(var name) ->
                Optional.ofNullable(inputs.get(name)).map(input -> input.comparedBy(comparison.operator()));
            case Reference.OfStep ofStep -> found.apply(ofStep);
        };
        var planned = new Planned(action, step, inputs, source, meter);
        return switch (step.question()) {
            case QueryTemplate query -> planned.plan(planQuery, query, step.location());
            case SearchTemplate search -> search(search, planned);
        };
    }

    private StepPlan search(SearchTemplate search, Planned planned) {
        var input = Optional.ofNullable(planned.inputs().get(search.input()));
        if (input.filter(SearchMatching::isTooLong).isPresent()) {
            return new StepPlan.Invalid(search.input(), List.of(new Problem("/" + search.input(), TOO_LONG)));
        }
        var terms = input.flatMap(value -> SearchMatching.terms(search, value));
        if (input.isEmpty() || terms.isEmpty()) {
            return new StepPlan.NothingToFind();
        }
        var objects = new ArrayList<SearchPlan.ObjectPlan>();
        var misfits = new ArrayList<StepPlan>();
        for (var object : search.returning()) {
            var records = search.records(object).map(query -> planned.plan(planQuery, query, object.location()));
            var found = search.found(object).map(query -> planned.plan(planFound, query, object.location()));
            var other = Stream.concat(records.stream(), found.stream())
                    .filter(plan -> ready(plan).isEmpty())
                    .findFirst();
            if (other.filter(plan -> isMisfit(plan, search)).isPresent()) {
                misfits.add(other.get());
                continue;
            }
            if (other.isPresent()) {
                return other.get();
            }
            objects.add(new SearchPlan.ObjectPlan(
                    object, records.flatMap(StepPlanning::ready), found.flatMap(StepPlanning::ready)));
        }
        if (objects.isEmpty()) {
            return misfits.getFirst();
        }
        return new StepPlan.ReadySearch(SearchPlan.of(
                search, input.get(), objects, terms.get(), planned.action().bounds()));
    }

    /** Whether no record of the object can have what is searched: a text that is too long for its fields. */
    private static boolean isMisfit(StepPlan plan, SearchTemplate search) {
        return plan instanceof StepPlan.Invalid(var input, var _) && input.equals(search.input());
    }

    private static Optional<PlanQuery.Plan.Ready> ready(StepPlan plan) {
        return plan instanceof StepPlan.Ready(var ready) ? Optional.of(ready) : Optional.empty();
    }

    /** One step whose statements are planned. */
    private record Planned(
            DataAction action,
            ActionStep step,
            Map<MemberName, BoundInput> inputs,
            QueryTemplate.Source source,
            RunMeter meter) {
        /** @param location the place of {@code query} in the declaration */
        StepPlan plan(PlanQuery planner, QueryTemplate query, String location) {
            var draft = query.filledFrom(source);
            if (draft.isEmpty()) {
                return new StepPlan.NothingToFind();
            }
            return switch (planner.plan(draft.get(), query.zone(), meter)) {
                case PlanQuery.Plan.Ready ready -> checked(action, step, ready);
                case PlanQuery.Plan.Denied(var denials) -> unsuitable(location, denials);
                case PlanQuery.Plan.Undecided(var doubts) -> unsuitable(location, doubts);
                case PlanQuery.Plan.Invalid(var problems) -> invalid(action, step, location, inputs, problems);
            };
        }
    }

    private static StepPlan checked(DataAction action, ActionStep step, PlanQuery.Plan.Ready plan) {
        var problems = OutputTypeCheck.problems(action, step, plan.schema().types());
        return problems.isEmpty() ? new StepPlan.Ready(plan) : new StepPlan.Unsuitable(problems);
    }

    /** Problems of the caller's values are reported only if there are no others, which the operator has to fix. */
    private static StepPlan invalid(
            DataAction action,
            ActionStep step,
            String location,
            Map<MemberName, BoundInput> inputs,
            List<Problem> problems) {
        var ofInputs = new LinkedHashMap<Problem, MemberName>();
        var others = new ArrayList<Problem>();
        for (var problem : problems) {
            sentInput(action, step, inputs, problem.location())
                    .ifPresentOrElse(
                            input -> ofInputs.putIfAbsent(new Problem("/" + input, problem.message()), input),
                            () -> others.add(problem));
        }
        return others.isEmpty()
                ? new StepPlan.Invalid(ofInputs.values().iterator().next(), List.copyOf(ofInputs.keySet()))
                : unsuitable(location, others);
    }

    private static StepPlan unsuitable(String location, List<Problem> problems) {
        return new StepPlan.Unsuitable(
                problems.stream().map(problem -> located(location, problem)).toList());
    }

    /** The problem with its place in the whole declaration; planning knows the place in the query at {@code location}. */
    public static Problem located(String location, Problem problem) {
        return problem.location().startsWith(location)
                ? problem
                : new Problem(location + problem.location(), problem.message());
    }

    /** The input whose value, sent by the caller, is at {@code location}; empty if there is none. */
    private static Optional<MemberName> sentInput(
            DataAction action, ActionStep step, Map<MemberName, BoundInput> inputs, String location) {
        return blank(step, location)
                .flatMap(blank -> blank.reference() instanceof Reference.OfInput(var name)
                        ? action.inputs().stream()
                                .filter(input -> input.name().equals(name))
                                .filter(input -> isCallersOwn(input, inputs.get(name)))
                                .map(DeclaredInput::name)
                                .findFirst()
                        : Optional.empty());
    }

    /** The blank whose value is at {@code location}; empty if there is none. */
    public static Optional<QueryTemplate.Blank> blank(ActionStep step, String location) {
        var place = VALUE.matcher(location);
        return place.matches()
                ? step.queries().stream()
                        .flatMap(query -> Optional.ofNullable(query.blanks().get(place.group(1))).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Whether the caller sent the value: defaults are the operator's, spellings of telephone numbers Weir's. */
    private static boolean isCallersOwn(DeclaredInput input, @Nullable BoundInput bound) {
        boolean isDefault = bound != null
                && input.defaultValue().filter(bound.shown()::equals).isPresent();
        return !isDefault && !(input.type() instanceof InputType.Phone);
    }
}
