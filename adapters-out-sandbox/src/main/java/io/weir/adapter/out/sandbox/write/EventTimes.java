package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The times of an event. A client gives its start, and its end or its length; the other times follow from them. */
final class EventTimes {
    private static final String START = "StartDateTime";
    private static final String DUE = "ActivityDateTime";
    private static final String DATE = "ActivityDate";
    private static final String END = "EndDateTime";
    private static final String LENGTH = "DurationInMinutes";
    private static final String WHOLE_DAY = "IsAllDayEvent";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(14);

    private final RecordChange change;
    private final boolean wholeDay;

    private EventTimes(RecordChange change) {
        this.change = change;
        this.wholeDay = Boolean.TRUE.equals(change.value(WHOLE_DAY));
    }

    /**
     * Sets the times that follow from others in a new or changed event; throws {@link WriteRefusal} if times are
     * missing or contradict each other.
     *
     * @param zone the user's time zone
     */
    static void complete(RecordChange change, ZoneId zone) {
        if (isEvent(change.table())
                && Stream.of(START, DUE, DATE, END, LENGTH, WHOLE_DAY).anyMatch(change::changes)) {
            new EventTimes(change).complete(zone);
        }
    }

    private static boolean isEvent(Table table) {
        return table.name().equals("Event")
                && Stream.of(START, DUE, DATE, END, LENGTH, WHOLE_DAY)
                        .allMatch(name -> table.field(name).isPresent());
    }

    private void complete(ZoneId zone) {
        requireAgreement(START, DUE, Objects.equals(change.value(START), change.value(DUE)));
        var start = start();
        var length = start == null ? given(LENGTH, Long.class) : length(start);
        var missing = new ArrayList<String>();
        if (length == null) {
            missing.add(LENGTH);
        }
        if (start == null) {
            missing.add(wholeDay ? DATE : DUE);
        }
        if (start == null || length == null) {
            throw new WriteRefusal(
                    new WriteError("REQUIRED_FIELD_MISSING", "Required fields are missing: " + missing, missing, null));
        }
        if (length < 0 || length > LONGEST.toMinutes()) {
            throw refusal("an event lasts from 0 minutes to 14 days", LENGTH);
        }
        var end = start.plus(Duration.ofMinutes(length)).minus(lastDay());
        change.draft().set(START, start).set(DUE, start).set(END, end).set(LENGTH, length);
        change.draft().set(DATE, LocalDate.ofInstant(start, wholeDay ? ZoneOffset.UTC : zone));
        if (change.table().field("EndDate").isPresent()) {
            change.draft().set("EndDate", LocalDate.ofInstant(end, wholeDay ? ZoneOffset.UTC : zone));
        }
    }

    /** The time that is given now, or that the event had. An event of whole days begins at midnight in UTC. */
    private @Nullable Instant start() {
        if (wholeDay && change.changes(DATE) && change.value(DATE) instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        var start = given(change.changes(DUE) && change.value(DUE) != null ? DUE : START, Instant.class);
        return wholeDay && start != null
                ? LocalDate.ofInstant(start, ZoneOffset.UTC)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : start;
    }

    /** In minutes; one day for an event of whole days that has neither an end nor a length. */
    private @Nullable Long length(Instant start) {
        var length = given(LENGTH, Long.class);
        var end = given(END, Instant.class);
        Long toEnd = end == null
                ? null
                : Duration.between(start, end).plus(lastDay()).toMinutes();
        requireAgreement(LENGTH, END, Objects.equals(length, toEnd));
        if (toEnd != null && (change.changes(END) || length == null)) {
            return toEnd;
        }
        return length == null && wholeDay ? Long.valueOf(DAY.toMinutes()) : length;
    }

    /** The end of an event of whole days is its last day, which counts. */
    private Duration lastDay() {
        return wholeDay ? DAY : Duration.ZERO;
    }

    private void requireAgreement(String one, String other, boolean agree) {
        boolean bothGiven = Stream.of(one, other).allMatch(name -> change.changes(name) && change.value(name) != null);
        if (bothGiven && !agree) {
            throw refusal("%s and %s contradict each other".formatted(one, other), other);
        }
    }

    private <T> @Nullable T given(String field, Class<T> type) {
        var value = change.value(field);
        return value == null ? null : type.cast(value);
    }

    private static WriteRefusal refusal(String message, String field) {
        return new WriteRefusal(new WriteError("FIELD_INTEGRITY_EXCEPTION", message, List.of(field), null));
    }
}
