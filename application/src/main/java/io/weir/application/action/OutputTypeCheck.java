package io.weir.application.action;

import io.weir.application.answer.StepOutputs;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds outputs whose declared type the field in the org can never have. A text field can hold any type. */
final class OutputTypeCheck {
    /** The keys of a map that a checkbox may have. */
    private static final Set<String> CHECKBOX = Set.of("true", "false", "", ActionOutput.ANY_OTHER);

    private final Map<FieldPath, FieldType> types;
    private final List<Problem> problems = new ArrayList<>();

    private OutputTypeCheck(Map<FieldPath, FieldType> types) {
        this.types = types;
    }

    /** The problems of the outputs of {@code step}, whose fields have {@code types} in the org. */
    static List<Problem> problems(DataAction action, ActionStep step, Map<FieldPath, FieldType> types) {
        if (types.isEmpty()) {
            return List.of();
        }
        var check = new OutputTypeCheck(types);
        StepOutputs.visit(action, step, check::require);
        return check.problems;
    }

    /** @param paths the path of a field from the step's row; empty if the field is not of this step */
    private void require(
            ActionOutput output, String location, Function<ActionOutput.Source.Field, Optional<FieldPath>> paths) {
        switch (output.source()) {
            case ActionOutput.Source.Field field ->
                paths.apply(field).ifPresent(path -> requireValue(output, path, location));
            case ActionOutput.Source.FirstOf(var candidates) -> {
                for (int i = 0; i < candidates.size(); i++) {
                    String at = location + "/first/" + i;
                    paths.apply(candidates.get(i)).ifPresent(path -> requireValue(output, path, at));
                }
            }
            case ActionOutput.Source.Written(var template) ->
                template.parts().forEach(part -> {
                    if (part instanceof TextTemplate.Part.Value(var field, var format)) {
                        paths.apply(field)
                                .flatMap(path -> path.in(types))
                                .ifPresent(type -> requireText(field.path(), format, type, location));
                    }
                });
            case ActionOutput.Source.Chosen(var choices, var _) -> {
                for (int i = 0; i < choices.size(); i++) {
                    String at = location + "/case/" + i + "/if";
                    choices.get(i)
                            .tests()
                            .forEach(test -> paths.apply(test.field())
                                    .flatMap(path -> path.in(types))
                                    .ifPresent(type -> requireComparable(test, type, at)));
                }
            }
            case ActionOutput.Source.Count _, ActionOutput.Source.Exists _, ActionOutput.Source.Constant _ -> {}
        }
    }

    /** The field at {@code path} is a part of a template, in {@code format}. */
    private void requireText(FieldPath path, Format format, FieldType type, String location) {
        if (isCompound(type)) {
            problem(location, "%s has parts; name one of them in the template".formatted(path));
        } else if (format == Format.LABEL) {
            requireLabels(path, type, location);
        } else if (type.literalKind() != LiteralKind.TEXT
                && type.literalKind() != LiteralKind.NONE
                && !suitsText(format, type.literalKind())) {
            requireOtherFormat(path, format, type, location);
        }
    }

    private void requireOtherFormat(FieldPath path, Format format, FieldType type, String location) {
        problem(
                location,
                "%s is of type %s in the org; %s writes %s"
                        .formatted(path, type.label(), lower(format), written(format)));
    }

    private void requireLabels(FieldPath path, FieldType type, String location) {
        if (type != FieldType.PICKLIST && type != FieldType.MULTIPICKLIST) {
            problem(
                    location,
                    "%s is of type %s in the org; only the values of a picklist have labels"
                            .formatted(path, type.label()));
        }
    }

    private void requireValue(ActionOutput output, FieldPath path, String location) {
        var type = path.in(types).orElse(null);
        if (type == null) {
            return;
        }
        if (output.format() == Format.LABEL) {
            requireLabels(path, type, location);
        } else if (isCompound(type)) {
            problem(location, "%s has parts; name one of them".formatted(path));
        } else if (!output.map().isEmpty()) {
            requireKeys(output, path, type, location);
        } else if (!suits(output, type)) {
            if (output.format() == Format.PLAIN) {
                problem(
                        location,
                        "an output of type %s cannot come from %s, which is of type %s in the org"
                                .formatted(lower(output.type()), path, type.label()));
            } else {
                requireOtherFormat(path, output.format(), type, location);
            }
        }
    }

