package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.watch.LineBudget;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;

/**
 * Counts and logs failed authentications with their reason and address, never with what the client sent. The number of
 * lines is limited. Thread-safe.
 */
final class FailureLog {
    private static final System.Logger LOG = System.getLogger("io.weir.callers");

    private final MeterRegistry meters;
    /** The counter of failures, and its tag. */
    static final String FAILURES = "weir_authentication_failures";

    static final String REASON = "reason";

    private final LineBudget lines;

    FailureLog(MeterRegistry meters, TimeMeter ticks) {
        this.meters = meters;
        this.lines = new LineBudget(ticks);
        // registers every series, so that an alert sees the first failure
        List.of(AuthenticationFailure.values()).forEach(this::counter);
    }

    void refused(Authentication.Refused refused, InetAddress client, String requestId) {
        counter(refused.reason()).increment();
        lines.write(
                () -> LOG.log(
                        Level.WARNING,
                        "authentication failed: reason={0} address={1}{2} request_id={3}",
                        refused.reason().label(),
                        client.getHostAddress(),
                        refused.owner().isEmpty() ? "" : " credential=" + refused.owner(),
                        requestId),
                more -> LOG.log(Level.WARNING, "{0} more authentications failed", more));
    }

    private Counter counter(AuthenticationFailure reason) {
        return meters.getOrCreate(Counter.builder(FAILURES)
                .description("Requests that were refused because their authentication failed")
                .tags(List.of(Tag.create(REASON, reason.label()))));
    }
}
