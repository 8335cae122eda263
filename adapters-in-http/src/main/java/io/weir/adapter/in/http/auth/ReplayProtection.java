package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.weir.domain.port.ReplayGuard.Sighting;
import io.weir.domain.port.ReplayGuard.Strictness;
import java.util.Optional;

/**
 * Lets each signed message pass once: first the guard of this process decides, without any wait, and then the one that
 * all Weirs share. Thread-safe.
 */
final class ReplayProtection {
    private final LocalReplayGuard own;
    private final SharedReplays shared;

    ReplayProtection(TimeMeter ticks, SharedReplays shared) {
        this.own = new LocalReplayGuard(ticks);
        this.shared = shared;
    }

    /** Forgets the messages of this process whose time is over. */
    void forgetExpired() {
        own.forgetExpired();
    }

    /** Why {@code message} of {@code caller} is refused; empty if it passes. */
    Optional<AuthenticationFailure> refusal(String caller, String message) {
        var sighting = own.check(caller, message);
        if (sighting == Sighting.FIRST) {
            sighting = shared.guard().check(caller, message);
        }
        return switch (sighting) {
            case FIRST -> Optional.empty();
            case REPEATED -> Optional.of(AuthenticationFailure.REPLAYED);
            case FULL -> Optional.of(AuthenticationFailure.BUSY);
            case UNKNOWN -> unknown(caller, message);
        };
    }

    private Optional<AuthenticationFailure> unknown(String caller, String message) {
        if (shared.strictness() == Strictness.LENIENT) {
            return Optional.empty();
        }
        own.forget(caller, message);
        return Optional.of(AuthenticationFailure.REPLAY_UNKNOWN);
    }
}
