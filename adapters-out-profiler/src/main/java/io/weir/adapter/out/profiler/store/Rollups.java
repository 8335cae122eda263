package io.weir.adapter.out.profiler.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statistics of a batch, by what the store counts together. For one thread at a time. */
final class Rollups {
    /** The part of a row's key that one query names once. */
    record Start(int period, long second) {}

    private final Map<Start, Map<Long, List<Tally>>> tallies = new LinkedHashMap<>();
    private final Map<Long, Series> series = new LinkedHashMap<>();

    /** Counts {@code tally}, which does not change any more, for {@code counted} in each period. */
    void add(long second, Series counted, Tally tally) {
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
    Map<Start, Map<Long, List<Tally>>> tallies() {
        return tallies;
    }

    /** All series that have tallies, by their ids. */
    Map<Long, Series> series() {
        return series;
    }
}
