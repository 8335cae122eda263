package io.weir.adapter.in.http.auth;

import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** One credential of one caller. Thread-safe. */
final class RegisteredCredential {
    private static final System.Logger LOG = System.getLogger(RegisteredCredential.class.getName());
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

    private final CallerAccess access;
    private final CallerLimiter limiter;
    private final CallerCredential credential;
    private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

    RegisteredCredential(CallerAccess access, CallerLimiter limiter, CallerCredential credential) {
        this.access = access;
        this.limiter = limiter;
        this.credential = credential;
    }

    CallerLimiter limiter() {
        return limiter;
    }

    CallerCredential credential() {
        return credential;
    }

    boolean isOf(RegisteredCredential other) {
        return limiter == other.limiter;
    }

    /** Whose, and which. */
    String label() {
        return access.name() + "/" + credential.id();
    }

    /** What becomes of somebody who has shown the credential. */
    Authentication openFor(InetAddress client, Instant now) {
        if (!now.isBefore(credential.expires())) {
            return new Authentication.Refused(AuthenticationFailure.EXPIRED, label());
        }
        if (!access.addresses().isEmpty() && access.addresses().stream().noneMatch(range -> range.contains(client))) {
            return new Authentication.Refused(AuthenticationFailure.WRONG_ADDRESS, label());
        }
        warnOfItsEnd(now);
        return new Authentication.Known(access.caller());
    }

    /** Tells the log, once a day at most, that the credential ends within a week or has ended. */
    void warnOfItsEnd(Instant now) {
        if (credential.expires().equals(CallerCredential.NEVER)
                || now.isBefore(credential.expires().minus(AHEAD))) {
            return;
        }
        var next = nextWarning.get();
        if (!now.isBefore(next) && nextWarning.compareAndSet(next, now.plus(BETWEEN_WARNINGS))) {
            LOG.log(
                    Level.WARNING,
                    "the credential {0} {1} at {2}; give its caller another one beside it",
                    label(),
                    now.isBefore(credential.expires()) ? "ends" : "has ended",
                    credential.expires());
        }
    }
}
