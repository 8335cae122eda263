package io.weir.adapter.out.sandbox;

import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;

/** Turns the constants of a filter into stored values, and refuses those that a field's type does not compare with. */
final class Literals {
    /** The org has one currency. */
    static final String ORG_CURRENCY = "USD";

    private static final int MAX_TEXT = 4_000;

    private Literals() {}

    /** {@code value} as a record would hold it; not for null and relative dates, which no record holds. */
    static Object storedValue(Expression<?> source, Value value) {
        return switch (source.type().literalKind()) {
            case TEXT -> {
                if (value instanceof Value.Text(var text)) {
                    yield checkedLength(text);
                }
                throw mismatch(source, "string and should be enclosed in quotes");
            }
            case ID -> {
                if (value instanceof Value.Text(var text)) {
                    yield RecordId.canonical(text)
                            .orElseThrow(() -> QueryRefusal.invalidOperator("invalid ID field: " + text));
                }
                throw mismatch(source, "ID and should be enclosed in quotes");
            }
            case BOOLEAN -> {
                if (value instanceof Value.Bool(var bool)) {
                    yield bool;
                }
                throw mismatch(source, "boolean and should not be enclosed in quotes");
            }
            case INTEGER, DECIMAL -> {
                if (value instanceof Value.Decimal(var number)) {
                    yield number;
                }
                throw mismatch(source, typeName(source.type()) + " and should not be enclosed in quotes");
            }
            case CURRENCY -> {
                if (value instanceof Value.Decimal(var number)) {
                    yield number;
                }
                if (value instanceof Value.Money(var isoCode, var amount)) {
                    if (isoCode.equals(ORG_CURRENCY)) {
                        yield amount;
                    }
                    throw QueryRefusal.unsupported("currencies other than " + ORG_CURRENCY);
                }
                throw mismatch(source, "currency and should not be enclosed in quotes");
            }
            case DATE -> {
                if (value instanceof Value.Date(var date)) {
                    yield date;
                }
                throw mismatch(source, "date and should not be enclosed in quotes");
            }
            case DATETIME -> {
                if (value instanceof Value.DateTime(var instant)) {
                    yield instant;
                }
                throw mismatch(source, "dateTime and should not be enclosed in quotes");
            }
            case TIME -> {
                if (value instanceof Value.Time(var time)) {
                    yield time;
                }
                throw mismatch(source, "time and should not be enclosed in quotes");
            }
            case NONE -> throw notFilterable(source);
        };
    }

    static QueryRefusal notFilterable(Expression<?> source) {
        return QueryRefusal.invalidField("field '%s' can not be filtered in a query call".formatted(source.name()));
    }

    private static QueryRefusal mismatch(Expression<?> source, String expected) {
        return QueryRefusal.invalidField(
                "value of filter criterion for field '%s' must be of type %s".formatted(source.name(), expected));
    }

    private static String typeName(FieldType type) {
        return type == FieldType.INT ? "integer" : type.label();
    }

    private static String checkedLength(String text) {
        if (text.length() > MAX_TEXT) {
            throw QueryRefusal.malformed("a string in a filter has at most %d characters".formatted(MAX_TEXT));
        }
        return text;
    }
}
