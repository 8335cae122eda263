package io.weir.application.answer;

import io.weir.domain.action.ActionOutput.Choice;
import io.weir.domain.action.ActionOutput.Test;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Decides whether what a run has found passes the tests of a choice.
 *
 * <p>Values are compared as in a query: numbers, dates and moments by their size, texts without regard to case, and a
 * field without a value is only unequal. Values that cannot be compared are unequal, and neither is the greater.
 */
final class ChoiceMatching {
    private final ZoneId zone;
    private final SourceReading.Found found;

    private ChoiceMatching(ZoneId zone, SourceReading.Found found) {
        this.zone = zone;
        this.found = found;
    }

    /**
     * Whether {@code choice} applies to what was {@code found}.
     *
     * @param zone of the day of a moment that is compared with a date
     */
    static boolean matches(Choice choice, ZoneId zone, SourceReading.Found found) {
        var matching = new ChoiceMatching(zone, found);
        return choice.every()
                ? choice.tests().stream().allMatch(matching::passes)
                : choice.tests().stream().anyMatch(matching::passes);
    }

    private boolean passes(Test test) {
        var actual = OutputReading.input(found.value(test.field())).orElseGet(Input.Null::new);
        return switch (test.operator()) {
            case IS_NULL -> actual instanceof Input.Null;
            case IS_NOT_NULL -> !(actual instanceof Input.Null);
            case EQUAL, IN -> any(actual, test, comparison -> comparison == 0);
            case NOT_EQUAL, NOT_IN -> !any(actual, test, comparison -> comparison == 0);
            case LESS -> any(actual, test, comparison -> comparison < 0);
            case LESS_OR_EQUAL -> any(actual, test, comparison -> comparison <= 0);
            case GREATER -> any(actual, test, comparison -> comparison > 0);
            case GREATER_OR_EQUAL -> any(actual, test, comparison -> comparison >= 0);
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH, INCLUDES, EXCLUDES ->
                throw new IllegalArgumentException("a case does not compare with " + test.operator());
        };
    }

    private boolean any(Input actual, Test test, IntPredicate holds) {
        return !(actual instanceof Input.Null)
                && test.values().stream()
                        .map(value -> compared(actual, value, test.operator()))
                        .anyMatch(comparison -> comparison.isPresent() && holds.test(comparison.getAsInt()));
    }

    /** How {@code actual} compares with {@code value}; empty if they are not comparable. */
    private OptionalInt compared(Input actual, Input value, ConditionOperator operator) {
        if (actual instanceof Input.Bool || value instanceof Input.Bool) {
            return operator.suits(FieldType.BOOLEAN)
                            && Coercion.of(actual, FieldType.BOOLEAN) instanceof Coercion.Fits(Value.Bool(var left))
                            && Coercion.of(value, FieldType.BOOLEAN) instanceof Coercion.Fits(Value.Bool(var right))
                    ? OptionalInt.of(Boolean.compare(left, right))
                    : OptionalInt.empty();
        }
        if (actual instanceof Input.Numeric || value instanceof Input.Numeric) {
            return Coercion.of(actual, FieldType.DOUBLE) instanceof Coercion.Fits(Value.Decimal(var left))
                            && Coercion.of(value, FieldType.DOUBLE) instanceof Coercion.Fits(Value.Decimal(var right))
                    ? OptionalInt.of(left.compareTo(right))
                    : OptionalInt.empty();
        }
        return texts(actual, value);
    }

    private OptionalInt texts(Input actual, Input value) {
        if (Coercion.of(value, FieldType.DATE) instanceof Coercion.Fits(Value.Date(var right))) {
            var left = OutputReading.day(actual, zone);
            if (left.isPresent()) {
                return OptionalInt.of(left.get().compareTo(right));
            }
        }
        if (Coercion.of(value, FieldType.DATETIME) instanceof Coercion.Fits(Value.DateTime(var right))
                && Coercion.of(actual, FieldType.DATETIME) instanceof Coercion.Fits(Value.DateTime(var left))) {
            return OptionalInt.of(left.compareTo(right));
        }
        String left = Coercion.written(actual);
        String right = Coercion.written(value);
        boolean areIds = left.length() != right.length()
                && SalesforceId.parse(left).isPresent()
                && SalesforceId.parse(left).equals(SalesforceId.parse(right));
        return OptionalInt.of(areIds ? 0 : left.compareToIgnoreCase(right));
    }
}
