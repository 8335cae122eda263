package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.RecordId;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;

/** Converts the literals of a filter to stored values, and rejects those that do not match the type of the field. */
final class Literals {
    /** The only currency of the org. */
    static final String ORG_CURRENCY = "USD";

    private static final int MAX_TEXT = 4_000;

    private Literals() {}

    /** {@code value} in its stored form. Accepts neither null nor relative dates. */
    static Object storedValue(Expression<?> expression, Value value) {
        return switch (expression.type().literalKind()) {
            case TEXT -> {
                if (value instanceof Value.Text(var text)) {
                    yield checkedLength(text);
                }
                throw mismatch(expression, "string and should be enclosed in quotes");
            }
            case ID -> {
                if (value instanceof Value.Text(var text)) {
                    yield RecordId.canonical(text)
                            .orElseThrow(() -> QueryRefusal.invalidOperator("invalid ID field: " + text));
                }
                throw mismatch(expression, "ID and should be enclosed in quotes");
            }
            case BOOLEAN -> {
                if (value instanceof Value.Bool(var bool)) {
                    yield bool;
                }
                throw mismatch(expression, "boolean and should not be enclosed in quotes");
            }
            case INTEGER, DECIMAL -> {
                if (value instanceof Value.Decimal(var number)) {
                    yield number;
                }
                throw mismatch(expression, typeName(expression.type()) + " and should not be enclosed in quotes");
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
                throw mismatch(expression, "currency and should not be enclosed in quotes");
            }
            case DATE -> {
                if (value instanceof Value.Date(var date)) {
                    yield date;
                }
                throw mismatch(expression, "date and should not be enclosed in quotes");
            }
            case DATETIME -> {
                if (value instanceof Value.DateTime(var instant)) {
                    yield instant;
                }
                throw mismatch(expression, "dateTime and should not be enclosed in quotes");
            }
            case TIME -> {
                if (value instanceof Value.Time(var time)) {
                    yield time;
                }
                throw mismatch(expression, "time and should not be enclosed in quotes");
            }
            case NONE -> throw notFilterable(expression);
        };
    }

    static QueryRefusal notFilterable(Expression<?> expression) {
        return QueryRefusal.invalidField(
                expression.type() == FieldType.ADDRESS
                        ? "Address fields can only be filtered using Distance expressions"
                        : "field '%s' can not be filtered in a query call".formatted(expression.name()));
    }

    private static QueryRefusal mismatch(Expression<?> expression, String expected) {
        return QueryRefusal.invalidField(
                "value of filter criterion for field '%s' must be of type %s".formatted(expression.name(), expected));
    }

    private static String typeName(FieldType type) {
        return type == FieldType.INT ? "integer" : type.label();
    }

    private static String checkedLength(String text) {
        if (text.length() > MAX_TEXT) {
            throw QueryRefusal.malformed("strings in filters can not be longer than %d characters".formatted(MAX_TEXT));
        }
        return text;
    }
}
