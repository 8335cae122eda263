package io.weir.application;

import io.weir.domain.action.Coercion;
import io.weir.domain.action.Condition;
import io.weir.domain.action.ConditionOperator;
import io.weir.domain.action.Input;
import io.weir.domain.action.QueryPolicy;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns one comparison into a filter, by the declared type and by what the org says of the field. */
final class LeafBinding {
    private static final int MIN_PATTERN_TEXT = 2;

    private final Condition.Leaf leaf;
    private final QueryPolicy policy;
    private final Findings findings;
    private final Operand operand;
    private final Optional<FieldDescription> description;

    LeafBinding(Condition.Leaf leaf, NameResolution names, Scope scope, QueryPolicy policy, Findings findings) {
        this.leaf = leaf;
        this.policy = policy;
        this.findings = findings;
        var resolved =
                switch (leaf.operand()) {
                    case Operand.Field(var path) -> names.field(scope, path, leaf.location());
                    case Operand.Aggregate(var _, var path) -> names.field(scope, path, leaf.location());
                };
        this.description = resolved.description();
        this.operand =
                switch (leaf.operand()) {
                    case Operand.Field _ -> new Operand.Field(resolved.path());
                    case Operand.Aggregate(var function, var _) -> new Operand.Aggregate(function, resolved.path());
                };
    }

    Filter filter() {
        if (operand instanceof Operand.Field) {
            ConditionBinding.requireFilterable(description, leaf.location(), findings);
        }
        var type = type();
        if (type.isPresent() && !leaf.operator().suits(type.get())) {
            return refused("", unsuitable(leaf.operator(), type.get()));
        }
        return switch (leaf.operator()) {
            case EQUAL -> comparison(Operator.EQUAL, type);
            case NOT_EQUAL -> comparison(Operator.NOT_EQUAL, type);
            case LESS -> comparison(Operator.LESS, type);
            case LESS_OR_EQUAL -> comparison(Operator.LESS_OR_EQUAL, type);
            case GREATER -> comparison(Operator.GREATER, type);
            case GREATER_OR_EQUAL -> comparison(Operator.GREATER_OR_EQUAL, type);
            case IS_NULL -> new Filter.Comparison(operand, Operator.EQUAL, new Value.Null());
            case IS_NOT_NULL -> new Filter.Comparison(operand, Operator.NOT_EQUAL, new Value.Null());
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH, IN, NOT_IN, INCLUDES, EXCLUDES ->
                switch (operand) {
                    case Operand.Field(var path) -> ofField(path, type);
                    case Operand.Aggregate _ -> refused("", "an aggregate is compared with = != < <= > or >= only");
                };
        };
    }

    /** The field's own type where the org has told it; else the declared one. */
    private Optional<FieldType> type() {
        if (operand instanceof Operand.Aggregate(var function, var _) && !keepsType(function)) {
            return Optional.of(
                    function == AggregateFunction.SUM || function == AggregateFunction.AVG
                            ? FieldType.DOUBLE
                            : FieldType.LONG);
        }
        var described = description.map(FieldDescription::type);
        var declared = leaf.type();
        if (described.isEmpty() || declared.isEmpty() || widens()) {
            return declared.or(() -> described);
        }
        if (family(declared.get()) != family(described.get())) {
            refused(
                    "/type",
                    "declared as %s, but the field is of type %s; leave the type out"
                            .formatted(declared.get().label(), described.get().label()));
        }
        return described;
    }

    private static boolean keepsType(AggregateFunction function) {
        return function == AggregateFunction.MIN || function == AggregateFunction.MAX;
    }

    /** A date compared with a dateTime field means the whole day, in UTC. */
    private boolean widens() {
        return leaf.type().equals(Optional.of(FieldType.DATE))
                && description.map(FieldDescription::type).equals(Optional.of(FieldType.DATETIME));
    }

