package io.weir.application.answer;

import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionAnswer.WriteReason;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.RowSource;
import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the results of a data action's steps into its declared answer. For one answer. */
public final class AnswerShaping {
    private final DataAction action;
    private final StepResults results;
    private final MemberName answered;
    private final String orgUrl;
    private boolean truncated;

    private AnswerShaping(
            DataAction action, StepResults results, MemberName answered, boolean truncated, String orgUrl) {
        this.action = action;
        this.results = results;
        this.answered = answered;
        this.truncated = truncated;
        this.orgUrl = orgUrl;
    }

    /**
     * The answer {@code found}, with the values that the steps found.
     *
     * @param answered the step that answered
     * @param orgUrl the beginning of every record's URL
     */
    public static ActionAnswer showing(
            StepResults results, DataAction action, MemberName answered, boolean truncated, String orgUrl) {
        return shaped(results, action, Verdict.FOUND, results.count(answered), answered, truncated, orgUrl);
    }

    /**
     * An answer with the values that the steps found, and those of the records that were written.
     *
     * @param answered the step that answered, or the first write
     */
    public static ActionAnswer shaped(
            StepResults results,
            DataAction action,
            Verdict verdict,
            int count,
            MemberName answered,
            boolean truncated,
            String orgUrl) {
        var shape = new AnswerShaping(action, results, answered, truncated, orgUrl);
        var outputs = outputs(action, shape::value);
        var lists = action.lists().stream().map(shape::list).toList();
        return new ActionAnswer(verdict, count, shape.truncated, outputs, lists);
    }

    /** An answer that says why nothing was written. */
    public static ActionAnswer refusing(DataAction action, Verdict verdict, WriteReason reason) {
        var blank = hiding(action, verdict, 0, false);
        return new ActionAnswer(
                verdict, 0, false, blank.outputs(), blank.lists(), Optional.empty(), Optional.of(reason));
    }

    /** An answer without any value from Salesforce. */
    public static ActionAnswer hiding(DataAction action, Verdict verdict, int count, boolean truncated) {
        var lists = action.lists().stream()
                .map(list -> new ActionAnswer.Rows(list, List.of()))
                .toList();
        return new ActionAnswer(verdict, count, truncated, outputs(action, OutputReading::absent), lists);
    }

    /** An answer that says which input is refused. */
    public static ActionAnswer refusing(DataAction action, InvalidInput invalid) {
        var verdict = Verdict.INVALID_INPUT;
        var blank = hiding(action, verdict, 0, false);
        return new ActionAnswer(
                verdict, 0, false, blank.outputs(), blank.lists(), Optional.of(invalid), Optional.empty());
    }

    private static Map<MemberName, OutputValue> outputs(DataAction action, Function<ActionOutput, OutputValue> value) {
        var outputs = new LinkedHashMap<MemberName, OutputValue>();
        action.outputs().forEach(output -> outputs.put(output.key(), value.apply(output)));
        return outputs;
    }

    private OutputValue value(ActionOutput output) {
        return switch (output.source()) {
            case ActionOutput.Source.Count(var rows) ->
                OutputReading.of(
                        output, counted(results.count(rows), results.rows(rows).size()));
            case ActionOutput.Source.Exists(var rows) -> OutputReading.of(output, results.count(rows) > 0);
            case ActionOutput.Source.Field _,
                    ActionOutput.Source.FirstOf _,
                    ActionOutput.Source.Constant _,
                    ActionOutput.Source.Written _,
                    ActionOutput.Source.Chosen _ -> SourceReading.of(output, new OfSteps());
        };
    }

    /** Salesforce answers children whole, so the row cap applies here. A {@code COUNT()} has a count without rows. */
    private long counted(int count, int rows) {
        int cap = action.bounds().rowCap();
        if (rows > cap) {
            truncated = true;
            return cap;
        }
        return count;
    }

    private ActionAnswer.Rows list(ActionList list) {
        var rows = results.rows(list.rows());
        if (rows.size() > list.most()) {
            truncated = true;
        }
        return new ActionAnswer.Rows(
                list,
                rows.stream().limit(list.most()).map(row -> members(list, row)).toList());
    }

    private List<OutputValue> members(ActionList list, Row row) {
        var found = new OfRow(list.rows(), row);
        return list.outputs().stream()
                .map(output -> SourceReading.of(output, found))
                .toList();
    }

    /** The URL of the record in {@code row} of {@code rows}. */
    private Optional<String> recordUrl(RowSource rows, Row row) {
        var declared = objects(rows);
        return StepResults.recordPath(row, declared.size() == 1 ? declared.getFirst() : "")
                .map(path -> orgUrl + path);
    }

    /** The object of {@code row}, one of {@code rows}, as it is declared. */
    private Optional<String> objectOf(RowSource rows, Row row) {
        var declared = objects(rows);
        return declared.size() == 1
                ? Optional.of(declared.getFirst())
                : StepResults.type(row)
                        .map(type -> declared.stream()
                                .filter(type::equalsIgnoreCase)
                                .findFirst()
                                .orElse(type));
    }

    /** The objects that {@code rows} may be of; none for children, whose object only their rows name. */
    private List<String> objects(RowSource rows) {
        return switch (rows) {
            case RowSource.Step(var name) ->
                action.readable(name).map(ActionStep::objects).orElseGet(List::of);
            case RowSource.Children _ -> List.of();
        };
    }

    /** What the first rows of the steps have. */
    private final class OfSteps implements SourceReading.Found {
        @Override
        public @Nullable Object value(ActionOutput.Source.Field field) {
            return results.value(field.step(), field.path());
        }

        @Override
        public String label(ActionOutput.Source.Field field, String value) {
            return results.label(field.step(), field.path(), value);
        }

        @Override
        public Optional<String> recordUrl(List<MemberName> steps) {
            return ofFirst(steps, AnswerShaping.this::recordUrl);
        }

        @Override
        public Optional<String> object(List<MemberName> steps) {
            return ofFirst(steps, AnswerShaping.this::objectOf);
        }

        private Optional<String> ofFirst(List<MemberName> steps, BiFunction<RowSource, Row, Optional<String>> part) {
            return steps.stream()
                    .filter(results::found)
                    .findFirst()
                    .flatMap(step -> results.first(step).flatMap(row -> part.apply(new RowSource.Step(step), row)));
        }

        @Override
        public String answered() {
            return answered.value();
        }
    }

    /** What one row of a list has. */
    private final class OfRow implements SourceReading.Found {
        private final RowSource rows;
        private final Row row;

        OfRow(RowSource rows, Row row) {
            this.rows = rows;
            this.row = row;
        }

        @Override
        public @Nullable Object value(ActionOutput.Source.Field field) {
            return StepResults.value(row, field.path());
        }

        @Override
        public String label(ActionOutput.Source.Field field, String value) {
            return StepOutputs.within(rows, field.path())
                    .map(path -> results.label(rows.step(), path, value))
                    .orElse(value);
        }

        @Override
        public Optional<String> recordUrl(List<MemberName> steps) {
            return AnswerShaping.this.recordUrl(rows, row);
        }

        @Override
        public Optional<String> object(List<MemberName> steps) {
            return objectOf(rows, row);
        }

        @Override
        public String answered() {
            return answered.value();
        }
    }
}
