package io.weir.application.action;

import io.weir.application.answer.StepOutputs;
import io.weir.application.plan.PlanQuery;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds texts in the maps and cases of outputs that a field of the org does not have: those that are no active value of
 * a restricted picklist, and keys of maps that are no number, date or time. Records may still have such a value of a
 * picklist, so each is a warning.
 */
public final class KnownValuesCheck {
    private final PlanQuery.Schema schema;
    private final List<Problem> warnings = new ArrayList<>();

    private KnownValuesCheck(PlanQuery.Schema schema) {
        this.schema = schema;
    }

    /**
     * The warnings about the outputs of {@code step}, each with its place in the declaration.
     *
     * @param schema describes the fields by their path from the step's row
     */
    public static List<Problem> warnings(DataAction action, ActionStep step, PlanQuery.Schema schema) {
        var check = new KnownValuesCheck(schema);
        StepOutputs.visit(action, step, check::output);
        return List.copyOf(check.warnings);
    }

    /** @param paths the path of a field from the step's row; empty if the field is not of this step */
    private void output(
            ActionOutput output, String location, Function<ActionOutput.Source.Field, Optional<FieldPath>> paths) {
        if (output.source() instanceof ActionOutput.Source.Chosen(var choices, var _)) {
            for (int i = 0; i < choices.size(); i++) {
                String at = "%s/case/%d/if".formatted(location, i);
                choices.get(i)
                        .tests()
                        .forEach(test -> paths.apply(test.field()).ifPresent(path -> test(test, path, at)));
            }
        } else {
            keys(output, location + "/map", paths);
        }
    }

    private void test(ActionOutput.Test test, FieldPath path, String location) {
        path.in(schema.restricted())
                .ifPresent(values -> test.values().stream()
                        .map(Coercion::written)
                        .filter(text -> !text.isEmpty() && values.stream().noneMatch(text::equalsIgnoreCase))
                        .forEach(text -> warnings.add(inactive(location, text, path))));
    }

    /** A key of several fields may be a value of any of them, also of a field of another step. */
    private void keys(
            ActionOutput output, String location, Function<ActionOutput.Source.Field, Optional<FieldPath>> paths) {
        var fields = output.source().fields();
        var known =
                fields.stream().flatMap(field -> paths.apply(field).stream()).toList();
        if (known.isEmpty() || known.size() < fields.size()) {
            return;
        }
        output.map().keySet().stream()
                .filter(key -> !key.isEmpty() && !key.equals(ActionOutput.ANY_OTHER))
                .filter(key -> known.stream().noneMatch(path -> mayBe(key, path)))
                .sorted()
                .forEach(key -> warnings.add(unknown(location, key, known)));
    }

    private boolean mayBe(String key, FieldPath path) {
        return path.in(schema.restricted()).map(values -> values.contains(key)).orElse(true)
                && path.in(schema.types()).map(type -> mayBe(key, type)).orElse(true);
    }

    /** Whether Salesforce may write a value of {@code type} as {@code key}. */
    private static boolean mayBe(String key, FieldType type) {
        return switch (type.literalKind()) {
            case TEXT, NONE, ID, BOOLEAN -> true;
            case INTEGER, DECIMAL, CURRENCY ->
                Coercion.of(new Input.Text(key), type) instanceof Coercion.Fits(Value.Decimal(var number))
                        && number.toPlainString().equals(key);
            case DATE, DATETIME, TIME -> Coercion.ofConstant(new Input.Text(key), type) instanceof Coercion.Fits;
        };
    }

    private Problem unknown(String location, String key, List<FieldPath> paths) {
        var path = paths.getFirst();
        if (paths.size() == 1 && path.in(schema.restricted()).isPresent()) {
            return inactive(location, key, path);
        }
        return new Problem(
                location,
                "'%s' cannot occur%s"
                        .formatted(
                                key,
                                paths.size() > 1
                                        ? " in any of "
                                                + paths.stream()
                                                        .map(FieldPath::toString)
                                                        .collect(Collectors.joining(", "))
                                        : path.in(schema.types())
                                                .map(type ->
                                                        "; %s is of type %s in the org".formatted(path, type.label()))
                                                .orElse("")));
    }

    private static Problem inactive(String location, String text, FieldPath path) {
        return new Problem(location, "'%s' is not an active value of the picklist %s".formatted(text, path));
    }
}
