package io.weir.domain.filter;

import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The condition that the rows of a result satisfy.
 *
 * <p>A filter that cannot be written must fail, never widen: no collection here is empty, and "every row" and "no row"
 * are explicit cases.
 */
public sealed interface Filter {
    /** Every row. An explicit case, so that no filter is missing by accident. */
    record Everything() implements Filter {}

    /** No row, such as {@code IN} with an empty list, which SOQL cannot express. */
    record Nothing() implements Filter {}

    record Comparison(Operand operand, Operator operator, Value value) implements Filter {
        /** Throws {@link IllegalArgumentException} for an ordering operator with null or a boolean. */
        public Comparison {
            if (operator.ordering() && (value instanceof Value.Null || value instanceof Value.Bool)) {
                throw new IllegalArgumentException(
                        "'%s' needs a value with an order, not null or a boolean".formatted(operator.symbol()));
            }
        }

        public static Comparison of(FieldPath field, Operator operator, Value value) {
            return new Comparison(new Operand.Field(field), operator, value);
        }
    }

    /** A condition on one field. */
    sealed interface OnField extends Filter {
        FieldPath field();
    }

    record Like(FieldPath field, LikePattern pattern) implements OnField {}

    /** {@code IN}. */
    record Membership(FieldPath field, List<Value> values) implements OnField {
        public Membership {
            values = List.copyOf(values);
            requireSome(values, "IN");
        }
    }

    /** {@code NOT IN}. */
    record Exclusion(FieldPath field, List<Value> values) implements OnField {
        public Exclusion {
            values = List.copyOf(values);
            requireSome(values, "NOT IN");
        }
    }

    /** {@code INCLUDES}: a multi-select picklist that has all the values of at least one of the sets. */
    record Includes(FieldPath field, List<Set<String>> selections) implements OnField {
        public Includes {
            selections = selectionsOf(selections, "INCLUDES");
        }

        @Override
        public String toString() {
            return "Includes[" + field + "]";
        }
    }

    /** {@code EXCLUDES}: a multi-select picklist for which {@link Includes} is false. */
    record Excludes(FieldPath field, List<Set<String>> selections) implements OnField {
        public Excludes {
            selections = selectionsOf(selections, "EXCLUDES");
        }

        @Override
        public String toString() {
            return "Excludes[" + field + "]";
        }
    }

    /** {@code IN (SELECT selected FROM object WHERE where)}, or {@code NOT IN} when {@code negated}. */
    record SemiJoin(FieldPath field, boolean negated, FieldPath selected, ObjectName from, Filter where)
            implements OnField {}

    record AllOf(List<Filter> filters) implements Filter {
        public AllOf {
            filters = List.copyOf(filters);
            requireSome(filters, "AND");
        }
    }

    record AnyOf(List<Filter> filters) implements Filter {
        public AnyOf {
            filters = List.copyOf(filters);
            requireSome(filters, "OR");
        }
    }

    record Not(Filter negated) implements Filter {}

    /**
     * An equivalent filter that is {@link Everything} or {@link Nothing}, or contains neither, because SOQL can write
     * neither. Only a semi-join may still select from every row.
     *
     * <p>Flattens an AND directly within an AND, and an OR within an OR: Salesforce refuses a semi-join within
     * parentheses.
     */
    default Filter simplified() {
        return switch (this) {
            case AllOf(var filters) -> joined(filters, true);
            case AnyOf(var filters) -> joined(filters, false);
            case Not(var negated) ->
                switch (negated.simplified()) {
                    case Everything _ -> new Nothing();
                    case Nothing _ -> new Everything();
                    case Filter other -> new Not(other);
                };
            case SemiJoin(var field, var negated, var selected, var from, var where) -> {
                var rows = where.simplified();
                if (rows instanceof Nothing) {
                    yield negated ? new Everything() : new Nothing();
                }
                yield new SemiJoin(field, negated, selected, from, rows);
            }
            case Everything _, Nothing _, Comparison _, OnField _ -> this;
        };
    }

    /** All of {@code filters}, or any of them, simplified. */
    private static Filter joined(List<Filter> filters, boolean all) {
        Filter neutral = all ? new Everything() : new Nothing();
        Filter decisive = all ? new Nothing() : new Everything();
        var parts = new ArrayList<Filter>(filters.size());
        for (var filter : filters) {
            var part = filter.simplified();
            if (part instanceof AllOf(var nested) && all) {
                parts.addAll(nested);
            } else if (part instanceof AnyOf(var nested) && !all) {
                parts.addAll(nested);
            } else if (!part.equals(neutral)) {
                parts.add(part);
            }
        }
        if (parts.contains(decisive)) {
            return decisive;
        }
        return switch (parts.size()) {
            case 0 -> neutral;
            case 1 -> parts.getFirst();
            default -> all ? new AllOf(parts) : new AnyOf(parts);
        };
    }

    private static void requireSome(List<?> parts, String what) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(what + " needs at least one value");
        }
    }

    private static List<Set<String>> selectionsOf(List<Set<String>> selections, String what) {
        requireSome(selections, what);
        for (var selection : selections) {
            if (selection.isEmpty() || selection.stream().anyMatch(value -> value.indexOf(';') >= 0)) {
                throw new IllegalArgumentException(what + " needs picklist values without ';'");
            }
        }
        return selections.stream().map(Set::copyOf).toList();
    }
}
