package io.weir.domain.port;

import java.time.Duration;

/**
 * Recognises messages that were sent before, so that a signature is accepted once.
 *
 * <p>Calls are safe from any thread and throw nothing. A guard that several Weirs share waits at most
 * {@link #LONGEST_WAIT} for its store.
 */
public interface ReplayGuard {
    /** How long a message is remembered at least: as long as its signature is valid. */
    Duration MEMORY = Duration.ofMinutes(10);

    /** The longest wait for an answer. */
    Duration LONGEST_WAIT = Duration.ofMillis(100);

    /** What a guard knows about a message. */
    enum Sighting {
        FIRST,
        REPEATED,
        /** There is no room to remember the message. */
        FULL,
        /** The store did not answer in time, or failed. */
        UNKNOWN
    }

    /** What happens to a message that the shared guard could not check. */
    enum Strictness {
        /** The Weir's own guard decides. */
        LENIENT,
        /** The message is refused, and may be sent again. */
        STRICT
    }

    /** Whether {@code caller} sent {@code message} before; remembers it. */
    Sighting check(String caller, String message);
}
