package io.weir.adapter.in.http.auth;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.CallerLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps one caller to its rate and to so many requests at once. Thread-safe; waits for nothing. */
final class CallerLimiter {
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    private final int places;
    private final AtomicInteger taken = new AtomicInteger();
    private final @Nullable Bucket bucket;

    CallerLimiter(CallerLimits limits, TimeMeter ticks) {
        this.places = limits.concurrency();
        this.bucket = limits.rate().isAny() ? null : bucket(limits.rate(), ticks);
    }

    /** Takes a place, until {@link #leave}; or what the caller is told, and no place is taken. */
    Optional<ErrorAnswer> enter() {
        if (taken.incrementAndGet() > places) {
            taken.decrementAndGet();
            return Optional.of(ErrorAnswer.later(
                    ErrorCode.TOO_MANY_CONCURRENT,
                    "%d requests of this caller are being answered, which is all it may have".formatted(places),
                    SHORT_PAUSE));
        }
        if (bucket != null) {
            // one that is refused for want of a place costs nothing of the rate
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                taken.decrementAndGet();
                return Optional.of(ErrorAnswer.later(
                        ErrorCode.RATE_LIMITED,
                        "this caller asks more often than it may",
                        Duration.ofNanos(probe.getNanosToWaitForRefill())));
            }
        }
        return Optional.empty();
    }

    void leave() {
        taken.decrementAndGet();
    }

    private static Bucket bucket(CallerLimits.Rate rate, TimeMeter ticks) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.requests(), rate.period()))
                .withCustomTimePrecision(ticks)
                .build();
    }
}
