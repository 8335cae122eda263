package io.weir.adapter.out.sandbox.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Formats stored values as Salesforce does in JSON. */
final class JsonFormat {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private JsonFormat() {}

    static @Nullable Object format(@Nullable Object stored) {
        return switch (stored) {
            case Instant instant -> DATE_TIME.format(instant);
            case LocalDate date -> date.toString();
            case LocalTime time -> TIME.format(time);
            case null, default -> stored;
        };
    }
}
