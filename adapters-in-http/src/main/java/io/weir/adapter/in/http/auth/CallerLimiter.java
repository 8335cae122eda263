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

/** Enforces the rate limit and the concurrency limit of one caller. Thread-safe; never blocks. */
final class CallerLimiter {
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    private final CallerLimits limits;
    private final AtomicInteger running = new AtomicInteger();
    private final @Nullable Bucket bucket;

    CallerLimiter(CallerLimits limits, TimeMeter ticks) {
        this.limits = limits;
        this.bucket = limits.rate().isAny() ? null : bucket(limits.rate(), ticks);
    }

    /** Whether it enforces {@code other}. */
    boolean enforces(CallerLimits other) {
        return limits.equals(other);
    }

    /** Admits a request, which must {@link #leave} later; or returns the error if a limit is reached. */
    Optional<ErrorAnswer> enter() {
        if (running.incrementAndGet() > limits.concurrency()) {
            running.decrementAndGet();
            return Optional.of(ErrorAnswer.later(
                    ErrorCode.TOO_MANY_CONCURRENT,
                    "this caller already has %d requests running, which is its limit".formatted(limits.concurrency()),
                    SHORT_PAUSE));
        }
        if (bucket != null) {
            // after the concurrency check, so that a request it refuses does not count towards the rate
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                running.decrementAndGet();
                return Optional.of(ErrorAnswer.later(
                        ErrorCode.RATE_LIMITED,
                        "this caller exceeds its rate limit",
                        Duration.ofNanos(probe.getNanosToWaitForRefill())));
            }
        }
        return Optional.empty();
    }

    /** How many requests run. */
    int running() {
        return running.get();
    }

    void leave() {
        running.decrementAndGet();
    }

    private static Bucket bucket(CallerLimits.Rate rate, TimeMeter ticks) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.requests(), rate.period()))
                .withCustomTimePrecision(ticks)
                .build();
    }
}
