package io.weir.adapter.out.profiler.queue;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs when losses of entries begin, and how many were lost when they end. They end after {@link #QUIET} without a
 * loss, so that intermittent losses are one incident. For one thread at a time, except for {@link #losing}.
 */
public final class LossLog {
    static final Duration QUIET = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(LossLog.class.getName());

    private final String what;
    private final LongSupplier nanoTime;
    private volatile Optional<Incident> incident = Optional.empty();
    private long lostBefore;
    private long lost;
    private long lastLossAt;

    private record Incident(long beganAt, String text) {}

    /**
     * Losses that have not ended.
     *
     * @param lasting for how long they have lasted
     */
    public record Losing(Duration lasting, String text) {}

    /**
     * @param what the name of the entries, such as "audit entries"
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public LossLog(String what, LongSupplier nanoTime) {
        this.what = what;
        this.nanoTime = nanoTime;
    }

    /**
     * Records the present number of losses.
     *
     * @param total the number of entries lost since the start of the process
     * @param reason why the latest were lost
     */
    public void update(long total, String reason) {
        if (total > lost) {
            long before = lost;
            lost = total;
            lastLossAt = nanoTime.getAsLong();
            if (incident.isEmpty()) {
                String text = "%s are being lost: %s".formatted(what, reason);
                incident = Optional.of(new Incident(lastLossAt, text));
                lostBefore = before;
                LOG.log(Level.WARNING, "{0}", text);
            }
        } else if (incident.isPresent() && nanoTime.getAsLong() - lastLossAt >= QUIET.toNanos()) {
            end();
        }
    }

    /** Ends an incident that is still open. */
    public void close() {
        if (incident.isPresent()) {
            end();
        }
    }

    /** The losses, while they have not ended; for any thread. */
    public Optional<Losing> losing() {
        return incident.map(losses -> new Losing(Duration.ofNanos(nanoTime.getAsLong() - losses.beganAt), losses.text));
    }

    private void end() {
        incident = Optional.empty();
        LOG.log(Level.INFO, "{0} are no longer lost; {1} were lost", what, lost - lostBefore);
    }
}
