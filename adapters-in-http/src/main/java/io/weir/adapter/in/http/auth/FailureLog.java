package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tells metrics and log of those who were not let in: where from and why, never what they sent. Writes few lines, however many
 * there are. Thread-safe.
 */
final class FailureLog {
    private static final System.Logger LOG = System.getLogger("io.weir.callers");
    private static final int LINES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Map<AuthenticationFailure, Counter> counters = new EnumMap<>(AuthenticationFailure.class);
    private final TimeMeter ticks;
    private long since;
    private int lines;
    private long unwritten;

    FailureLog(MeterRegistry meters, TimeMeter ticks) {
        this.ticks = ticks;
        this.since = ticks.currentTimeNanos();
        for (var reason : AuthenticationFailure.values()) {
            counters.put(
                    reason,
                    meters.getOrCreate(Counter.builder("weir_authentication_failures")
                            .description("Requests that were not let in")
                            .tags(List.of(Tag.create("reason", reason.label())))));
        }
    }

    /**
     * @param owner whose credential it was, with its id, where that much is known; else empty
     */
    void refused(AuthenticationFailure reason, String owner, InetAddress client) {
        var counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
        write(reason, owner, client);
    }

    private synchronized void write(AuthenticationFailure reason, String owner, InetAddress client) {
        long now = ticks.currentTimeNanos();
        if (now - since >= WINDOW.toNanos()) {
            if (unwritten > 0) {
                LOG.log(Level.WARNING, "{0} more requests were not let in", unwritten);
            }
            since = now;
            lines = 0;
            unwritten = 0;
        }
        if (lines >= LINES) {
            unwritten++;
            return;
        }
        lines++;
        LOG.log(
                Level.WARNING,
                "not let in: reason={0} address={1}{2}",
                reason.label(),
                client.getHostAddress(),
                owner.isEmpty() ? "" : " credential=" + owner);
    }
}
