package io.weir.application.action;

import io.weir.application.answer.StepResults;
import io.weir.application.plan.PlanQuery;
import io.weir.application.run.Runs;
import io.weir.application.write.WritePlanning;
import io.weir.domain.action.DataAction;
import io.weir.domain.answer.Answer;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.FieldText;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.RecordWrite.Content;
import io.weir.domain.write.RecordWrite.Once;
import io.weir.domain.write.RecordWrite.Operation;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WrittenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks up the records that an earlier delivery of a request wrote. Its methods throw {@link SalesforceFailure} if the org
 * does not answer. For one thread.
 */
final class EarlierRecords {
    private static final FieldPath ID = FieldPath.parse("Id");
    private static final FieldPath CREATED = FieldPath.parse("CreatedDate");
    private static final Input LAST_TWO_DAYS = new Input.Text("LAST_N_DAYS:1");
    private static final String PLACE = "/look_up";

    /** A second record that meets the conditions is not missing from the answer. */
    private static final Limit ONE = new Limit.AtMost(1);

    private final DataAction action;
    private final StepPlanning planning;
    private final WritePlanning writePlanning;
    private final Runs.Run run;

    EarlierRecords(DataAction action, StepPlanning planning, WritePlanning writePlanning, Runs.Run run) {
        this.action = action;
        this.planning = planning;
        this.writePlanning = writePlanning;
        this.run = run;
    }

    /** The records that a delivery of {@code key} created with a unique field; empty if there are none. */
    Optional<List<WrittenRecord>> created(WriteKey key) {
        var found = new ArrayList<WrittenRecord>();
        var steps = action.writes().steps();
        for (int i = 0; i < steps.size(); i++) {
            var unique = steps.get(i).uniqueField();
            if (unique.isPresent()) {
                var object = steps.get(i).object();
                only(object, List.of(equal(FieldPath.parse(unique.get()), new Input.Text(key.ofRecord(i)))))
                        .ifPresent(id -> found.add(new WrittenRecord(object, id, true)));
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** The records that {@code writes} wrote; empty if there are none, or not all. */
    Optional<List<WrittenRecord>> written(List<RecordWrite> writes) {
        boolean creates = writes.stream().anyMatch(RecordWrite::creates);
        var found = new ArrayList<WrittenRecord>();
        for (var write : writes) {
            var id = found(write, creates);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            found.add(new WrittenRecord(write.object(), id.get(), write.creates()));
        }
        return Optional.of(found);
    }

    /** @param decided whether another record of the request tells whether all were written */
    private Optional<SalesforceId> found(RecordWrite write, boolean decided) {
        return switch (write.operation()) {
            case Operation.Create(Once.UniqueField(var field, var key)) ->
                only(write.object(), List.of(equal(FieldPath.parse(field), new Input.Text(key))));
            case Operation.Create(Once.IdempotencyKey()) -> Optional.empty();
            case Operation.Create(Once.LookUp(var fields)) -> {
                var conditions = new ArrayList<>(contents(write, fields));
                conditions.add(equal(CREATED, LAST_TWO_DAYS));
                yield first(plan(write.object(), List.of(), conditions)
                        .orElseThrow(() -> new SalesforceFailure.QueryRejected(
                                "the fields of look_up cannot be compared with these values", "")));
            }
            case Operation.Update(var id) ->
                decided ? Optional.of(id) : changed(write, equal(ID, new Input.Text(id.value())));
            case Operation.Upsert(var field, var key) -> {
                var named = equal(FieldPath.parse(field), input(key));
                yield decided ? only(write.object(), List.of(named)) : changed(write, named);
            }
        };
    }

    /**
     * The record that {@code named} names, if it has all that was to be written. Empty also if a field cannot be compared:
     * it may be the one that differs, and to write it again does no harm.
     */
    private Optional<SalesforceId> changed(RecordWrite write, Condition.Leaf named) {
        boolean isComparable = write.fields().entrySet().stream()
                .allMatch(field -> field.getValue() instanceof Content.Literal
                        && writePlanning.isComparable(write.object(), field.getKey(), run.deadline()));
        if (!isComparable || write.fields().isEmpty()) {
            return Optional.empty();
        }
        var fields = List.copyOf(write.fields().keySet());
        var conditions = new ArrayList<>(contents(write, fields));
        conditions.add(named);
        return plan(write.object(), fields, conditions)
                .flatMap(this::firstRow)
                .filter(row -> hasTexts(row, write))
                .flatMap(EarlierRecords::id);
    }

    /** Whether the texts are the same in each letter: SOQL takes small and capital ones for equal. */
    private static boolean hasTexts(Row row, RecordWrite write) {
        return write.fields().entrySet().stream()
                .allMatch(field -> !(field.getValue() instanceof Content.Literal(Value.Text(var text)))
                        || text.equals(StepResults.value(row, FieldPath.parse(field.getKey()))));
    }

    private static List<Condition> contents(RecordWrite write, List<String> fields) {
        return write.fields().entrySet().stream()
                .filter(entry -> fields.stream().anyMatch(entry.getKey()::equalsIgnoreCase))
                .flatMap(entry -> entry.getValue() instanceof Content.Literal(var value)
                        ? List.<Condition>of(equal(FieldPath.parse(entry.getKey()), input(value))).stream()
                        : List.<Condition>of().stream())
                .toList();
    }

    private static Condition.Leaf equal(FieldPath field, Input value) {
        return new Condition.Leaf(
                PLACE + "/" + field, new Operand.Field(field), ConditionOperator.EQUAL, value, Optional.empty());
    }

    private static Input input(Value value) {
        return value instanceof Value.Null ? new Input.Null() : new Input.Text(FieldText.of(value));
    }

    /** The id of a record of {@code object} that meets {@code conditions}; empty also if no query can ask for it. */
    private Optional<SalesforceId> only(ObjectName object, List<? extends Condition> conditions) {
        return plan(object, List.of(), conditions).flatMap(this::first);
    }

    /** @param fields read beside the id */
    private Optional<PlanQuery.Plan.Ready> plan(
            ObjectName object, List<String> fields, List<? extends Condition> conditions) {
        var selected = Stream.concat(Stream.of(ID), fields.stream().map(FieldPath::parse))
                .<DraftItem>map(field -> new DraftItem.Field(PLACE, field))
                .toList();
        var draft = QueryDraft.of(object, selected, new Condition.All(List.copyOf(conditions)))
                .limitedTo(ONE);
        return planning.planQuery().plan(draft, run.meter()) instanceof PlanQuery.Plan.Ready ready
                ? Optional.of(ready)
                : Optional.empty();
    }

    private Optional<SalesforceId> first(PlanQuery.Plan.Ready ready) {
        return firstRow(ready).flatMap(EarlierRecords::id);
    }

    private Optional<Row> firstRow(PlanQuery.Plan.Ready ready) {
        return read(ready).records().stream().findFirst();
    }

    private Answer read(PlanQuery.Plan.Ready ready) {
        return switch (run.read(
                planning.planQuery(), ready, List.of(), 1, action.bounds().priority())) {
            case Runs.Reading.Read(var answer) -> answer;
            case Runs.Reading.Refused(var denial) ->
                throw new SalesforceFailure.CallRefused(
                        "the API budget allows no look-up of what was written", denial.retryAfter());
        };
    }

    private static Optional<SalesforceId> id(Row row) {
        return StepResults.value(row, ID) instanceof String id ? SalesforceId.parse(id) : Optional.empty();
    }
}
