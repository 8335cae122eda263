package io.weir.adapter.out.sandbox.file;

import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns values as files and code give them into values as records hold them. */
public final class GivenValues {
    /** With an offset as in {@code Z}, {@code +00:00} or, as Salesforce writes it, {@code +0000}. */
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private GivenValues() {}

    /**
     * {@code given} as a field of {@code type} holds it: numbers, checkboxes and dates may be given as text. Throws
     * {@link IllegalArgumentException}, whose message follows the name of the field, for anything else.
     */
    public static @Nullable Object value(FieldType type, @Nullable Object given) {
        if (given == null) {
            return null;
        }
        if (given instanceof Map<?, ?> || given instanceof List<?>) {
            throw new IllegalArgumentException("takes a single value, not an object or an array");
        }
        if (type.isCompound()) {
            throw new IllegalArgumentException("follows from its parts; give those, such as the city");
        }
        String text = given.toString();
        try {
            return switch (type.literalKind()) {
                case BOOLEAN -> checkbox(text.strip());
                case INTEGER -> new BigDecimal(text.strip()).longValueExact();
                case DECIMAL, CURRENCY -> new BigDecimal(text.strip());
                case DATE -> LocalDate.parse(text.strip());
                case DATETIME -> dateTime(text.strip());
                case TIME -> time(text.strip());
                case TEXT, ID, NONE -> text;
            };
        } catch (ArithmeticException | NumberFormatException notANumber) {
            throw new IllegalArgumentException("takes a number (%s), not '%s'".formatted(type.label(), text));
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException("takes a %s in ISO 8601, not '%s'".formatted(type.label(), text));
        }
    }

    private static boolean checkbox(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("takes true or false, not '%s'".formatted(text));
        };
    }

    private static Instant dateTime(String text) {
        return OffsetDateTime.parse(text, DATE_TIME).toInstant();
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    }
}
