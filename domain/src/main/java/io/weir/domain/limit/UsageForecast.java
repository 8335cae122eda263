package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * When the org's API requests will be used up, if usage goes on as in the last hour.
 *
 * <p>The forecast is the straight line that fits the readings of the last hour best, one reading a minute. The usage
 * is of a rolling 24 hours, lags behind, is shared with other applications and may fall. Therefore there is no forecast
 * from readings of less than {@link #SHORTEST}, without a reading of the last {@link #FRESH two minutes}, while usage
 * does not rise, for a time that has passed, or for one more than 24 hours ahead, when today's requests no longer
 * count. Thread-safe.
 */
public final class UsageForecast {
    /** How long readings count. */
    public static final Duration WINDOW = Duration.ofHours(1);

    /** The shortest time between the first and the last reading of a forecast. */
    public static final Duration SHORTEST = Duration.ofMinutes(5);

    /** How old the last reading of a forecast may be: without newer ones it is unknown whether usage goes on. */
    public static final Duration FRESH = Duration.ofMinutes(2);

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int FEWEST = 3;
    private static final double SECONDS_AN_HOUR = 3_600;

    private final InstantSource clock;
    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(Instant at, ApiUsage usage) {}

    /**
     * What is to be expected.
     *
     * @param callsPerHour how fast usage rises, at least 1; empty if it does not, or if too little is known
     * @param reserveReachedAt when only the reserve will be left; empty if that is so already or not to be expected;
     *     never in the past
     * @param exhaustedAt when no request will be left; empty if that is so already or not to be expected; never in the
     *     past
     */
    public record Forecast(
            Optional<Double> callsPerHour, Optional<Instant> reserveReachedAt, Optional<Instant> exhaustedAt) {
        /** Nothing is to be expected. */
        public static final Forecast NONE = new Forecast(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public UsageForecast(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes a reading. */
    public synchronized void observe(ApiUsage usage) {
        var now = clock.instant();
        var last = readings.peekLast();
        if (last != null && minute(last.at).equals(minute(now))) {
            readings.removeLast();
        }
        readings.addLast(new Reading(now, usage));
        while (readings.getFirst().at.isBefore(now.minus(WINDOW))) {
            readings.removeFirst();
        }
    }

    /** When the latest reading was taken. */
    public synchronized Optional<Instant> observedAt() {
        return Optional.ofNullable(readings.peekLast()).map(Reading::at);
    }

    /** What is to be expected now, if {@code reserve} requests are left to other applications. */
    public Forecast forecast(long reserve) {
        return forecast(reserve, TenMinuteUse.NONE);
    }

    /**
     * The same, and the requests that {@code own} counts drop out 24 hours after they were sent: where more of them do
     * than in the last hour, usage rises less.
     */
    public Forecast forecast(long reserve, TenMinuteUse own) {
        var now = clock.instant();
        var recent = recent(now);
        if (recent.size() < FEWEST
                || recent.getLast().at.isBefore(now.minus(FRESH))
                || Duration.between(recent.getFirst().at, recent.getLast().at).compareTo(SHORTEST) < 0) {
            return Forecast.NONE;
        }
        double callsPerHour = slope(recent) * SECONDS_AN_HOUR;
        if (callsPerHour < 1) {
            return Forecast.NONE;
        }
        var last = recent.getLast();
        long remaining = last.usage.remaining();
        return new Forecast(
                Optional.of(callsPerHour),
                reserve == 0 ? Optional.empty() : spentAt(remaining - reserve, callsPerHour, own, last.at, now),
                spentAt(remaining, callsPerHour, own, last.at, now));
    }

    /** When {@code calls} will have been used; empty for none, for more than a day, or for a time before now. */
    private static Optional<Instant> spentAt(
            long calls, double callsPerHour, TenMinuteUse own, Instant from, Instant now) {
        if (calls <= 0) {
            return Optional.empty();
        }
        double droppedLately = dropped(own, from.minus(WINDOW), from);
        double left = calls;
        for (var begin = from; begin.isBefore(from.plus(LONGEST)); begin = begin.plus(TenMinuteUse.SLOT)) {
            double perSecond = (callsPerHour + droppedLately) / SECONDS_AN_HOUR
                    - dropped(own, begin, begin.plus(TenMinuteUse.SLOT)) / TenMinuteUse.SLOT.toSeconds();
            double rise = perSecond * TenMinuteUse.SLOT.toSeconds();
            if (rise >= left) {
                var at = begin.plusMillis(Math.round(left / perSecond * 1_000));
                return at.isBefore(now) ? Optional.empty() : Optional.of(at);
            }
            left -= rise;
        }
        return Optional.empty();
    }

    /** How many requests of a day earlier drop out from {@code begin} to {@code end}, about. */
    private static double dropped(TenMinuteUse own, Instant begin, Instant end) {
        double sum = 0;
        var first = TenMinuteUse.slot(begin.minus(TenMinuteUse.DAY));
        for (var slot = first; slot.isBefore(end.minus(TenMinuteUse.DAY)); slot = slot.plus(TenMinuteUse.SLOT)) {
            var from = latest(slot, begin.minus(TenMinuteUse.DAY));
            var to = earliest(slot.plus(TenMinuteUse.SLOT), end.minus(TenMinuteUse.DAY));
            sum += own.at(slot) * (double) Duration.between(from, to).toMillis() / TenMinuteUse.SLOT.toMillis();
        }
        return sum;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private synchronized List<Reading> recent(Instant now) {
        return readings.stream()
                .filter(reading -> !reading.at.isBefore(now.minus(WINDOW)))
                .toList();
    }

    /** The slope of the line with the least squares, in requests a second. */
    private static double slope(List<Reading> readings) {
        var first = readings.getFirst();
        double meanTime = 0;
        double meanUsed = 0;
        for (var reading : readings) {
            meanTime += seconds(first, reading) / readings.size();
            meanUsed += used(first, reading) / readings.size();
        }
        double products = 0;
        double squares = 0;
        for (var reading : readings) {
            double time = seconds(first, reading) - meanTime;
            products += time * (used(first, reading) - meanUsed);
            squares += time * time;
        }
        return products / squares;
    }

    private static double seconds(Reading from, Reading to) {
        return Duration.between(from.at, to.at).toMillis() / 1_000.0;
    }

    private static double used(Reading from, Reading to) {
        return (double) to.usage.used() - from.usage.used();
    }

    private static Instant minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }
}
