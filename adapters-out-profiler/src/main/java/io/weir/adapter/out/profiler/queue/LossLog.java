package io.weir.adapter.out.profiler.queue;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Logs when losses of entries begin, and how many were lost when they end. They end after {@link #QUIET} without a
 * loss, so that intermittent losses are one incident. Another reason for losses during an incident is logged once
 * {@link #QUIET} has passed since the last line. For one thread at a time, except for {@link #losing}.
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
    private long lastLineAt;

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
            String text = "%s are being lost: %s".formatted(what, reason);
            if (incident.isEmpty()) {
                lostBefore = before;
                warn(new Incident(lastLossAt, text));
            } else if (!incident.get().text().equals(text) && lastLossAt - lastLineAt >= QUIET.toNanos()) {
                warn(new Incident(incident.get().beganAt(), text));
            }
        } else if (incident.isPresent() && nanoTime.getAsLong() - lastLossAt >= QUIET.toNanos()) {
            incident = Optional.empty();
            LOG.log(Level.INFO, "{0} are no longer lost; {1} were lost", what, lost - lostBefore);
        }
    }

    private void warn(Incident begunOrChanged) {
        incident = Optional.of(begunOrChanged);
        lastLineAt = lastLossAt;
        LOG.log(Level.WARNING, "{0}", begunOrChanged.text());
    }

    /** Logs how many were lost in an incident that has not ended. */
    public void close() {
        if (incident.isPresent()) {
            incident = Optional.empty();
            LOG.log(Level.WARNING, "{0} were being lost until Weir stopped; {1} were lost", what, lost - lostBefore);
        }
    }

    /** The losses, while they have not ended; for any thread. */
    public Optional<Losing> losing() {
        return incident.map(losses -> new Losing(Duration.ofNanos(nanoTime.getAsLong() - losses.beganAt), losses.text));
    }
}
