package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts JSON values to the types of fields, and refuses those that do not fit with JSON_PARSER_ERROR. */
final class FieldValues {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[X]")
            .toFormatter();

    private FieldValues() {}

    /** {@code json} as {@code field} stores it; ids stay as they were sent. Throws {@link WriteRefusal}. */
    static @Nullable Object stored(Field field, JsonValue json) {
        if (json.value() == null) {
            return null;
        }
        return converted(field, json).orElseThrow(() -> mismatch(field, json));
    }

    /** A value that the schema gives as JSON does: a string, a number or a boolean. */
    static @Nullable Object ofDefault(Field field, @Nullable Object value) {
        return value == null ? null : stored(field, new JsonValue("VALUE_STRING", plain(value), 1, 1));
    }

    private static Object plain(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool;
            default -> new BigDecimal(value.toString());
        };
    }

    /** {@code text} as {@code field} stores it; empty if it does not fit the type. */
    static Optional<Object> ofText(Field field, String text) {
        return converted(field, new JsonValue("VALUE_STRING", text, 1, 1));
    }

    private static Optional<Object> converted(Field field, JsonValue json) {
        if (field.type().isCompound()) {
            return json.isObject() ? Optional.of(json.members()) : Optional.empty();
        }
        return switch (field.type().literalKind()) {
            case TEXT, ID, NONE -> json.value() instanceof String text ? Optional.of(text) : Optional.empty();
            case BOOLEAN -> bool(json);
            case INTEGER -> number(json).flatMap(FieldValues::whole);
            case DECIMAL, CURRENCY -> number(json).map(number -> rounded(field, number));
            case DATE -> parsed(json, text -> LocalDate.parse(text, DATE));
            case DATETIME ->
                parsed(json, text -> DATE_TIME.parse(text, Instant::from).truncatedTo(ChronoUnit.SECONDS));
            case TIME -> parsed(json, text -> LocalTime.parse(text, TIME).truncatedTo(ChronoUnit.MILLIS));
        };
    }

    private static Optional<Object> bool(JsonValue json) {
        return switch (json.value()) {
            case Boolean bool -> Optional.of(bool);
            case String text when text.equalsIgnoreCase("true") -> Optional.of(true);
            case String text when text.equalsIgnoreCase("false") -> Optional.of(false);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> number(JsonValue json) {
        try {
            return switch (json.value()) {
                case BigDecimal number -> Optional.of(number);
                case String text -> Optional.of(new BigDecimal(text.strip()));
                case null, default -> Optional.empty();
            };
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Object> whole(BigDecimal number) {
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }

    /** A number that is far too large stays as it is: rounding would write out all its digits. */
    private static Object rounded(Field field, BigDecimal number) {
        int scale = field.description().scale();
        long wholeDigits = (long) number.precision() - number.scale();
        if (wholeDigits > FieldChecks.MOST_DIGITS) {
            return number;
        }
        if (wholeDigits < -scale - 1L) {
            return BigDecimal.ZERO.setScale(scale);
        }
        return number.scale() > scale || number.scale() < 0 ? number.setScale(scale, RoundingMode.HALF_UP) : number;
    }

    private interface Parser {
        Object parse(String text);
    }

    private static Optional<Object> parsed(JsonValue json, Parser parser) {
        try {
            return json.value() instanceof String text ? Optional.of(parser.parse(text)) : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static WriteRefusal mismatch(Field field, JsonValue json) {
        return new WriteRefusal(
                new WriteError("JSON_PARSER_ERROR", json.mismatch(field.type().label())));
    }
}
