package io.weir.adapter.out.sandbox.record;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonFormat;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Replies of the resources that list which records of an object were changed or deleted in a period. */
final class ReplicationReplies {
    private static final Duration MAX_AGE = Duration.ofDays(30);
    private static final Duration RECYCLE_BIN = Duration.ofDays(15);
    private static final DateTimeFormatter PARAMETER = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private final SandboxOrg org;

    ReplicationReplies(SandboxOrg org) {
        this.org = org;
    }

    private record Period(Instant start, Instant end) {
        boolean covers(StoredRecord record) {
            return record.value("SystemModstamp") instanceof Instant changed
                    && !changed.isBefore(start)
                    && changed.isBefore(end);
        }
    }

    /** {@code GET /sobjects/{object}/updated/?start=…&end=…}. */
    Reply updated(ApiRequest request) {
        return inPeriod(
                request,
                (table, period) -> Reply.ok(Json.object(
                        "ids",
                        table.records().stream()
                                .filter(record -> !record.deleted() && period.covers(record))
                                .map(StoredRecord::id)
                                .toList(),
                        "latestDateCovered",
                        JsonFormat.dateTime(period.end()))));
    }

    /** {@code GET /sobjects/{object}/deleted/?start=…&end=…}. */
    Reply deleted(ApiRequest request) {
        return inPeriod(
                request,
                (table, period) -> Reply.ok(Json.object(
                        "deletedRecords",
                        table.records().stream()
                                .filter(record -> record.deleted() && period.covers(record))
                                .map(record -> Json.object(
                                        "deletedDate",
                                        JsonFormat.dateTime(
                                                (Instant) Objects.requireNonNull(record.value("SystemModstamp"))),
                                        "id",
                                        record.id()))
                                .toList(),
                        "earliestDateAvailable",
                        JsonFormat.dateTime(org.now().minus(RECYCLE_BIN).truncatedTo(ChronoUnit.MINUTES)),
                        "latestDateCovered",
                        JsonFormat.dateTime(period.end()))));
    }

    private Reply inPeriod(ApiRequest request, BiFunction<Table, Period, Reply> reply) {
        var table = org.table(request.segment(1));
        if (table.isEmpty()) {
            return Reply.notFound();
        }
        var start = date(request.parameter("start"));
        var end = date(request.parameter("end"));
        if (start.isEmpty() || end.isEmpty()) {
            return Reply.error(400, "MISSING_ARGUMENT", "The start and end parameters are required.");
        }
        if (start.get().isBefore(org.now().minus(MAX_AGE))) {
            return invalid("startDate cannot be more than 30 days ago");
        }
        if (Duration.between(start.get(), end.get()).compareTo(Duration.ofMinutes(1)) < 0) {
            return invalid("endDate must be at least one minute greater than startDate");
        }
        var now = org.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return reply.apply(table.get(), new Period(start.get(), end.get().isAfter(now) ? now : end.get()));
    }

    private static Reply invalid(String message) {
        return Reply.error(400, "INVALID_REPLICATION_DATE", message);
    }

    /** A plus that was not encoded arrives as a space. */
    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text.replace(' ', '+'), PARAMETER).toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
