package io.weir.application.answer;

import io.weir.domain.action.ActionStep;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.answer.Answer;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers of the steps of one run so far. For one thread. */
public final class StepResults {
    private final Map<MemberName, Answer> answers = new HashMap<>();
    private final Map<MemberName, Map<FieldPath, Map<String, String>>> labels = new HashMap<>();

    /**
     * Adds the answer of {@code step}.
     *
     * @param labelsOfValues the labels of the values of picklists, by their path from the step's row
     */
    public void put(MemberName step, Answer answer, Map<FieldPath, Map<String, String>> labelsOfValues) {
        answers.put(step, answer);
        labels.put(step, labelsOfValues);
    }

    /** The label of the picklist's {@code value} at {@code path}, or those of its values behind each other. */
    String label(MemberName step, FieldPath path, String value) {
        var ofField = path.in(labels.getOrDefault(step, Map.of())).orElseGet(Map::of);
        return Stream.of(value.split(";", -1))
                .map(each -> ofField.getOrDefault(each, each))
                .collect(Collectors.joining("; "));
    }

    /** Whether the steps found what {@code conditions} say. */
    public boolean meet(List<ActionStep.When> conditions) {
        return conditions.stream().allMatch(when -> found(when.step()) == when.found());
    }

    /** Whether {@code step} ran and found something. */
    public boolean found(MemberName step) {
        return found(answer(step)) > 0;
    }

    /** The number of rows in {@code answer}. A {@code COUNT()} is one row, or no row if it counted 0. */
    public static int found(Answer answer) {
        return answer.records().isEmpty()
                ? Math.min(answer.totalSize(), 1)
                : answer.records().size();
    }

    /** The number of rows of {@code step}, or the number that its {@code COUNT()} counted. */
    int count(MemberName step) {
        return answer(step).totalSize();
    }

    /** The number of rows, or the number that a {@code COUNT()} counted. */
    int count(RowSource rows) {
        return switch (rows) {
            case RowSource.Step(var step) -> count(step);
            case RowSource.Children _ -> rows(rows).size();
        };
    }

    List<Row> rows(RowSource rows) {
        return switch (rows) {
            case RowSource.Step(var step) -> answer(step).records();
            case RowSource.Children(var step, var relationship) ->
                first(step)
                        .map(row -> children(value(row, relationship.value())))
                        .orElseGet(List::of);
        };
    }

    /** The value of {@code path} in the first row of {@code step}; null without a row, parent or value. */
    @Nullable
    Object value(MemberName step, FieldPath path) {
        var row = first(step);
        return row.isEmpty() ? null : value(row.get(), path);
    }

    /** The value as an input of a later step; empty for a blank text and for values that are not comparable. */
    public Optional<Input> value(Reference.OfStep reference) {
        return OutputReading.input(value(reference.step(), reference.path()))
                .filter(input -> !(input instanceof Input.Text(var text) && WhiteSpace.isAll(text)));
    }

    /** The value of {@code path} in {@code row}; null if a parent is missing or it has none. */
    public static @Nullable Object value(Row row, FieldPath path) {
        @Nullable Object value = row;
        for (String name : path.segments()) {
            if (!(value instanceof Row parent)) {
                return null;
            }
            value = value(parent, name);
        }
        // In a group, Salesforce names a parent's field by its last segment.
        return value == null && isGroup(row) ? value(row, path.field()) : value;
    }

    /**
     * The path of the page that shows the record in {@code row}; empty without an id or an object.
     *
     * @param object the record's object if the row does not name it
     */
    public static Optional<String> recordPath(Row row, String object) {
        String type = type(row).orElse(object);
        return !type.isEmpty() && value(row, "Id") instanceof String id && !id.isEmpty()
                ? Optional.of("/lightning/r/%s/%s/view".formatted(type, id))
                : Optional.empty();
    }

    private static boolean isGroup(Row row) {
        return type(row).filter("AggregateResult"::equals).isPresent();
    }

    /** The object that {@code row} names, or Salesforce's word for a group. */
    public static Optional<String> type(Row row) {
        return row.value("attributes") instanceof Row attributes && attributes.value("type") instanceof String type
                ? Optional.of(type)
                : Optional.empty();
    }

    /** The value called {@code name}, ignoring case: the org's spelling may differ from the declaration's. */
    private static @Nullable Object value(Row row, String name) {
        if (row.has(name)) {
            return row.value(name);
        }
        for (int i = 0; i < row.size(); i++) {
            if (row.name(i).equalsIgnoreCase(name)) {
                return row.value(i);
            }
        }
        return null;
    }

    private static List<Row> children(@Nullable Object result) {
        return result instanceof Row page && page.value("records") instanceof List<?> records
                ? records.stream().map(Row.class::cast).toList()
                : List.of();
    }

    /** The first row of {@code step}. */
    Optional<Row> first(MemberName step) {
        return answer(step).records().stream().findFirst();
    }

    private Answer answer(MemberName step) {
        return answers.getOrDefault(step, Answer.EMPTY);
    }
}
