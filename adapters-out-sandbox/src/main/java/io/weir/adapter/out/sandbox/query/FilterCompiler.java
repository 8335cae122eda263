package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a condition into a predicate on {@code T}, and rejects conditions that Salesforce rejects.
 *
 * <p>Logic is two-valued, as in SOQL. A null value equals only null: {@code !=}, {@code NOT IN} and {@code EXCLUDES}
 * match it, {@code LIKE} and the ordering operators do not. The empty string is null.
 */
final class FilterCompiler<T> {
    private final Function<Term, Expression<T>> expressions;
    private final Function<Condition.SemiJoin, Set<String>> selectedIds;
    private final LocalDate today;

    /**
     * @param expressions resolves the terms of comparisons
     * @param selectedIds runs the sub-query of a semi-join and returns the selected ids
     */
    FilterCompiler(
            Function<Term, Expression<T>> expressions,
            Function<Condition.SemiJoin, Set<String>> selectedIds,
            LocalDate today) {
        this.expressions = expressions;
        this.selectedIds = selectedIds;
        this.today = today;
    }

    Predicate<T> compile(Condition condition) {
        return switch (condition) {
            case Condition.Everything() -> _ -> true;
            case Condition.Comparison(var term, var operator, var value) -> {
                var expression = filterable(term);
                yield on(expression, comparisonTest(expression, operator, value));
            }
            case Condition.Like(var term, var pattern) -> {
                var expression = filterable(term);
                yield on(expression, likeTest(expression, pattern));
            }
            case Condition.In(var term, var values) -> membershipTest(term, values);
            case Condition.NotIn(var term, var values) ->
                membershipTest(term, values).negate();
            case Condition.Includes(var term, var selections) -> includesTest(term, selections);
            case Condition.Excludes(var term, var selections) ->
                includesTest(term, selections).negate();
            case Condition.SemiJoin semiJoin -> semiJoinTest(semiJoin);
            case Condition.Parentheses(var inner) -> compile(inner);
            case Condition.AllOf(var conditions) -> {
                var tests = conditions.stream().map(this::compile).toList();
                yield value -> tests.stream().allMatch(test -> test.test(value));
            }
            case Condition.AnyOf(var conditions) -> {
                var tests = conditions.stream().map(this::compile).toList();
                yield value -> tests.stream().anyMatch(test -> test.test(value));
            }
            case Condition.Not(var negated) -> compile(negated).negate();
        };
    }

    private Predicate<T> on(Expression<T> expression, ValueTest test) {
        return item -> test.test(expression.evaluate(item));
    }

    private ValueTest comparisonTest(Expression<T> expression, Operator operator, Value value) {
        if (operator.ordering() && !hasOrder(expression.type())) {
            throw QueryRefusal.invalidOperator("invalid operator on %s field '%s'"
                    .formatted(expression.type().label(), expression.name()));
        }
        return switch (value) {
            case Value.Null() when expression.type() == FieldType.BOOLEAN -> unchecked(operator);
            case Value.Null() -> equalsNull(operator);
            case Value.RelativeDate(var literal) -> relativeDate(expression, operator, DateRange.of(literal, today));
            case Value.Text(var text)
            when text.isEmpty() && expression.type().literalKind() == FieldType.LiteralKind.TEXT ->
                equalsNull(operator);
            default -> comparisonWith(expression, operator, Literals.storedValue(expression, value));
        };
    }

    /** A checkbox holds no null: compared with it, every one that is not checked is equal. */
    private static ValueTest unchecked(Operator operator) {
        return value -> (operator == Operator.EQUAL) != Boolean.TRUE.equals(value);
    }

    private static ValueTest equalsNull(Operator operator) {
        return switch (operator) {
            case EQUAL -> value -> value == null;
            case NOT_EQUAL -> value -> value != null;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> _ -> false;
        };
    }

    private static ValueTest comparisonWith(Expression<?> expression, Operator operator, Object constant) {
        var key = equalityKey(expression, constant);
        var order = Comparisons.comparisonOrder(expression);
        return switch (operator) {
            case EQUAL ->
                value -> value != null && equalityKey(expression, value).equals(key);
            case NOT_EQUAL ->
                value -> value == null || !equalityKey(expression, value).equals(key);
            case LESS -> value -> value != null && order.compare(value, constant) < 0;
            case LESS_OR_EQUAL -> value -> value != null && order.compare(value, constant) <= 0;
            case GREATER -> value -> value != null && order.compare(value, constant) > 0;
            case GREATER_OR_EQUAL -> value -> value != null && order.compare(value, constant) >= 0;
        };
    }

