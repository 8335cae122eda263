package io.weir.adapter.out.profiler.queue;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the log when entries begin to be lost, and when that is over how many were. It is over when none was lost for
 * {@link #QUIET}, so that a loss that comes and goes is one incident. For one thread at a time.
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
     * @param what what is lost, such as "audit entries"
     * @param nanoTime the time, as {@link System#nanoTime} tells it
     */
    public LossLog(String what, LongSupplier nanoTime) {
        this.what = what;
        this.nanoTime = nanoTime;
    }

    /**
     * Reports a loss that began or ended.
     *
     * @param total how many entries have been lost since the start of the process
     * @param reason why the latest were
     */
    public void look(long total, String reason) {
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

    /** No further look comes. */
    public void close() {
        if (losing) {
            end();
        }
    }

    private void end() {
        losing = false;
        LOG.log(Level.INFO, "{0} are not lost any more; {1} were", what, lost - lostBefore);
    }
}
