package io.weir.adapter.in.http.pattern;

import io.weir.adapter.in.http.watch.WorkerPool;
import java.util.function.Supplier;

/**
 * Limits the work of a schema's patterns on one answer. Even linear time is too much for a long pattern, long texts and
 * many records.
 *
 * <p>Not thread-safe: only the checking thread uses it.
 */
public final class PatternWork {
    private static final ScopedValue<PatternWork> CURRENT = ScopedValue.newInstance();

    private long left;

    private PatternWork(long steps) {
        this.left = steps;
    }

    /** There is no work left. */
    public static final class Spent extends IllegalStateException {
        Spent() {
            super("the patterns take too many steps");
        }
    }

    /** The result of {@code judge}; throws {@link Spent} when its patterns have taken more than {@code steps}. */
    public static <T> T within(long steps, Supplier<T> judge) {
        return ScopedValue.where(CURRENT, new PatternWork(steps)).call(judge::get);
    }

    /** Subtracts {@code steps} within {@link #within}; throws {@link WorkerPool.Interrupted} when the time is up. */
    public static void spend(long steps) {
        WorkerPool.checkpoint();
        if (CURRENT.isBound()) {
            var work = CURRENT.get();
            work.left -= steps;
            if (work.left < 0) {
                throw new Spent();
            }
        }
    }
}
