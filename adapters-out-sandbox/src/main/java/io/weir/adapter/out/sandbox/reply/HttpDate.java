package io.weir.adapter.out.sandbox.reply;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in the headers of HTTP, with a resolution of one second. */
public final class HttpDate {
    /** RFC_1123_DATE_TIME would write one digit for the first nine days of a month, where HTTP has two. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** {@code instant} as headers have it, such as {@code Sun, 01 Feb 2026 09:26:53 GMT}. */
    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    /** The date in {@code header}; empty for any other text, which RFC 9110 ignores. */
    public static Optional<Instant> parse(String header) {
        try {
            return header.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