    /** A checkbox has two values; without a record it has none. */
    private void requireKeys(ActionOutput output, FieldPath path, FieldType type, String location) {
        if (type == FieldType.BOOLEAN && output.source() instanceof ActionOutput.Source.Field) {
            output.map().keySet().stream()
                    .filter(key -> !CHECKBOX.contains(key))
                    .sorted()
                    .forEach(key -> problem(
                            location + "/map",
                            "'%s' cannot occur; %s is a checkbox in the org, which is true or false"
                                    .formatted(key, path)));
        }
    }

    private void requireComparable(ActionOutput.Test test, FieldType type, String location) {
        if (!test.operator().suits(type)) {
            problem(
                    location,
                    "%s is of type %s in the org, which is not compared with %s"
                            .formatted(
                                    test.field().path(),
                                    type.label(),
                                    test.operator().symbol()));
            return;
        }
        boolean isMoment = type.literalKind() == LiteralKind.DATETIME;
        for (var value : test.values()) {
            // a moment is compared with a date by its day
            boolean fits = Coercion.ofConstant(value, type) instanceof Coercion.Fits
                    || (isMoment && Coercion.ofConstant(value, FieldType.DATE) instanceof Coercion.Fits);
            if (!fits && Coercion.ofConstant(value, type) instanceof Coercion.Mismatch(var expected)) {
                problem(
                        location,
                        "%s is of type %s in the org; expected %s%s"
                                .formatted(
                                        test.field().path(),
                                        type.label(),
                                        isMoment ? Coercion.A_DAY + ", or " : "",
                                        expected));
            }
        }
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }

    private static boolean suits(ActionOutput output, FieldType type) {
        return switch (type.literalKind()) {
            case TEXT, NONE -> true;
            case BOOLEAN, INTEGER, DECIMAL, CURRENCY, DATE, DATETIME, ID, TIME -> suits(output, type.literalKind());
        };
    }

    /** Whether a value of {@code type} is an object with parts. */
    private static boolean isCompound(FieldType type) {
        return type == FieldType.ADDRESS || type == FieldType.LOCATION || type == FieldType.COMPLEXVALUE;
    }

    private static boolean suits(ActionOutput output, LiteralKind kind) {
        return switch (output.type()) {
            case STRING -> suitsText(output.format(), kind);
            case BOOLEAN -> kind == LiteralKind.BOOLEAN;
            case INTEGER -> output.format() == Format.EPOCH ? isDateOrMoment(kind) : isNumber(kind);
            case NUMBER -> isNumber(kind);
            case DATE -> isDateOrMoment(kind);
            case DATETIME -> kind == LiteralKind.DATETIME;
        };
    }

    private static boolean suitsText(Format format, LiteralKind kind) {
        return switch (format) {
            case PLAIN, DIGITS, UPPER, MASK, LABEL -> true;
            case DATE_ONLY, EPOCH, SPOKEN_DATE, SPOKEN_DATETIME -> isDateOrMoment(kind);
            case SPOKEN_TIME -> kind == LiteralKind.DATETIME || kind == LiteralKind.TIME;
            case NUMBER, MONEY -> isNumber(kind);
        };
    }

    /** What {@code format} writes, in words. */
    private static String written(Format format) {
        return switch (format) {
            case PLAIN, DIGITS, UPPER, MASK -> "any value";
            case LABEL -> "the label of a picklist's value";
            case DATE_ONLY, EPOCH, SPOKEN_DATE, SPOKEN_DATETIME -> "a date or a datetime";
            case SPOKEN_TIME -> "a time or a datetime";
            case NUMBER, MONEY -> "a number";
        };
    }

    private static boolean isNumber(LiteralKind kind) {
        return kind == LiteralKind.INTEGER || kind == LiteralKind.DECIMAL || kind == LiteralKind.CURRENCY;
    }

    private static boolean isDateOrMoment(LiteralKind kind) {
        return kind == LiteralKind.DATE || kind == LiteralKind.DATETIME;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
