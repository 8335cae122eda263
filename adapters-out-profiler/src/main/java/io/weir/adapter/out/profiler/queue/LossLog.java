package io.weir.adapter.out.profiler.queue;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Logs when losses of entries begin, and how many were lost when they end. They end after {@link #QUIET} without a
 * loss, so that intermittent losses are one incident. For one thread at a time.
 */
public final class LossLog {
    static final Duration QUIET = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(LossLog.class.getName());

    private final String what;
    private final LongSupplier nanoTime;
    private boolean losing;
    private long lostBefore;
    private long lost;
    private long lastLossAt;

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
            if (!losing) {
                losing = true;
                lostBefore = before;
                LOG.log(Level.WARNING, "{0} are being lost: {1}", what, reason);
            }
        } else if (losing && nanoTime.getAsLong() - lastLossAt >= QUIET.toNanos()) {
            end();
        }
    }

    /** Ends an incident that is still open. */
    public void close() {
        if (losing) {
            end();
        }
    }

    private void end() {
        losing = false;
        LOG.log(Level.INFO, "{0} are no longer lost; {1} were lost", what, lost - lostBefore);
    }
}
