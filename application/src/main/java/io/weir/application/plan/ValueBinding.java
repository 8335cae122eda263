package io.weir.application.plan;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Types the values of one comparison, and checks that the field can hold them. */
final class ValueBinding {
    private final Condition.Leaf leaf;
    private final Operand operand;
    private final Optional<FieldDescription> description;
    private final QueryPolicy policy;
    private final Findings findings;
    private final boolean widens;
    private final Optional<FieldType> type;

    ValueBinding(
            Condition.Leaf leaf,
            Operand operand,
            Optional<FieldDescription> description,
            QueryPolicy policy,
            Findings findings) {
        this.leaf = leaf;
        this.operand = operand;
        this.policy = policy;
        this.findings = findings;
        this.description = isOfFieldsType(operand) ? description : Optional.empty();
        var described = this.description.map(FieldDescription::type);
        var declared = leaf.type();
        this.widens = described.equals(Optional.of(FieldType.DATETIME))
                && (declared.isEmpty() || declared.equals(Optional.of(FieldType.DATE)));
        this.type = operand instanceof Operand.Aggregate(var function, var _) && !function.keepsType()
                ? Optional.of(typeOf(function))
                : described.or(() -> declared);
        requireSameFamily();
    }

    /** The type of the values: the field's if the org describes it, else the declared one. */
    Optional<FieldType> type() {
        return type;
    }

    /** Whether a date means a whole day: the field is a dateTime, and the comparison does not declare that type. */
    boolean widens() {
        return widens;
    }

    /** Why the operand cannot be compared with null, and what to write instead; empty if it can. */
    Optional<String> neverNull() {
        if (type.equals(Optional.of(FieldType.BOOLEAN))) {
            return Optional.of("a checkbox is never null; compare it with true or false, as in = false");
        }
        return operand instanceof Operand.Aggregate(var function, var _) && function.counts()
                ? Optional.of("a count is never null; compare it with a number, as in = 0")
                : Optional.empty();
    }

    /** The values that the caller sent for a list; a single value is a list of one. */
    List<Input> sent() {
        return leaf.value() instanceof Input.Many(var inputs) ? inputs : List.of(leaf.value());
    }

    /** The single value; empty, with a problem, if it does not fit. */
    Optional<Value> one() {
        return coerced(leaf.value(), "/val");
    }

    /** The values that fit. Adds problems for those that do not, and for a list that mixes kinds of literals. */
    List<Value> several() {
        var values = new ArrayList<Value>(sent().size());
        if (hasTooMany()) {
            return values;
        }
        for (int i = 0; i < sent().size(); i++) {
            coerced(sent().get(i), place(i)).ifPresent(values::add);
        }
        var kinds = values.stream()
                .map(ValueBinding::kind)
                .filter(kind -> !kind.isEmpty())
                .distinct()
                .toList();
        if (kinds.size() > 1) {
            refused("/val", "the values of a list are of one kind; these mix " + String.join(" and ", kinds));
            return List.of();
        }
        return values;
    }

    /** The picklist values that fit, each as one selection. Adds problems for those that do not. */
    List<Set<String>> selections() {
        var selections = new ArrayList<Set<String>>(sent().size());
        if (hasTooMany()) {
            return selections;
        }
        for (int i = 0; i < sent().size(); i++) {
            var value = coerced(sent().get(i), place(i));
            if (value.isEmpty()) {
                continue;
            }
            if (!(value.get() instanceof Value.Text(var text)) || WhiteSpace.isAll(text)) {
                refused(
                        place(i),
                        "%s needs picklist values".formatted(leaf.operator().symbol()));
            } else if (text.indexOf(';') >= 0) {
                refusedSemicolon(place(i));
            } else {
                selections.add(Set.of(text));
            }
        }
        return selections;
    }

    /** Adds a problem, and gives a filter in place of the comparison. */
    Filter refused(String where, String message) {
        findings.problem(leaf.location() + where, operand + typeSuffix() + ": " + message);
        return new Filter.Nothing();
    }

    private static boolean isOfFieldsType(Operand operand) {
        return switch (operand) {
            case Operand.Field _ -> true;
            case Operand.Aggregate(var function, var _) -> function.keepsType();
        };
    }

    private static FieldType typeOf(AggregateFunction function) {
        return switch (function) {
            case SUM, AVG -> FieldType.DOUBLE;
            case COUNT, COUNT_DISTINCT, MIN, MAX -> FieldType.LONG;
        };
    }

    private void requireSameFamily() {
        var described = description.map(FieldDescription::type);
        if (described.isPresent()
                && leaf.type().isPresent()
                && !widens
                && family(leaf.type().get()) != family(described.get())) {
            refused(
                    "/type",
                    "declared as %s; leave the type out"
                            .formatted(leaf.type().get().label()));
        }
    }

