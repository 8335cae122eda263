package io.weir.adapter.out.sandbox.function;

import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code FORMAT()} for a user with the locale {@code en_US} and the currency US dollar. */
public final class Formats {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.US);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("M/d/uuuu, h:mm a", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

    private Formats() {}

    /**
     * {@code value} as the user reads it; text as it is, null for null.
     *
     * @param field the field that it is a value of, or an aggregate of
     * @param type the type of the value
     * @param zone the user's time zone
     */
    public static @Nullable Object format(@Nullable Object value, FieldDescription field, FieldType type, ZoneId zone) {
        return switch (value) {
            case LocalDate date -> DATE.format(date);
            case Instant instant -> DATE_TIME.format(instant.atZone(zone));
            case LocalTime time -> TIME.format(time);
            case Long number -> number(BigDecimal.valueOf(number), 0);
            case BigDecimal number -> number(number, field, type);
            case null, default -> value;
        };
    }

    private static String number(BigDecimal number, FieldDescription field, FieldType type) {
        String digits = number(number.abs(), field.scale());
        String sign = number.signum() < 0 ? "-" : "";
        return switch (type) {
            case CURRENCY -> sign + "$" + digits;
            case PERCENT -> sign + digits + "%";
            default -> sign + digits;
        };
    }

    private static String number(BigDecimal number, int scale) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.US));
        format.setRoundingMode(RoundingMode.HALF_UP);
        format.setMinimumFractionDigits(scale);
        format.setMaximumFractionDigits(scale);
        return format.format(number);
    }
}
