package io.weir.domain.draft;

import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operators of conditions: those of SOQL, and safer ones that escape wildcards or have no value. */
public enum ConditionOperator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LIKE("LIKE"),
    CONTAINS("contains"),
    STARTS_WITH("starts_with"),
    ENDS_WITH("ends_with"),
    IN("IN"),
    NOT_IN("NOT IN"),
    INCLUDES("INCLUDES"),
    EXCLUDES("EXCLUDES"),
    IS_NULL("is_null"),
    IS_NOT_NULL("is_not_null");

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Map<String, ConditionOperator> BY_NAME = new HashMap<>();

    static {
        for (var operator : values()) {
            BY_NAME.put(operator.symbol, operator);
            BY_NAME.put(operator.symbol.toLowerCase(Locale.ROOT), operator);
        }
        BY_NAME.put("<>", NOT_EQUAL);
    }

    private final String symbol;

    ConditionOperator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator called {@code name}, ignoring case and the number of spaces between words. */
    public static Optional<ConditionOperator> named(String name) {
        var exact = BY_NAME.get(name);
        return exact != null
                ? Optional.of(exact)
                : Optional.ofNullable(
                        BY_NAME.get(SPACES.matcher(name.strip()).replaceAll(" ").toLowerCase(Locale.ROOT)));
    }

    /** The operator's name in requests and messages. */
    public String symbol() {
        return symbol;
    }

    /** Whether a condition with this operator has a value. */
    public boolean takesValue() {
        return this != IS_NULL && this != IS_NOT_NULL;
    }

    /** Whether the value may be a list. */
    public boolean takesList() {
        return this == IN || this == NOT_IN || this == INCLUDES || this == EXCLUDES;
    }

    /** Whether the value is a pattern, or a part of the field's text. */
    public boolean matchesText() {
        return this == LIKE || this == CONTAINS || this == STARTS_WITH || this == ENDS_WITH;
    }

    /** Whether Salesforce lets an aggregate be compared this way, and not only a field. */
    public boolean takesAggregate() {
        return !matchesText() && !takesList();
    }

    /** Whether Salesforce lets a field of {@code type} be compared this way. */
    public boolean suits(FieldType type) {
        return switch (this) {
            case EQUAL, NOT_EQUAL, IN, NOT_IN -> type.literalKind() != LiteralKind.NONE;
            // A checkbox is never null; Salesforce compares it with null as if null were false.
            case IS_NULL, IS_NOT_NULL -> type.literalKind() != LiteralKind.NONE && type != FieldType.BOOLEAN;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                switch (type.literalKind()) {
                    case NONE, BOOLEAN -> false;
                    case TEXT, ID, INTEGER, DECIMAL, CURRENCY, DATE, DATETIME, TIME ->
                        type != FieldType.MULTIPICKLIST && type != FieldType.ENCRYPTEDSTRING;
                };
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH ->
                type.literalKind() == LiteralKind.TEXT
                        && type != FieldType.MULTIPICKLIST
                        && type != FieldType.ENCRYPTEDSTRING;
            case INCLUDES, EXCLUDES -> type == FieldType.MULTIPICKLIST;
        };
    }

    /** The operators that suit {@code type}. */
    public static List<ConditionOperator> suiting(FieldType type) {
        return Arrays.stream(values()).filter(operator -> operator.suits(type)).toList();
    }
}
