package io.weir.domain.port;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the queries of a shape usually take, from the history.
 *
 * <p>Calls may block, so they are made on background threads only. They are safe from any thread and throw nothing.
 */
@FunctionalInterface
public interface ShapeDurations {
    /** Knows no duration. */
    ShapeDurations UNKNOWN = _ -> Optional.empty();

    /** How long 95 of 100 recent runs of {@code soqlShape} took at most; empty without enough runs. */
    Optional<Duration> p95(String soqlShape);
}
