package io.weir.adapter.out.salesforce.resilience;

import io.weir.domain.query.Limit;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which queries are known to be quick, from how long those of their shape took lately.
 *
 * <p>The queries of a shared request run one after the other, so one slow query delays the others. Thread-safe.
 */
final class QuickShapes {
    /** A query that takes longer is slow. */
    static final Duration QUICK = Duration.ofMillis(500);

    /** A shape is unknown before that many of its queries. */
    static final int FEWEST = 20;

    /** How many of the last {@link #LATEST} may have been slow. */
    private static final int MOST_SLOW_LATELY = 2;

    private static final int LATEST = 16;

    /** One in so many of the last queries may have been slow: the 95th percentile is quick. */
    private static final int SLOW_SHARE = 20;

    /** How many shapes are remembered: those that were used last. */
    private static final int MOST_SHAPES = 1_000;

    /** In characters, before the percent-encoding. */
    private static final int LONGEST_TEXT = 4_000;

    private final Map<String, Past> shapes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
            return size() > MOST_SHAPES;
        }
    };

    /**
     * How long {@code soql} is expected to take; empty if it has to go alone: because its shape is not known to be
     * quick or it has no {@code LIMIT}, or because of what its text is.
     */
    Optional<Duration> expected(Soql soql) {
        return mayShare(soql) ? expected(soql.shape().text()) : Optional.empty();
    }

    private synchronized Optional<Duration> expected(String shape) {
        var past = shapes.get(shape);
        return past == null || !past.isQuick() ? Optional.empty() : Optional.of(Duration.ofNanos(past.meanNanos));
    }

    /** {@code soql} took {@code duration} alone. */
    void took(Soql soql, Duration duration) {
        if (mayShare(soql)) {
            add(soql.shape().text(), duration.toNanos(), isSlow(duration.toNanos()));
        }
    }

    /** One of {@code queries} took too long, or its answer was too long to share a request: each shape counts one. */
    synchronized void wereSlow(List<Soql> queries) {
        queries.stream()
                .filter(QuickShapes::mayShare)
                .map(soql -> soql.shape().text())
                .distinct()
                .forEach(shape -> add(shape, mean(shape), true));
    }

    /** {@code queries} had no answer after {@code duration}, when their time was up. */
    void gotNoAnswer(List<Soql> queries, Duration duration) {
        if (isSlow(duration.toNanos())) {
            wereSlow(queries);
        }
    }

    /**
     * {@code queries} took {@code duration} together. If that is longer than expected by far, one of them was slow, and
     * it is unknown which: each shape counts one slow query.
     */
    synchronized void tookTogether(List<Soql> queries, Duration duration) {
        var texts = queries.stream().map(soql -> soql.shape().text()).toList();
        long expected = texts.stream().mapToLong(this::mean).sum();
        long share = duration.toNanos() / texts.size();
        boolean slow = isSlow(duration.toNanos() - expected + expected / texts.size());
        var blamed = new HashSet<String>();
        for (var shape : texts) {
            add(shape, share, slow && blamed.add(shape));
        }
    }

    private static boolean isSlow(long nanos) {
        return nanos > QUICK.toNanos();
    }

    private long mean(String shape) {
        var past = shapes.get(shape);
        return past == null ? 0 : past.meanNanos;
    }

    private synchronized void add(String shape, long nanos, boolean slow) {
        shapes.computeIfAbsent(shape, _ -> new Past()).add(nanos, slow);
    }

    /**
     * Whether the form and text of {@code soql} allow that it shares a request: its answer is bounded and has no pages
     * of sub-queries, and its text refers to no other answer, for which it would need a brace.
     */
    private static boolean mayShare(Soql soql) {
        var query = soql.query();
        String text = soql.text();
        return query.limit() instanceof Limit.AtMost
                && !query.countsRows()
                && text.length() <= LONGEST_TEXT
                && text.indexOf('{') < 0
                && !text.contains("%7B")
                && !text.contains("%7b")
                && !hasChildren(query.select());
    }

    private static boolean hasChildren(List<SelectItem> select) {
        for (var item : select) {
            if (item instanceof SelectItem.Children) {
                return true;
            }
        }
        return false;
    }

    /** The latest queries of one shape. */
    private static final class Past {
        private static final int REMEMBERED = 256;

        /** The query with the number n is at n modulo {@link #REMEMBERED}; set if it was slow. */
        private final BitSet slow = new BitSet(REMEMBERED);

        private long queries;
        private long meanNanos;

        void add(long nanos, boolean isSlow) {
            slow.set(place(queries), isSlow);
            queries++;
            // each counts an eighth, so that an older one fades away
            meanNanos = queries == 1 ? nanos : meanNanos + (nanos - meanNanos) / 8;
        }

        boolean isQuick() {
            int known = (int) Math.min(queries, REMEMBERED);
            return known >= FEWEST && slowLately() <= MOST_SLOW_LATELY && slow.cardinality() * SLOW_SHARE <= known;
        }

        private int slowLately() {
            int count = 0;
            for (long query = queries - LATEST; query < queries; query++) {
                count += slow.get(place(query)) ? 1 : 0;
            }
            return count;
        }

        private static int place(long query) {
            return (int) (query % REMEMBERED);
        }
    }
}
