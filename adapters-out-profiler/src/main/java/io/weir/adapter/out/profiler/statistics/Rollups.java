package io.weir.adapter.out.profiler.statistics;

import io.weir.domain.history.Fnv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statistics of a batch, by what the store counts together. For one thread at a time. */
public final class Rollups {
    /** The part of a row's key that one query names once. */
    public record Start(int period, long second) {}

    /** What the runs that are counted together have in common. */
    public record Series(
            String instance, String action, String caller, String shapeId, String outcome, String businessOutcome) {
        private static final String ALL_SHAPES = "*";

        public static Series of(String instance, Tally.Minute runs, String shapeId) {
            return new Series(instance, runs.action(), runs.caller(), shapeId, runs.outcome(), runs.businessOutcome());
        }

        /** The same, whatever the shape. */
        public Series ofAllShapes() {
            return new Series(instance, action, caller, ALL_SHAPES, outcome, businessOutcome);
        }

        /** Whether it is of one shape. */
        public boolean isOfAShape() {
            return !shapeId.equals(ALL_SHAPES);
        }

        /** A number that stands for it in every store. */
        public long id() {
            return Fnv.hash(String.join("\n", instance, action, caller, shapeId, outcome, businessOutcome));
        }
    }

    private final Map<Start, Map<Long, List<Tally>>> tallies = new LinkedHashMap<>();
    private final Map<Long, Series> series = new LinkedHashMap<>();

    /** Counts {@code tally}, which does not change any more, for {@code counted} in each period. */
    public void add(long second, Series counted, Tally tally) {
        long id = counted.id();
        series.put(id, counted);
        for (var period : Period.values()) {
            var start = new Start(period.code(counted.isOfAShape()), period.startOf(second));
            tallies.computeIfAbsent(start, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(id, _ -> new ArrayList<>(1))
                    .add(tally);
        }
    }

    /** The tallies of each row, by the id of its series. */
    public Map<Start, Map<Long, List<Tally>>> tallies() {
        return tallies;
    }

    /** All series that have tallies, by their ids. */
    public Map<Long, Series> series() {
        return series;
    }
}
