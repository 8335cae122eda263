package io.weir.application.action;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds texts in the maps and cases of outputs that a restricted picklist of the org does not have among its active
 * values. Records may still have such a text, so each is a warning.
 */
public final class PicklistCheck {
    private final Map<FieldPath, List<String>> restricted;
    private final List<Problem> warnings = new ArrayList<>();

    private PicklistCheck(Map<FieldPath, List<String>> restricted) {
        this.restricted = restricted;
    }

    /**
     * The warnings about the outputs of {@code step}, each with its place in the declaration.
     *
     * @param restricted the active values of restricted picklists by their path from the step's row
     */
    public static List<Problem> warnings(DataAction action, ActionStep step, Map<FieldPath, List<String>> restricted) {
        var check = new PicklistCheck(restricted);
        StepOutputs.visit(action, step, check::output);
        return List.copyOf(check.warnings);
    }

    /** @param paths the path of a field from the step's row; empty if the field is not of this step */
    private void output(
            ActionOutput output, String location, Function<ActionOutput.Source.Field, Optional<FieldPath>> paths) {
        for (var field : output.source().fields()) {
            paths.apply(field)
                    .flatMap(path -> path.in(restricted))
                    .ifPresent(values -> output.map().keySet().stream()
                            .filter(key -> !key.isEmpty() && !key.equals(ActionOutput.ANY_OTHER))
                            .filter(key -> !values.contains(key))
                            .sorted()
                            .forEach(key -> warn(location + "/map", key, field)));
        }
        if (output.source() instanceof ActionOutput.Source.Chosen(var choices, var _)) {
            for (int i = 0; i < choices.size(); i++) {
                String at = "%s/case/%d/if".formatted(location, i);
                choices.get(i)
                        .tests()
                        .forEach(test -> paths.apply(test.field())
                                .flatMap(path -> path.in(restricted))
                                .ifPresent(values -> test.values().stream()
                                        .map(Coercion::written)
                                        .filter(text -> !text.isEmpty()
                                                && values.stream().noneMatch(text::equalsIgnoreCase))
                                        .forEach(text -> warn(at, text, test.field()))));
            }
        }
    }

    private void warn(String location, String text, ActionOutput.Source.Field field) {
        warnings.add(
                new Problem(location, "'%s' is not an active value of the picklist %s".formatted(text, field.path())));
    }
}
