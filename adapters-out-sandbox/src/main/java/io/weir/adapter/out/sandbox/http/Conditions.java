package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Conditional requests by date, with a resolution of one second. */
final class Conditions {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private Conditions() {}

    /** The reply, or status 304 if {@code If-Modified-Since} is not before {@code modified}. */
    static Reply ifModified(ApiRequest request, Instant modified, Supplier<Reply> reply) {
        var since = date(request.header("If-Modified-Since"));
        boolean unchanged =
                since.isPresent() && !modified.truncatedTo(ChronoUnit.SECONDS).isAfter(since.get());
        return unchanged ? Reply.empty(304) : reply.get().withHeader("Last-Modified", httpDate(modified));
    }

    static String httpDate(Instant instant) {
        return HTTP_DATE.format(ZonedDateTime.ofInstant(instant, ZoneOffset.UTC).withNano(0));
    }

    /** The date in {@code header}; empty for any other text, which RFC 9110 ignores. */
    static Optional<Instant> date(String header) {
        try {
            return header.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, HTTP_DATE).toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
