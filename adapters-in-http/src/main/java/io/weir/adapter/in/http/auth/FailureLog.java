package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Counts and logs failed authentications with their reason and address, never with what the client sent. Writes at most
 * {@value #MOST_LINES} lines a minute. Thread-safe.
 */
final class FailureLog {
    private static final System.Logger LOG = System.getLogger("io.weir.callers");
    private static final int MOST_LINES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final TimeMeter ticks;
    private long windowStart;
    private int lines;
    private long omitted;

    FailureLog(MeterRegistry meters, TimeMeter ticks) {
        this.meters = meters;
        this.ticks = ticks;
        this.windowStart = ticks.currentTimeNanos();
        // registers every series, so that an alert sees the first failure
        List.of(AuthenticationFailure.values()).forEach(this::counter);
    }

    void refused(Authentication.Refused refused, InetAddress client) {
        counter(refused.reason()).increment();
        write(refused, client);
    }

    private Counter counter(AuthenticationFailure reason) {
        return meters.getOrCreate(Counter.builder("weir_authentication_failures")
                .description("Requests that were refused because their authentication failed")
                .tags(List.of(Tag.create("reason", reason.label()))));
    }

    private synchronized void write(Authentication.Refused refused, InetAddress client) {
        long now = ticks.currentTimeNanos();
        if (now - windowStart >= WINDOW.toNanos()) {
            if (omitted > 0) {
                LOG.log(Level.WARNING, "{0} more authentications failed", omitted);
            }
            windowStart = now;
            lines = 0;
            omitted = 0;
        }
        if (lines >= MOST_LINES) {
            omitted++;
            return;
        }
        lines++;
        LOG.log(
                Level.WARNING,
                "authentication failed: reason={0} address={1}{2}",
                refused.reason().label(),
                client.getHostAddress(),
                refused.owner().isEmpty() ? "" : " credential=" + refused.owner());
    }
}
