package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.domain.limit.Interval;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A credential of a configured caller. Thread-safe. */
final class RegisteredCredential implements CredentialMatch {
    private static final System.Logger LOG = System.getLogger(RegisteredCredential.class.getName());
    private static final Duration WARNING_PERIOD = Duration.ofDays(7);
    private static final Duration WARNING_INTERVAL = Duration.ofDays(1);

    private static final String EXPIRY = "weir_caller_credential_expiry_timestamp_seconds";

    private final CallerAccess access;
    private final CallerLimiter limiter;
    private final CallerCredential credential;
    private final AtomicReference<Instant> warnedAt = new AtomicReference<>(Instant.MIN);

    private RegisteredCredential(CallerAccess access, CallerLimiter limiter, CallerCredential credential) {
        this.access = access;
        this.limiter = limiter;
        this.credential = credential;
    }

    /**
     * Every credential of {@code callers}. The credentials of one caller share its limiter.
     *
     * @param before the credentials that these replace; a caller with the same limits keeps its limiter
     */
    static List<RegisteredCredential> allOf(
            List<CallerAccess> callers, List<RegisteredCredential> before, TimeMeter ticks) {
        var limiters = before.stream()
                .collect(Collectors.toMap(
                        credential -> credential.access.name(), credential -> credential.limiter, (one, _) -> one));
        return callers.stream()
                .flatMap(access -> of(access, limiters.get(access.name()), ticks))
                .toList();
    }

    private static Stream<RegisteredCredential> of(
            CallerAccess access, @Nullable CallerLimiter before, TimeMeter ticks) {
        var limiter =
                before != null && before.enforces(access.limits()) ? before : new CallerLimiter(access.limits(), ticks);
        return access.credentials().stream().map(credential -> new RegisteredCredential(access, limiter, credential));
    }

    /** The name of its caller. */
    String callerName() {
        return access.name();
    }

    /** How many requests of its caller run. */
    int running() {
        return limiter.running();
    }

    CallerCredential credential() {
        return credential;
    }

    /** Whether both belong to the same caller. */
    boolean sharesCallerWith(RegisteredCredential other) {
        return limiter == other.limiter;
    }

    /** The names of its caller and of itself, as {@code caller/id}. */
    String label() {
        return access.name() + "/" + credential.id();
    }

    /** Authenticates a request from {@code client} that has proved this credential. */
    Authentication authenticate(InetAddress client, Instant now) {
        if (!now.isBefore(credential.expires())) {
            return new Authentication.Refused(AuthenticationFailure.EXPIRED, label());
        }
        if (!access.addresses().isEmpty() && access.addresses().stream().noneMatch(range -> range.contains(client))) {
            return new Authentication.Refused(AuthenticationFailure.WRONG_ADDRESS, label());
        }
        warnNearExpiry(now);
        return new Authentication.Known(access.caller(), limiter);
    }

    /** Registers a gauge of the expiry time, unless the credential never expires. */
    void measureExpiry(MeterRegistry meters) {
        measureNoMore(meters);
        if (!credential.expires().equals(CallerCredential.NEVER)) {
            meters.getOrCreate(Gauge.builder(EXPIRY, () -> credential.expires().getEpochSecond())
                    .description("When a caller's credential expires")
                    .tags(tags()));
        }
    }

    /** Removes that gauge. */
    void measureNoMore(MeterRegistry meters) {
        meters.remove(EXPIRY, tags());
    }

    private List<Tag> tags() {
        return List.of(Tag.create("caller", access.name()), Tag.create("credential", credential.id()));
    }

    /** Logs, at most once a day, that the credential expires within a week or has expired. */
    void warnNearExpiry(Instant now) {
        if (credential.expires().equals(CallerCredential.NEVER)
                || now.isBefore(credential.expires().minus(WARNING_PERIOD))) {
            return;
        }
        var latest = warnedAt.get();
        if (!Interval.from(latest, WARNING_INTERVAL).lastsAt(now) && warnedAt.compareAndSet(latest, now)) {
            LOG.log(
                    Level.WARNING,
                    "the credential {0} {1} at {2}; add a new one for its caller",
                    label(),
                    now.isBefore(credential.expires()) ? "expires" : "expired",
                    credential.expires());
        }
    }
}
