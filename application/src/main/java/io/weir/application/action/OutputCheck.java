package io.weir.application.action;

import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.RowSource;
import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds outputs whose declared type the field in the org can never have. A text field can hold any type. */
final class OutputCheck {
    private final DataAction action;
    private final ActionStep step;
    private final Map<FieldPath, FieldType> types;
    private final List<Problem> problems = new ArrayList<>();

    private OutputCheck(DataAction action, ActionStep step, Map<FieldPath, FieldType> types) {
        this.action = action;
        this.step = step;
        this.types = types;
    }

    /** The problems of the outputs of {@code step}, whose fields have {@code types} in the org. */
    static List<Problem> problems(DataAction action, ActionStep step, Map<FieldPath, FieldType> types) {
        if (types.isEmpty()) {
            return List.of();
        }
        var check = new OutputCheck(action, step, types);
        check.outputs();
        check.lists();
        return check.problems;
    }

    private void outputs() {
        for (var output : action.outputs()) {
            if (output.source() instanceof ActionOutput.Source.Field(var from, var path) && from.equals(step.name())) {
                require(output, path, "/outputs/" + output.key());
            }
        }
    }

    private void lists() {
        for (var list : action.lists()) {
            if (!list.rows().step().equals(step.name())) {
                continue;
            }
            for (var output : list.outputs()) {
                if (output.source() instanceof ActionOutput.Source.Field(var _, var path)) {
                    within(list.rows(), path)
                            .ifPresent(field ->
                                    require(output, field, "/lists/" + list.prefix() + "/outputs/" + output.key()));
                }
            }
        }
    }

    /** The path from the step's row; empty if it has too many segments. */
    private static Optional<FieldPath> within(RowSource rows, FieldPath path) {
        return switch (rows) {
            case RowSource.Step _ -> Optional.of(path);
            case RowSource.Children(var _, var relationship) ->
                path.segments().size() > FieldPath.MAX_PARENTS
                        ? Optional.empty()
                        : Optional.of(path.under(relationship));
        };
    }

    private void require(ActionOutput output, FieldPath path, String location) {
        type(types, path)
                .filter(type -> !suits(output, type))
                .ifPresent(type -> problems.add(new Problem(
                        location,
                        "an output of type %s cannot come from %s, which is of type %s in the org"
                                .formatted(lower(output.type()), path, type.label()))));
    }

    /** The type of {@code path}, ignoring case. */
    static Optional<FieldType> type(Map<FieldPath, FieldType> types, FieldPath path) {
        var exact = types.get(path);
        return exact != null
                ? Optional.of(exact)
                : types.entrySet().stream()
                        .filter(entry -> entry.getKey().sameAs(path))
                        .map(Map.Entry::getValue)
                        .findFirst();
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
            case STRING -> output.format() != Format.SPOKEN_DATE || isDateOrMoment(kind);
            case BOOLEAN -> kind == LiteralKind.BOOLEAN;
            case INTEGER -> output.format() == Format.EPOCH ? isDateOrMoment(kind) : isNumber(kind);
            case NUMBER -> isNumber(kind);
            case DATE -> isDateOrMoment(kind);
            case DATETIME -> kind == LiteralKind.DATETIME;
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
