package io.weir.application.action;

import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the results of a data action's steps into its declared answer. For one answer. */
final class AnswerShaping {
    private final DataAction action;
    private final StepResults results;
    private boolean truncated;

    private AnswerShaping(DataAction action, StepResults results, boolean truncated) {
        this.action = action;
        this.results = results;
        this.truncated = truncated;
    }

    /** The answer {@code found}, with the values that the steps found. */
    static ActionAnswer showing(StepResults results, DataAction action, int count, boolean truncated) {
        var shape = new AnswerShaping(action, results, truncated);
        var outputs = outputs(action, shape::value);
        var lists = action.lists().stream().map(shape::list).toList();
        return new ActionAnswer(Verdict.FOUND, count, shape.truncated, outputs, lists);
    }

    /** An answer without any value from Salesforce. */
    static ActionAnswer hiding(DataAction action, Verdict verdict, int count, boolean truncated) {
        var lists = action.lists().stream()
                .map(list -> new ActionAnswer.Rows(list, List.of()))
                .toList();
        return new ActionAnswer(verdict, count, truncated, outputs(action, OutputReading::absent), lists);
    }

    /** An answer that says which input is refused. */
    static ActionAnswer refusing(DataAction action, InvalidInput invalid) {
        var blank = hiding(action, Verdict.INVALID_INPUT, 0, false);
        return new ActionAnswer(
                blank.verdict(),
                blank.count(),
                blank.truncated(),
                blank.outputs(),
                blank.lists(),
                Optional.of(invalid));
    }

    private static Map<MemberName, OutputValue> outputs(DataAction action, Function<ActionOutput, OutputValue> value) {
        var outputs = new LinkedHashMap<MemberName, OutputValue>();
        action.outputs().forEach(output -> outputs.put(output.key(), value.apply(output)));
        return outputs;
    }

    private OutputValue value(ActionOutput output) {
        @Nullable
        Object raw = switch (output.source()) {
            case ActionOutput.Source.Field(var step, var path) -> results.value(step, path);
            case ActionOutput.Source.Count(var rows) ->
                counted(results.count(rows), results.rows(rows).size());
            case ActionOutput.Source.Exists(var rows) -> results.count(rows) > 0;
        };
        return OutputReading.of(output, raw);
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

    private static List<OutputValue> members(ActionList list, Row row) {
        return list.outputs().stream()
                .map(output -> OutputReading.of(
                        output,
                        output.source() instanceof ActionOutput.Source.Field(var _, var path)
                                ? StepResults.value(row, path)
                                : null))
                .toList();
    }
}
