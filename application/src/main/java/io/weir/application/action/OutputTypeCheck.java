package io.weir.application.action;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Problem;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds outputs whose declared type the field in the org can never have. A text field can hold any type. */
final class OutputTypeCheck {
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
                    String at = "%s/case/%d/if".formatted(location, i);
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
            problem(
                    location,
                    "%s is of type %s in the org, which is not written as %s"
                            .formatted(path, type.label(), format.name().toLowerCase(Locale.ROOT)));
        }
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
        if (output.format() == Format.LABEL) {
            path.in(types).ifPresent(type -> requireLabels(path, type, location));
            return;
        }
        path.in(types)
                .filter(type -> output.map().isEmpty() ? !suits(output, type) : isCompound(type))
                .ifPresent(type -> problem(
                        location,
                        "an output of type %s cannot come from %s, which is of type %s in the org"
                                .formatted(lower(output.type()), path, type.label())));
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
        for (var value : test.values()) {
            // a moment is compared with a date by its day
            boolean isDay = type == FieldType.DATETIME
                    && Coercion.of(value, FieldType.DATE) instanceof Coercion.Fits(Value.Date _);
            switch (Coercion.of(value, isDay ? FieldType.DATE : type)) {
                case Coercion.Fits(Value.RelativeDate _) ->
                    problem(location, "a case compares with a date, not with a date literal; ask in a query's where");
                case Coercion.Fits _ -> {}
                case Coercion.Mismatch(var expected) ->
                    problem(
                            location,
                            "%s is of type %s in the org; expected %s"
                                    .formatted(test.field().path(), type.label(), expected));
            }
        }
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }

    private static boolean suits(ActionOutput output, FieldType type) {
        return switch (type.literalKind()) {
            case TEXT -> true;
            case NONE -> !isCompound(type);
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

    private static boolean isNumber(LiteralKind kind) {
        return kind == LiteralKind.INTEGER || kind == LiteralKind.DECIMAL || kind == LiteralKind.CURRENCY;
    }

    private static boolean isDateOrMoment(LiteralKind kind) {
        return kind == LiteralKind.DATE || kind == LiteralKind.DATETIME;
    }

    private static String lower(ActionOutput.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
