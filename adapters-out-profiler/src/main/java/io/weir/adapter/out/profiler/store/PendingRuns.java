package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Tally;
import io.weir.domain.history.Execution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs that wait to be stored, reduced to what the store keeps: their statistics, the newest executions, and the
 * slow and failed ones. Their number is bounded, however many runs are recorded and however long the store is
 * unavailable. Thread-safe.
 */
final class PendingRuns {
    /** A tally takes some 5 KB. */
    static final int MOST_TALLIES = 5_000;

    private static final int MOST_KEPT = 20_000;
    private static final int KEPT_A_SECOND = 10;

    /** After so many batches without the newest rows one has all of them, for those who read the store elsewhere. */
    private static final int MOST_PARTIAL = 30;

    private final StoreSettings settings;
    private final RateLimit slow = new RateLimit(KEPT_A_SECOND);
    private final RateLimit failed = new RateLimit(KEPT_A_SECOND);
    private final ArrayDeque<Batch.Row> newest = new ArrayDeque<>();
    private List<Batch.Row> kept = new ArrayList<>();
    private Map<Tally.Minute, Tally> tallies = new LinkedHashMap<>();
    private int runs;
    private long number;
    private long latestBatch;
    private int newSinceBatch;
    private int partial;

    PendingRuns(StoreSettings settings) {
        this.settings = settings;
    }

    /** Adds {@code run}; whether there was room for all that the store should have of it. */
    synchronized boolean add(Execution run) {
        boolean counted = count(run);
        boolean keep = isKept(run);
        if (keep && kept.size() < MOST_KEPT) {
            kept.add(new Batch.Row(number++, true, run));
            return counted;
        }
        if (newest.size() == settings.newest()) {
            newest.removeFirst();
        }
        newest.addLast(new Batch.Row(number++, false, run));
        newSinceBatch++;
        return counted && !keep;
    }

    private boolean count(Execution run) {
        var minute = Tally.Minute.of(run);
        var tally = tallies.get(minute);
        if (tally == null) {
            if (tallies.size() == MOST_TALLIES) {
                return false;
            }
            tally = new Tally();
            tallies.put(minute, tally);
        }
        tally.add(run);
        runs++;
        return true;
    }

    private boolean isKept(Execution run) {
        long second = run.startedAt().getEpochSecond();
        return (run.duration().compareTo(settings.slow()) >= 0 && slow.passes(second))
                || (!run.outcome().equals(Execution.ANSWERED) && failed.passes(second));
    }

    /** Takes all that waits. */
    synchronized Batch takeAll() {
        partial = 0;
        return batch(Long.MAX_VALUE);
    }

    /**
     * Takes what waits. Where runs come so fast that few rows outlast a batch or two, rows wait for the next batch, and
     * are stored then if they are still among the newest.
     */
    synchronized Batch take() {
        if (newSinceBatch < Math.ceilDiv(settings.newest(), 2) || partial == MOST_PARTIAL) {
            return takeAll();
        }
        partial++;
        return batch(latestBatch);
    }

    /** All that waits, but of the newest rows those before {@code end}. */
    private Batch batch(long end) {
        var rows = kept;
        while (!newest.isEmpty() && newest.getFirst().number() < end) {
            rows.add(newest.removeFirst());
        }
        rows.sort(Comparator.comparingLong(Batch.Row::number));
        var batch = new Batch(tallies, rows, runs);
        tallies = new LinkedHashMap<>();
        kept = new ArrayList<>();
        runs = 0;
        newSinceBatch = 0;
        latestBatch = number;
        return batch;
    }

    /** Lets at most so many of a second pass. */
    private static final class RateLimit {
        private final int most;
        private long second = Long.MIN_VALUE;
        private int passed;

        RateLimit(int most) {
            this.most = most;
        }

        boolean passes(long atSecond) {
            if (atSecond != second) {
                second = atSecond;
                passed = 0;
            }
            return passed++ < most;
        }
    }
}
