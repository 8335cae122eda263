package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.HttpDate;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Conditional requests: by date, with a resolution of one second, and by tag. */
public final class Conditions {
    private Conditions() {}

    /** The reply, or status 304 if {@code If-Modified-Since} is not before {@code modified}. */
    public static Reply ifModified(ApiRequest request, Instant modified, Supplier<Reply> reply) {
        var since = HttpDate.parse(request.header("If-Modified-Since"));
        boolean unchanged =
                since.isPresent() && !modified.truncatedTo(ChronoUnit.SECONDS).isAfter(since.get());
        return unchanged ? Reply.empty(304) : reply.get().withHeader("Last-Modified", HttpDate.format(modified));
    }

    /**
     * The reply with the row's {@code Last-Modified}, or status 304 or 412 if the request's conditions say so. Only
     * rows of Account have an {@code ETag}.
     */
    static Reply ifRowChanged(ApiRequest request, Table table, StoredRecord record, Supplier<Reply> reply) {
        boolean tagged = hasTag(table);
        if (tagged && matches(request.header("If-None-Match"), record)) {
            return Reply.empty(304);
        }
        if (preconditionFails(request, table, record)) {
            return Reply.empty(412);
        }
        var current = ifModified(request, modified(record), reply);
        return tagged && current.status() == 200 ? current.withHeader("ETag", tag(record)) : current;
    }

    /**
     * Status 412 if {@code record} has changed, or 400 for an invalid condition; empty if it may be updated or deleted.
     */
    static Optional<Reply> refuseWrite(ApiRequest request, Table table, StoredRecord record) {
        String since = request.header("If-Unmodified-Since");
        if (!since.isEmpty() && HttpDate.parse(since).isEmpty()) {
            return Optional.of(
                    Reply.error(400, "INVALID_HEADER_VALUE", "Invalid value for header If-Unmodified-Since"));
        }
        boolean changed = preconditionFails(request, table, record)
                || (hasTag(table) && matches(request.header("If-None-Match"), record));
        return changed ? Optional.of(Reply.empty(412)) : Optional.empty();
    }

    /**
     * Whether {@code record} has changed after {@code If-Unmodified-Since}: a date of HTTP, or the
     * {@code lastModifiedDate} of a record of the User Interface API.
     */
    static boolean modifiedSince(ApiRequest request, StoredRecord record) {
        String header = request.header("If-Unmodified-Since");
        return HttpDate.parse(header)
                .or(() -> isoDate(header))
                .filter(since -> isAfter(record, since))
                .isPresent();
    }

    private static boolean preconditionFails(ApiRequest request, Table table, StoredRecord record) {
        String match = request.header("If-Match");
        var unmodified = HttpDate.parse(request.header("If-Unmodified-Since"));
        boolean mismatch = hasTag(table) && !match.isEmpty() && !matches(match, record);
        return mismatch || unmodified.filter(since -> isAfter(record, since)).isPresent();
    }

    private static boolean isAfter(StoredRecord record, Instant since) {
        return modified(record).truncatedTo(ChronoUnit.SECONDS).isAfter(since);
    }

    private static boolean hasTag(Table table) {
        return table.name().equals("Account");
    }

    private static boolean matches(String tags, StoredRecord record) {
        String current = tag(record);
        return Arrays.stream(tags.split(",", -1))
                .map(tag -> tag.strip().replace("-gzip\"", "\""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(current));
    }

    private static String tag(StoredRecord record) {
        return "\"" + "%08x".formatted(record.contentHash()) + "\"";
    }

    private static Instant modified(StoredRecord record) {
        return record.valueIfAny("LastModifiedDate") instanceof Instant instant ? instant : Instant.EPOCH;
    }

    private static Optional<Instant> isoDate(String header) {
        try {
            return header.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(header));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
