package io.weir.adapter.in.http.pattern;

import io.weir.adapter.in.http.watch.WorkerPool;
import java.util.function.Supplier;

/**
 * How much the patterns of a schema may do while one answer is judged. Time in proportion to the text is still too much for a
 * long pattern, long texts and many records.
 *
 * <p>Not thread-safe: the thread that judges spends it.
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

    /** What {@code judge} finds; throws {@link Spent} once its patterns have taken more than {@code steps}. */
    public static <T> T within(long steps, Supplier<T> judge) {
        return ScopedValue.where(CURRENT, new PatternWork(steps)).call(judge::get);
    }

    /** Takes {@code steps} off, where somebody counts; throws {@link WorkerPool.Interrupted} once the time is up. */
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
