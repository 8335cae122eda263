package io.weir.adapter.out.sandbox.reply;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Formats stored values as Salesforce does in JSON. */
public final class JsonFormat {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private JsonFormat() {}

    /**
     * {@code stored} as JSON has it: dates and times as text, numbers that may have a fraction with one, as in
     * {@code 5.0}, all other values as they are.
     */
    public static @Nullable Object format(@Nullable Object stored) {
        return switch (stored) {
            case Instant instant -> dateTime(instant);
            case LocalDate date -> date.toString();
            case LocalTime time -> TIME.format(time);
            case BigDecimal number when number.scale() <= 0 -> number.setScale(1);
            case null, default -> stored;
        };
    }

    /** A dateTime such as {@code 2026-03-14T09:26:53.000+0000}. */
    public static String dateTime(Instant instant) {
        return DATE_TIME.format(instant);
    }
}
