package io.weir.domain.port;

import io.weir.domain.advice.QueryAdvice;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the newest advice on the queries of each shape.
 *
 * <p>Bounded: the oldest advice goes first. Calls may block and are safe from any thread. They throw nothing: advice
 * that the store cannot keep is lost, and a store that cannot be read has no advice.
 */
public interface AdviceStore {
    /** Keeps {@code advice} in place of older advice on the same shape. */
    void keep(QueryAdvice advice);

    /**
     * Counts the plan of a query of {@code soqlShape} as asked for at {@code now}; whether that was possible: one of the
     * shape, and {@code most} of all shapes, in 24 hours, by all Weirs that share the store. A store that is not
     * available counts none and is true.
     */
    boolean claim(String soqlShape, Instant now, int most);

    /** The newest advice on each shape, newest first, at most {@code limit}. */
    List<QueryAdvice> latest(int limit);
}