    /** Kinds whose literals look alike and may stand for each other. */
    private static LiteralKind family(FieldType type) {
        return switch (type.literalKind()) {
            case TEXT, ID -> LiteralKind.TEXT;
            case INTEGER, DECIMAL, CURRENCY -> LiteralKind.DECIMAL;
            case BOOLEAN, DATE, DATETIME, TIME, NONE -> type.literalKind();
        };
    }

    private Filter comparison(Operator operator, Optional<FieldType> type) {
        var coerced = coerced(leaf.value(), "/val", type);
        if (coerced.isEmpty()) {
            return new Filter.Nothing();
        }
        var value = coerced.get();
        if (operator.ordering() && (value instanceof Value.Null || value instanceof Value.Bool)) {
            return refused(
                    "/val",
                    "%s needs a value with an order, got %s"
                            .formatted(operator.symbol(), leaf.value().kind()));
        }
        return value instanceof Value.Date(var date) && widens()
                ? WholeDay.of(date).compared(operand, operator)
                : new Filter.Comparison(operand, operator, value);
    }

    private Filter ofField(FieldPath field, Optional<FieldType> type) {
        return switch (leaf.operator()) {
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH -> like(field, type);
            case IN -> {
                var values = values(type);
                yield values.isEmpty() ? new Filter.Nothing() : anyOf(field, values);
            }
            case NOT_IN -> {
                var values = values(type);
                yield values.isEmpty() ? everyRow() : noneOf(field, values);
            }
            case INCLUDES -> {
                var selections = selections(type);
                yield selections.isEmpty() ? new Filter.Nothing() : new Filter.Includes(field, selections);
            }
            case EXCLUDES -> {
                var selections = selections(type);
                yield selections.isEmpty() ? everyRow() : new Filter.Excludes(field, selections);
            }
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IS_NULL, IS_NOT_NULL ->
                throw new IllegalArgumentException("compares with any operand: " + leaf.operator());
        };
    }

    private Filter anyOf(FieldPath field, List<Value> values) {
        return widens()
                ? new Filter.AnyOf(values.stream()
                        .map(value -> widened(value, Operator.EQUAL))
                        .toList())
                : new Filter.Membership(field, values);
    }

    private Filter noneOf(FieldPath field, List<Value> values) {
        return widens()
                ? new Filter.AllOf(values.stream()
                        .map(value -> widened(value, Operator.NOT_EQUAL))
                        .toList())
                : new Filter.Exclusion(field, values);
    }

    private Filter widened(Value value, Operator operator) {
        return value instanceof Value.Date(var date)
                ? WholeDay.of(date).compared(operand, operator)
                : new Filter.Comparison(operand, operator, value);
    }

    /** Without values an exclusion would mean every row; values that did not fit are problems of their own. */
    private Filter everyRow() {
        return sent().isEmpty()
                ? refused(
                        "/val",
                        "%s needs at least one value; without any, it would mean every row"
                                .formatted(leaf.operator().symbol()))
                : new Filter.Nothing();
    }

    private Filter like(FieldPath field, Optional<FieldType> type) {
        var value = coerced(leaf.value(), "/val", type);
        if (value.isEmpty()) {
            return new Filter.Nothing();
        }
        if (!(value.get() instanceof Value.Text(var text))) {
            return refused(
                    "/val",
                    "%s needs a text, got %s"
                            .formatted(leaf.operator().symbol(), leaf.value().kind()));
        }
        var pattern =
                switch (leaf.operator()) {
                    case CONTAINS -> LikePattern.containing(text);
                    case STARTS_WITH -> LikePattern.startingWith(text);
                    case ENDS_WITH -> LikePattern.endingWith(text);
                    case LIKE,
                            EQUAL,
                            NOT_EQUAL,
                            LESS,
                            LESS_OR_EQUAL,
                            GREATER,
                            GREATER_OR_EQUAL,
                            IN,
                            NOT_IN,
                            INCLUDES,
                            EXCLUDES,
                            IS_NULL,
                            IS_NOT_NULL -> LikePattern.parse(text);
                };
        if (pattern.literalLength() < MIN_PATTERN_TEXT) {
            return refused(
                    "/val",
                    "%s needs at least %d characters besides wildcards, or it scans the whole object"
                            .formatted(leaf.operator().symbol(), MIN_PATTERN_TEXT));
        }
        return new Filter.Like(field, pattern);
    }

