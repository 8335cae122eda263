package io.weir.application.plan;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** Turns one comparison into a filter, by its declared type and the org's description of the field. */
final class LeafBinding {
    private static final int MIN_PATTERN_TEXT = 2;

    private final Condition.Leaf leaf;
    private final ZoneId zone;
    private final Findings findings;
    private final NameResolution.Resolved resolved;
    private final FieldPath field;
    private final Operand operand;
    private final ValueBinding values;

    LeafBinding(
            Condition.Leaf leaf,
            NameResolution names,
            Scope scope,
            QueryPolicy policy,
            ZoneId zone,
            Findings findings) {
        this.leaf = leaf;
        this.zone = zone;
        this.findings = findings;
        this.resolved = switch (leaf.operand()) {
            case Operand.Field(var path) -> names.field(scope, path, leaf.location());
            case Operand.Aggregate(var function, var path) -> names.aggregated(scope, function, path, leaf.location());
        };
        this.field = resolved.path();
        this.operand = switch (leaf.operand()) {
            case Operand.Field _ -> new Operand.Field(field);
            case Operand.Aggregate(var function, var _) -> new Operand.Aggregate(function, field);
        };
        this.values = new ValueBinding(leaf, operand, resolved.description(), policy, findings);
    }

    Filter filter() {
        if (operand instanceof Operand.Field
                && !ConditionBinding.requireFilterable(resolved, leaf.location(), findings)) {
            return new Filter.Nothing();
        }
        var neverNull = values.neverNull();
        if (!leaf.operator().takesValue() && neverNull.isPresent()) {
            return values.refused("", neverNull.get());
        }
        var type = values.type();
        if (type.isPresent() && !leaf.operator().suits(type.get())) {
            return values.refused("", unsuitable(leaf.operator(), type.get()));
        }
        if (operand instanceof Operand.Aggregate && !leaf.operator().takesAggregate()) {
            return values.refused("", "an aggregate is compared with = != < <= > or >= only");
        }
        return switch (leaf.operator()) {
            case EQUAL -> comparison(Operator.EQUAL);
            case NOT_EQUAL -> comparison(Operator.NOT_EQUAL);
            case LESS -> comparison(Operator.LESS);
            case LESS_OR_EQUAL -> comparison(Operator.LESS_OR_EQUAL);
            case GREATER -> comparison(Operator.GREATER);
            case GREATER_OR_EQUAL -> comparison(Operator.GREATER_OR_EQUAL);
            case IS_NULL -> new Filter.Comparison(operand, Operator.EQUAL, new Value.Null());
            case IS_NOT_NULL -> new Filter.Comparison(operand, Operator.NOT_EQUAL, new Value.Null());
            case LIKE -> like(LikePattern::parse);
            case CONTAINS -> like(LikePattern::containing);
            case STARTS_WITH -> like(LikePattern::startingWith);
            case ENDS_WITH -> like(LikePattern::endingWith);
            case IN -> {
                var list = values.several();
                yield list.isEmpty() ? new Filter.Nothing() : anyOf(list);
            }
            case NOT_IN -> {
                var list = values.several();
                yield list.isEmpty() ? everyRow() : noneOf(list);
            }
            case INCLUDES -> {
                var selections = values.selections();
                yield selections.isEmpty() ? new Filter.Nothing() : new Filter.Includes(field, selections);
            }
            case EXCLUDES -> {
                var selections = values.selections();
                yield selections.isEmpty() ? everyRow() : new Filter.Excludes(field, selections);
            }
        };
    }

    private Filter comparison(Operator operator) {
        var coerced = values.one();
        if (coerced.isEmpty()) {
            return new Filter.Nothing();
        }
        var value = coerced.get();
        if (operator.ordering() && (value instanceof Value.Null || value instanceof Value.Bool)) {
            return values.refused(
                    "/val",
                    "%s needs a value with an order, got %s"
                            .formatted(operator.symbol(), leaf.value().kind()));
        }
        return compared(operator, value);
    }

    /** A dateTime field compared with a date is compared with the whole day in the zone. */
    private Filter compared(Operator operator, Value value) {
        return value instanceof Value.Date(var date) && values.widens()
                ? WholeDay.of(date, zone).compared(operand, operator)
                : new Filter.Comparison(operand, operator, value);
    }

    private Filter anyOf(List<Value> list) {
        return list.stream().anyMatch(this::isWholeDay)
                ? new Filter.AnyOf(list.stream()
                        .map(value -> compared(Operator.EQUAL, value))
                        .toList())
                : new Filter.Membership(field, list);
    }

    private Filter noneOf(List<Value> list) {
        return list.stream().anyMatch(this::isWholeDay)
                ? new Filter.AllOf(list.stream()
                        .map(value -> compared(Operator.NOT_EQUAL, value))
                        .toList())
                : new Filter.Exclusion(field, list);
    }

    private boolean isWholeDay(Value value) {
        return value instanceof Value.Date && values.widens();
    }

    /** Refuses an exclusion without values, which would mean every row. Values that do not fit are problems already. */
    private Filter everyRow() {
        return values.sent().isEmpty()
                ? values.refused(
                        "/val",
                        "%s needs at least one value; without any, it would mean every row"
                                .formatted(leaf.operator().symbol()))
                : new Filter.Nothing();
    }

    private Filter like(Function<String, LikePattern> notation) {
        var value = values.one();
        if (value.isEmpty()) {
            return new Filter.Nothing();
        }
        if (!(value.get() instanceof Value.Text(var text))) {
            return values.refused(
                    "/val",
                    "%s needs a text, got %s"
                            .formatted(leaf.operator().symbol(), leaf.value().kind()));
        }
        var pattern = notation.apply(text);
        if (pattern.literalLength() < MIN_PATTERN_TEXT) {
            return values.refused(
                    "/val",
                    "%s needs at least %d characters besides wildcards, or it scans the whole object"
                            .formatted(leaf.operator().symbol(), MIN_PATTERN_TEXT));
        }
        return new Filter.Like(field, pattern);
    }

    private static String unsuitable(ConditionOperator operator, FieldType type) {
        var suiting = ConditionOperator.suiting(type);
        return suiting.isEmpty()
                ? "fields of type %s cannot be filtered".formatted(type.label())
                : "'%s' does not suit type %s; use one of %s"
                        .formatted(
                                operator.symbol(),
                                type.label(),
                                String.join(
                                        ", ",
                                        suiting.stream()
                                                .map(ConditionOperator::symbol)
                                                .toList()));
    }
}