    /** Kinds with the same family have interchangeable literals. */
    private static LiteralKind family(FieldType type) {
        return switch (type.literalKind()) {
            case TEXT, ID -> LiteralKind.TEXT;
            case INTEGER, DECIMAL, CURRENCY -> LiteralKind.DECIMAL;
            case BOOLEAN, DATE, DATETIME, TIME, NONE -> type.literalKind();
        };
    }

    private boolean hasTooMany() {
        boolean tooMany = sent().size() > policy.maxListValues();
        if (tooMany) {
            refused("/val", "a list has at most %d values, got %d".formatted(policy.maxListValues(), sent().size()));
        }
        return tooMany;
    }

    /** The place of the value at {@code index} of {@link #sent}. */
    private String place(int index) {
        return leaf.value() instanceof Input.Many ? "/val/" + index : "/val";
    }

    /** The kind of the literal, in words; empty for null, which goes with all kinds. */
    private static String kind(Value value) {
        return switch (value) {
            case Value.Text _ -> "texts";
            case Value.Bool _ -> "booleans";
            case Value.Decimal _ -> "numbers";
            case Value.Money _ -> "amounts with a currency";
            case Value.Date _, Value.DateTime _, Value.RelativeDate _ -> "dates";
            case Value.Time _ -> "times";
            case Value.Null _ -> "";
        };
    }

    private Optional<Value> coerced(Input input, String where) {
        return switch (coercion(input)) {
            case Coercion.Fits(var value) -> {
                var compared = stripped(value);
                yield fitsTheField(compared, where) ? Optional.of(compared) : Optional.empty();
            }
            case Coercion.Mismatch(var expected) -> {
                refused(where, "expected %s, got %s".formatted(expected, input.kind()));
                yield Optional.empty();
            }
        };
    }

    /**
     * Strips white space from a whole value, since no field has it at its ends; a pattern may match it inside. A blank
     * text is unchanged: stripped, an equality would find every record without a value.
     */
    private Value stripped(Value value) {
        return value instanceof Value.Text(var text) && !leaf.operator().matchesText() && !WhiteSpace.isAll(text)
                ? new Value.Text(WhiteSpace.stripped(text))
                : value;
    }

    private Coercion coercion(Input input) {
        if (type.isEmpty()) {
            return Coercion.ofOwnType(input);
        }
        if (!widens) {
            return Coercion.of(input, type.get());
        }
        var asDate = Coercion.of(input, FieldType.DATE);
        return asDate instanceof Coercion.Fits || leaf.type().isPresent() ? asDate : Coercion.of(input, type.get());
    }

    /** A value that the field cannot hold matches nothing or is rejected. Either would waste a request. */
    private boolean fitsTheField(Value value, String where) {
        return switch (value) {
            case Value.Text(var text) -> textFits(text, where);
            case Value.Decimal(var number) -> numberFits(number, where);
            case Value.Money(var _, var amount) -> {
                if (operand instanceof Operand.Aggregate) {
                    refused(where, "an aggregate is compared with a plain number, without a currency");
                    yield false;
                }
                yield numberFits(amount, where);
            }
            case Value.Null() -> {
                neverNull().ifPresent(reason -> refused(where, reason));
                yield neverNull().isEmpty();
            }
            case Value.Bool _, Value.Date _, Value.DateTime _, Value.Time _, Value.RelativeDate _ -> true;
        };
    }

    private boolean textFits(String text, String where) {
        if (type.equals(Optional.of(FieldType.MULTIPICKLIST)) && text.indexOf(';') >= 0) {
            refusedSemicolon(where);
            return false;
        }
        if (description.isEmpty()) {
            return true;
        }
        var field = description.get();
        int most = field.length();
        // A pattern may be longer than what it matches.
        boolean bounded = most > 0 && leaf.operator() != ConditionOperator.LIKE;
        if (bounded && text.length() > most && text.codePointCount(0, text.length()) > most) {
            refused(where, "the field holds at most %d characters".formatted(most));
            return false;
        }
        if (field.restrictedPicklist()
                && !leaf.operator().matchesText()
                && !text.isEmpty()
                && field.picklistValues().stream().noneMatch(text::equalsIgnoreCase)) {
            findings.warning(leaf.location() + where, operand + ": not an active value of the picklist");
        }
        return true;
    }

    private boolean numberFits(BigDecimal number, String where) {
        var most = description.filter(field -> field.precision() > 0).map(field -> field.precision() - field.scale());
        if (most.isPresent() && number.signum() != 0 && number.precision() - number.scale() > most.get()) {
            refused(where, "the field holds at most %d digits before the decimal point".formatted(most.get()));
            return false;
        }
        return true;
    }

    private void refusedSemicolon(String where) {
        refused(where, "a picklist value has no ';'; for rows with several values, write a condition for each");
    }

    private String typeSuffix() {
        return type.map(known -> " of type " + known.label()).orElse("");
    }
}
