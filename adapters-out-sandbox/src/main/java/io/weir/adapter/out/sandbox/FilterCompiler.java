package io.weir.adapter.out.sandbox;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
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
 * Makes a filter into a test of {@code T}s, and refuses what Salesforce would.
 *
 * <p>Logic is two-valued, as in SOQL: a missing value equals null only, so {@code !=}, {@code NOT IN} and {@code EXCLUDES}
 * match it, while {@code LIKE} and the ordering operators do not. The empty text is a missing value.
 */
final class FilterCompiler<T> {
    private final Function<Operand, Source<T>> sources;
    private final Function<Filter.SemiJoin, Set<String>> selectedIds;
    private final LocalDate today;

    /**
     * @param sources what the operands of comparisons mean
     * @param selectedIds the ids that the sub-query of a semi-join selects
     */
    FilterCompiler(
            Function<Operand, Source<T>> sources, Function<Filter.SemiJoin, Set<String>> selectedIds, LocalDate today) {
        this.sources = sources;
        this.selectedIds = selectedIds;
        this.today = today;
    }

    Predicate<T> compile(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> _ -> true;
            case Filter.Nothing() -> _ -> false;
            case Filter.Comparison(var operand, var operator, var value) -> {
                var source = filterable(sources.apply(operand));
                yield on(source, comparison(source, operator, value));
            }
            case Filter.Like(var field, var pattern) -> {
                var source = filterable(field);
                yield on(source, like(source, pattern));
            }
            case Filter.Membership(var field, var values) -> membership(field, values);
            case Filter.Exclusion(var field, var values) ->
                membership(field, values).negate();
            case Filter.Includes(var field, var selections) -> includes(field, selections);
            case Filter.Excludes(var field, var selections) ->
                includes(field, selections).negate();
            case Filter.SemiJoin semiJoin -> semiJoin(semiJoin);
            case Filter.AllOf(var filters) -> {
                var tests = filters.stream().map(this::compile).toList();
                yield value -> tests.stream().allMatch(test -> test.test(value));
            }
            case Filter.AnyOf(var filters) -> {
                var tests = filters.stream().map(this::compile).toList();
                yield value -> tests.stream().anyMatch(test -> test.test(value));
            }
            case Filter.Not(var negated) -> compile(negated).negate();
        };
    }

    private Predicate<T> on(Source<T> source, ValueTest test) {
        return from -> test.test(source.of(from));
    }

    private ValueTest comparison(Source<T> source, Operator operator, Value value) {
        if (operator.ordering() && !ordered(source.type())) {
            throw QueryRefusal.invalidOperator(
                    "invalid operator on %s field '%s'".formatted(source.type().label(), source.name()));
        }
        return switch (value) {
            case Value.Null() when source.type() == FieldType.BOOLEAN -> unchecked(operator);
            case Value.Null() -> equalsNull(operator);
            case Value.RelativeDate(var literal) -> relative(source, operator, DateRange.of(literal, today));
            case Value.Text(var text)
            when text.isEmpty() && source.type().literalKind() == FieldType.LiteralKind.TEXT -> equalsNull(operator);
            default -> against(source, operator, Literals.stored(source, value));
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

    private static ValueTest against(Source<?> source, Operator operator, Object constant) {
        var key = equalityKey(source, constant);
        var order = Comparisons.magnitude(source);
        return switch (operator) {
            case EQUAL -> value -> value != null && equalityKey(source, value).equals(key);
            case NOT_EQUAL ->
                value -> value == null || !equalityKey(source, value).equals(key);
            case LESS -> value -> value != null && order.compare(value, constant) < 0;
            case LESS_OR_EQUAL -> value -> value != null && order.compare(value, constant) <= 0;
            case GREATER -> value -> value != null && order.compare(value, constant) > 0;
            case GREATER_OR_EQUAL -> value -> value != null && order.compare(value, constant) >= 0;
        };
    }

    private static ValueTest relative(Source<?> source, Operator operator, DateRange range) {
        var start = edge(source, range.start());
        var end = edge(source, range.end());
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

    private static Object edge(Source<?> source, LocalDate date) {
        return switch (source.type()) {
            case DATE -> date;
            case DATETIME -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
            default ->
                throw QueryRefusal.invalidField("value of filter criterion for field '%s' must be of type %s"
                        .formatted(source.name(), source.type().label()));
        };
    }

    private static ValueTest like(Source<?> source, LikePattern pattern) {
        switch (source.type().literalKind()) {
            case TEXT -> {
                if (source.type() == FieldType.MULTIPICKLIST) {
                    throw QueryRefusal.invalidOperator("invalid operator on multipicklist field");
                }
            }
            case ID -> throw QueryRefusal.invalidOperator("invalid operator on id field");
            case BOOLEAN, INTEGER, DECIMAL, CURRENCY, DATE, DATETIME, TIME, NONE ->
                throw QueryRefusal.invalidOperator(
                        "invalid operator on %s field".formatted(source.type().label()));
        }
        var wildcards = new Wildcards(pattern);
        return value -> value instanceof String text && wildcards.match(text);
    }

    private Predicate<T> membership(FieldPath field, List<Value> values) {
        var source = filterable(field);
        var keys = new HashSet<@Nullable Object>();
        Predicate<T> relative = _ -> false;
        for (var value : values) {
            switch (value) {
                case Value.Null() -> {
                    keys.add(null);
                    if (source.type() == FieldType.BOOLEAN) {
                        keys.add(equalityKey(source, false));
                    }
                }
                case Value.Text(var text) when text.isEmpty() -> keys.add(null);
                case Value.RelativeDate(var literal) ->
                    relative = relative.or(on(source, relative(source, Operator.EQUAL, DateRange.of(literal, today))));
                default -> keys.add(equalityKey(source, Literals.stored(source, value)));
            }
        }
        Predicate<T> listed = from -> {
            var value = source.of(from);
            return keys.contains(value == null ? null : equalityKey(source, value));
        };
        return listed.or(relative);
    }

    private Predicate<T> includes(FieldPath field, List<Set<String>> selections) {
        var source = filterable(field);
        if (source.type() != FieldType.MULTIPICKLIST) {
            throw QueryRefusal.invalidOperator(
                    "INCLUDES and EXCLUDES operators are only valid on multipicklist fields");
        }
        var wanted = selections.stream()
                .map(selection -> selected(String.join(";", selection)))
                .toList();
        return on(
                source, value -> value instanceof String text && wanted.stream().anyMatch(selected(text)::containsAll));
    }

    private Predicate<T> semiJoin(Filter.SemiJoin join) {
        var source = filterable(join.field());
        if (source.type().literalKind() != FieldType.LiteralKind.ID) {
            throw QueryRefusal.invalidField(
                    "The left operand field in the where expression with semi-join should be an id "
                            + "or reference field, cannot use: '%s'".formatted(source.name()));
        }
        var ids = selectedIds.apply(join);
        Predicate<T> joined = from -> source.of(from) instanceof String id && ids.contains(id);
        return join.negated() ? joined.negate() : joined;
    }

    private Source<T> filterable(FieldPath field) {
        return filterable(sources.apply(new Operand.Field(field)));
    }

    private Source<T> filterable(Source<T> source) {
        if (!source.filterable()) {
            throw Literals.notFilterable(source);
        }
        return source;
    }

    /** A multi-select picklist is equal to another with the same values in any order; an id to itself alone. */
    private static Object equalityKey(Source<?> source, Object value) {
        return switch (source.type()) {
            case MULTIPICKLIST -> selected((String) value);
            case ID, REFERENCE -> value;
            default -> Comparisons.key(value);
        };
    }

    private static Set<String> selected(String values) {
        return Set.copyOf(List.of(values.toLowerCase(Locale.ROOT).split(";", -1)));
    }

    private static boolean ordered(FieldType type) {
        return type != FieldType.BOOLEAN && type != FieldType.MULTIPICKLIST;
    }

    private interface ValueTest {
        boolean test(@Nullable Object value);
    }
}
