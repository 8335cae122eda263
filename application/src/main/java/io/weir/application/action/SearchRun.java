package io.weir.application.action;

import io.weir.application.action.SearchPlan.ObjectPlan;
import io.weir.application.answer.StepResults;
import io.weir.application.plan.PlanQuery;
import io.weir.application.run.Runs;
import io.weir.domain.action.DataAction;
import io.weir.domain.answer.Answer;
import io.weir.domain.limit.Admission;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Row;
import io.weir.domain.query.Statement;
import io.weir.domain.schema.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs the search of one step: the records and the index in the order of the strategy, until an object has a match. For
 * one thread.
 */
final class SearchRun {
    private static final Result NOTHING = new Result.Found(Answer.EMPTY, Map.of());

    private final SearchPlan plan;
    private final Predicate<String> matches;
    private final DataAction.Bounds bounds;
    private final Runs.Run run;
    private final PlanQuery planQuery;
    private final List<PlanQuery.Plan.Ready> later;
    private Statement asked;

    /** The result. */
    sealed interface Result {
        /**
         * The rows of the first object that has any; none if no object has.
         *
         * @param labels the labels of the values of picklists in the rows
         */
        record Found(Answer answer, Map<FieldPath, Map<String, String>> labels) implements Result {}

        /** The API budget does not allow a statement. */
        record Refused(Admission.Denied denial) implements Result {}
    }

    /**
     * @param planQuery learns that the org contradicts the plan
     * @param later queries of later steps, which may be asked along
     */
    SearchRun(
            SearchPlan plan,
            DataAction action,
            PhoneNumbers phones,
            Runs.Run run,
            PlanQuery planQuery,
            List<PlanQuery.Plan.Ready> later) {
        this.plan = plan;
        this.matches = SearchMatching.of(plan.search(), action, plan.input(), phones);
        this.bounds = action.bounds();
        this.run = run;
        this.planQuery = planQuery;
        this.later = List.copyOf(later);
        this.asked = plan.plans().findFirst().orElseThrow().soql();
    }

    /** The latest statement, which failed if {@link #result} has thrown. */
    Statement asked() {
        return asked;
    }

    /** The result; throws {@link SalesforceFailure} when Salesforce does not answer. */
    Result result() {
        return switch (plan.search().strategy()) {
            case QUERY -> records();
            case SEARCH -> index();
            case QUERY_THEN_SEARCH -> either(this::records, this::index);
            case SEARCH_THEN_RECENT -> either(this::index, this::records);
        };
    }

    /** The result of {@code first}, or that of {@code then} if nothing is found. */
    private static Result either(Supplier<Result> first, Supplier<Result> then) {
        var result = first.get();
        return isFound(result) ? result : then.get();
    }

    /** Whether there is nothing more to ask. */
    private static boolean isFound(Result result) {
        return !(result instanceof Result.Found(var answer, var _))
                || !answer.records().isEmpty();
    }

    private Result records() {
        int number = 0;
        for (var object : plan.objects()) {
            number++;
            var records = object.records().orElseThrow();
            var others =
                    Stream.concat(plan.records().skip(number), later.stream()).toList();
            asked = records.soql();
            var result = result(run.read(planQuery, records, others, bounds.rowCap(), bounds.priority()), object);
            if (isFound(result)) {
                return result;
            }
        }
        return NOTHING;
    }

    private Result index() {
        var sosl = plan.index().orElseThrow();
        asked = sosl;
        try {
            return switch (run.search(sosl, bounds.priority())) {
                case Runs.Reading.Read(var answer) -> preferred(answer.records());
                case Runs.Reading.Refused(var denial) -> new Result.Refused(denial);
            };
        } catch (SalesforceFailure.QueryRejected rejected) {
            plan.plans().forEach(object -> planQuery.contradicted(object, rejected));
            throw rejected;
        }
    }

    /** The rows of the first object that has a match among {@code rows}. */
    private Result preferred(List<Row> rows) {
        for (var object : plan.objects()) {
            var answer = answer(rows, object);
            if (!answer.records().isEmpty()) {
                if (answer.truncated()) {
                    run.leavesOutRows();
                }
                return new Result.Found(answer, object.labels());
            }
        }
        return NOTHING;
    }

    private static Result result(Runs.Reading reading, ObjectPlan object) {
        return switch (reading) {
            case Runs.Reading.Read(var answer) -> new Result.Found(answer, object.labels());
            case Runs.Reading.Refused(var denial) -> new Result.Refused(denial);
        };
    }

    /** The rows of {@code object} that match, up to its limit and the row cap. */
    private Answer answer(List<Row> rows, ObjectPlan object) {
        String name = object.found().orElseThrow().soql().query().from().value();
        var ofObject = rows.stream()
                .filter(row ->
                        StepResults.type(row).filter(name::equalsIgnoreCase).isPresent())
                .toList();
        var matching = ofObject.stream().filter(row -> matches(object, row)).toList();
        int limit =
                object.object().records().draft().limit() instanceof Limit.AtMost(var most) ? most : Integer.MAX_VALUE;
        var kept = matching.stream().limit(Math.min(limit, bounds.rowCap())).toList();
        boolean more = matching.size() > kept.size() || ofObject.size() >= SearchPlan.mostFound(bounds);
        return new Answer(kept, kept.size(), more && kept.size() < limit);
    }

    private boolean matches(ObjectPlan object, Row row) {
        return object.object().match().stream()
                .anyMatch(path -> StepResults.value(row, path) instanceof String text && matches.test(text));
    }
}