    private static ValueTest relativeDate(Expression<?> expression, Operator operator, DateRange range) {
        var start = bound(expression, range.start());
        var end = bound(expression, range.end());
        return switch (operator) {
            case EQUAL -> value -> within(value, start, end);
            case NOT_EQUAL -> value -> !within(value, start, end);
            case LESS -> value -> value != null && Comparisons.compare(value, start) < 0;
            case LESS_OR_EQUAL -> value -> value != null && Comparisons.compare(value, end) < 0;
            case GREATER -> value -> value != null && Comparisons.compare(value, end) >= 0;
            case GREATER_OR_EQUAL -> value -> value != null && Comparisons.compare(value, start) >= 0;
        };
    }

    private static boolean within(@Nullable Object value, Object start, Object end) {
        return value != null && Comparisons.compare(value, start) >= 0 && Comparisons.compare(value, end) < 0;
    }

    private static Object bound(Expression<?> expression, LocalDate date) {
        return switch (expression.type()) {
            case DATE -> date;
            case DATETIME -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
            default ->
                throw QueryRefusal.invalidField("value of filter criterion for field '%s' must be of type %s"
                        .formatted(expression.name(), expression.type().label()));
        };
    }

    private static ValueTest likeTest(Expression<?> expression, LikePattern pattern) {
        switch (expression.type().literalKind()) {
            case TEXT -> {
                if (expression.type() == FieldType.MULTIPICKLIST) {
                    throw QueryRefusal.invalidOperator("invalid operator on multipicklist field");
                }
            }
            case ID -> throw QueryRefusal.invalidOperator("invalid operator on id field");
            case BOOLEAN, INTEGER, DECIMAL, CURRENCY, DATE, DATETIME, TIME, NONE ->
                throw QueryRefusal.invalidOperator("invalid operator on %s field"
                        .formatted(expression.type().label()));
        }
        var matcher = new LikeMatcher(pattern);
        return value -> value instanceof String text && matcher.matches(text);
    }

    private Predicate<T> membershipTest(Term term, List<Value> values) {
        var expression = filterable(term);
        var keys = new HashSet<@Nullable Object>();
        Predicate<T> relative = _ -> false;
        for (var value : values) {
            switch (value) {
                case Value.Null() -> {
                    keys.add(null);
                    if (expression.type() == FieldType.BOOLEAN) {
                        keys.add(equalityKey(expression, false));
                    }
                }
                case Value.Text(var text) when text.isEmpty() -> keys.add(null);
                case Value.RelativeDate(var literal) ->
                    relative = relative.or(
                            on(expression, relativeDate(expression, Operator.EQUAL, DateRange.of(literal, today))));
                default -> keys.add(equalityKey(expression, Literals.storedValue(expression, value)));
            }
        }
        Predicate<T> listed = item -> {
            var value = expression.evaluate(item);
            return keys.contains(value == null ? null : equalityKey(expression, value));
        };
        return listed.or(relative);
    }

    private Predicate<T> includesTest(Term term, List<Set<String>> selections) {
        var expression = filterable(term);
        if (expression.type() != FieldType.MULTIPICKLIST) {
            throw QueryRefusal.invalidOperator(
                    "INCLUDES and EXCLUDES operators are only valid on multipicklist fields");
        }
        var wanted = selections.stream()
                .map(selection -> selectedValues(String.join(";", selection)))
                .toList();
        return on(
                expression,
                value -> value instanceof String text && wanted.stream().anyMatch(selectedValues(text)::containsAll));
    }

    private Predicate<T> semiJoinTest(Condition.SemiJoin join) {
        var expression = filterable(new Term.Field(join.field()));
        if (expression.type().literalKind() != FieldType.LiteralKind.ID) {
            throw QueryRefusal.invalidField(
                    "The left operand field in the where expression with semi-join should be an id "
                            + "or reference field, cannot use: '%s'".formatted(expression.name()));
        }
        var ids = selectedIds.apply(join);
        Predicate<T> joined = item -> expression.evaluate(item) instanceof String id && ids.contains(id);
        return join.negated() ? joined.negate() : joined;
    }

    private Expression<T> filterable(Term term) {
        var expression = expressions.apply(term);
        if (!expression.filterable()) {
            throw Literals.notFilterable(expression);
        }
        return expression;
    }

    /** Multi-select picklists with the same values in any order are equal; ids are equal only in the same case. */
    private static Object equalityKey(Expression<?> expression, Object value) {
        return switch (expression.type()) {
            case MULTIPICKLIST -> selectedValues((String) value);
            case ID, REFERENCE -> value;
            default -> Comparisons.equalityKey(value);
        };
    }

    private static Set<String> selectedValues(String values) {
        return Set.copyOf(List.of(values.toLowerCase(Locale.ROOT).split(";", -1)));
    }

    private static boolean hasOrder(FieldType type) {
        return type != FieldType.BOOLEAN && type != FieldType.MULTIPICKLIST;
    }

    private interface ValueTest {
        boolean test(@Nullable Object value);
    }
}
