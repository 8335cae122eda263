package io.weir.application.run;

import io.weir.domain.query.SoqlShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often a query that could come with an earlier one was needed later, by its shape. Thread-safe. */
final class PrefetchOdds {
    /** Fewer chances say nothing. */
    static final int FEWEST = 8;

    /** Half of the chances are forgotten at that number, so that the later ones count more. */
    private static final int REMEMBERED = 64;

    private static final int MOST_SHAPES = 1_000;

    private final Map<SoqlShape, Odds> shapes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SoqlShape, Odds> eldest) {
            return size() > MOST_SHAPES;
        }
    };

    private record Odds(int chances, int needed) {}

    /** A query of {@code shape} could come with an earlier one. */
    synchronized void chance(SoqlShape shape) {
        var odds = odds(shape);
        shapes.put(
                shape,
                odds.chances() < REMEMBERED
                        ? new Odds(odds.chances() + 1, odds.needed())
                        : new Odds(odds.chances() / 2 + 1, odds.needed() / 2));
    }

    /** After a {@link #chance}, the query was needed. */
    synchronized void needed(SoqlShape shape) {
        var odds = odds(shape);
        shapes.put(shape, new Odds(odds.chances(), odds.needed() + 1));
    }

    /** Whether at least half of the latest chances were needed. */
    synchronized boolean isLikely(SoqlShape shape) {
        var odds = odds(shape);
        return odds.chances() >= FEWEST && odds.needed() * 2 >= odds.chances();
    }

    private Odds odds(SoqlShape shape) {
        return shapes.getOrDefault(shape, new Odds(0, 0));
    }
}
