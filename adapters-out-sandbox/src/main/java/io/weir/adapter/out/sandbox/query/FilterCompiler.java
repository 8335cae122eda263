package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.function.DateRange;
import io.weir.adapter.out.sandbox.function.LikeMatcher;
import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a condition into a predicate on {@code T}, and refuses conditions that Salesforce refuses.
 *
 * <p>Logic is two-valued, as in SOQL. A null value equals only null: {@code !=}, {@code NOT IN} and {@code EXCLUDES}
 * match it, {@code LIKE} and the ordering operators do not. The empty string is null.
 */
final class FilterCompiler<T> {
    private final Function<Term, Expression<T>> expressions;
    private final Function<Condition.SemiJoin, Set<String>> semiJoins;
    private final UserTime time;
    private final Source source;

    /**
     * @param expressions resolves the terms of comparisons
     * @param semiJoins runs the sub-query of a semi-join and returns the selected ids
     */
    FilterCompiler(
            Function<Term, Expression<T>> expressions,
            Function<Condition.SemiJoin, Set<String>> semiJoins,
            UserTime time,
            Source source) {
        this.expressions = expressions;
        this.semiJoins = semiJoins;
        this.time = time;
        this.source = source;
    }

    Predicate<T> compile(Condition condition) {
        return switch (condition) {
            case Condition.Everything() -> _ -> true;
            case Condition.Comparison(var term, var operator, var value) ->
                test(term, expression -> comparisonTest(term, expression, operator, value));
            case Condition.Like(var term, var pattern) -> test(term, expression -> likeTest(expression, pattern));
            case Condition.In(var term, var values) -> test(term, expression -> membershipTest(expression, values));
            case Condition.NotIn(var term, var values) ->
                test(term, expression -> membershipTest(expression, values)).negate();
            case Condition.Includes(var term, var selections) ->
                test(term, expression -> includesTest(expression, selections));
            case Condition.Excludes(var term, var selections) ->
                test(term, expression -> includesTest(expression, selections)).negate();
            case Condition.SemiJoin join -> {
                var ids = semiJoins.apply(join);
                var test = test(
                        new Term.Field(join.field()), _ -> value -> value instanceof String id && ids.contains(id));
                yield join.negated() ? test.negate() : test;
            }
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

    /** A test of the values of {@code term}. A checkbox of a missing parent is not checked. */
    private Predicate<T> test(Term term, Function<Expression<T>, ValueTest> tests) {
        return source.placing(term, () -> {
            var expression = filterable(expressions.apply(term));
            var test = tests.apply(expression);
            return expression.type() == FieldType.BOOLEAN
                    ? item -> test.test(Boolean.TRUE.equals(expression.evaluate(item)))
                    : item -> test.test(expression.evaluate(item));
        });
    }

    private ValueTest comparisonTest(Term term, Expression<T> expression, Operator operator, Value value) {
        requireOrder(expression, operator);
        if (value instanceof Value.Money && term.aggregates()) {
            throw QueryRefusal.malformed("aggregates are compared without a currency code");
        }
        return switch (value) {
            case Value.Null()
            when expression.type() == FieldType.BOOLEAN -> comparisonWith(expression, operator, false);
            case Value.Null() -> equalsNull(operator);
            case Value.RelativeDate(var literal) ->
                relativeDate(expression, operator, DateRange.of(literal, time.today()));
            case Value.Text(var text) when text.isEmpty() && holdsText(expression) -> equalsNull(operator);
            default -> comparisonWith(expression, operator, Literals.storedValue(expression, value));
        };
    }

    private static void requireOrder(Expression<?> expression, Operator operator) {
        if (operator.ordering() && !hasOrder(expression.type())) {
            throw QueryRefusal.invalidOperator(
                    "invalid operator on %s field".formatted(expression.type().label()));
        }
    }

    /** Whether the empty string is null; for all other types it is a string. */
    private static boolean holdsText(Expression<?> expression) {
        return switch (expression.type().literalKind()) {
            case TEXT, ID -> true;
            case BOOLEAN, INTEGER, DECIMAL, CURRENCY, DATE, DATETIME, TIME, NONE -> false;
        };
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

    private ValueTest relativeDate(Expression<?> expression, Operator operator, DateRange range) {
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

    private Object bound(Expression<?> expression, LocalDate date) {
        return switch (expression.type()) {
            case DATE -> date;
            case DATETIME -> time.startOf(date);
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

    private ValueTest membershipTest(Expression<T> expression, List<Value> values) {
        requireSameNotation(values);
        var keys = new HashSet<@Nullable Object>();
        var ranges = new ArrayList<ValueTest>();
        for (var value : values) {
            switch (value) {
                case Value.Null() -> keys.add(expression.type() == FieldType.BOOLEAN ? false : null);
                case Value.Text(var text) when text.isEmpty() && holdsText(expression) -> keys.add(null);
                case Value.RelativeDate(var literal) ->
                    ranges.add(relativeDate(expression, Operator.EQUAL, DateRange.of(literal, time.today())));
                default -> keys.add(equalityKey(expression, Literals.storedValue(expression, value)));
            }
        }
        return value -> keys.contains(value == null ? null : equalityKey(expression, value))
                || ranges.stream().anyMatch(range -> range.test(value));
    }

    private static void requireSameNotation(List<Value> values) {
        boolean named = values.stream().anyMatch(Value.Money.class::isInstance);
        if (named && values.stream().anyMatch(Value.Decimal.class::isInstance)) {
            throw QueryRefusal.malformed("amounts with and without a currency code can not be mixed");
        }
    }

    private ValueTest includesTest(Expression<T> expression, List<Set<String>> selections) {
        if (expression.type() != FieldType.MULTIPICKLIST) {
            throw QueryRefusal.invalidOperator(
                    "INCLUDES and EXCLUDES operators are only valid on multipicklist fields");
        }
        var wanted = selections.stream()
                .map(selection -> selectedValues(String.join(";", selection)))
                .toList();
        return value -> value instanceof String text && wanted.stream().anyMatch(selectedValues(text)::containsAll);
    }

    private Expression<T> filterable(Expression<T> expression) {
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