    /** What the caller sent for a list: a single value is a list of one. */
    private List<Input> sent() {
        return leaf.value() instanceof Input.Many(var inputs) ? inputs : List.of(leaf.value());
    }

    /** Where the value at {@code index} of {@link #sent} stands. */
    private String place(int index) {
        return leaf.value() instanceof Input.Many ? "/val/" + index : "/val";
    }

    /** The values that fit; what does not is a problem. */
    private List<Value> values(Optional<FieldType> type) {
        var inputs = sent();
        if (inputs.size() > policy.maxListValues()) {
            refused("/val", "a list has at most %d values, got %d".formatted(policy.maxListValues(), inputs.size()));
            return List.of();
        }
        var values = new ArrayList<Value>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            coerced(inputs.get(i), place(i), type).ifPresent(values::add);
        }
        return values;
    }

    private List<Set<String>> selections(Optional<FieldType> type) {
        var values = values(type);
        var selections = new ArrayList<Set<String>>(values.size());
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof Value.Text(var text)) || text.isBlank()) {
                refused(place(i), "%s needs picklist values".formatted(leaf.operator().symbol()));
            } else if (text.indexOf(';') >= 0) {
                refused(place(i), "a picklist value has no ';'; send several values as a list");
            } else {
                selections.add(Set.of(text));
            }
        }
        return selections;
    }

    private Optional<Value> coerced(Input input, String where, Optional<FieldType> type) {
        var coercion = type.isPresent() ? Coercion.of(input, type.get()) : Coercion.ofOwnType(input);
        return switch (coercion) {
            case Coercion.Fits(var value) -> {
                description.ifPresent(field -> checkAgainst(field, value, where));
                yield Optional.of(value);
            }
            case Coercion.Misfit(var expected) -> {
                refused(where, "expected %s, got %s".formatted(expected, input.kind()));
                yield Optional.empty();
            }
        };
    }

    /** A value that the field cannot hold matches nothing, and some Salesforce refuses; both cost a call. */
    private void checkAgainst(FieldDescription field, Value value, String where) {
        if (value instanceof Value.Text(var text)) {
            boolean whole = leaf.operator() != ConditionOperator.LIKE;
            if (whole && field.length() > 0 && text.length() > field.length()) {
                refused(where, "the field holds at most %d characters".formatted(field.length()));
            }
            if (field.restrictedPicklist() && field.picklistValues().stream().noneMatch(text::equalsIgnoreCase)) {
                findings.warning(leaf.location() + where, operand + ": not an active value of the picklist");
            }
        }
        if (value instanceof Value.Decimal(var number)
                && field.precision() > 0
                && number.precision() - number.scale() > field.precision() - field.scale()) {
            refused(
                    where,
                    "the field holds at most %d digits before the decimal point"
                            .formatted(field.precision() - field.scale()));
        }
    }

    private Filter refused(String where, String message) {
        String type = leaf.type()
                .or(() -> description.map(FieldDescription::type))
                .map(known -> " of type " + known.label())
                .orElse("");
        findings.problem(leaf.location() + where, operand + type + ": " + message);
        return new Filter.Nothing();
    }

    private static String unsuitable(ConditionOperator operator, FieldType type) {
        var suiting = ConditionOperator.suiting(type);
        return suiting.isEmpty()
                ? "fields of type %s cannot be filtered".formatted(type.label())
                : "'%s' does not suit type %s; use one of %s"
                        .formatted(operator.symbol(), type.label(), ConditionBinding.symbols(suiting));
    }
}
