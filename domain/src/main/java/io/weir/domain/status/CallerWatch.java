package io.weir.domain.status;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each caller asks at present, and which callers their own limits refuse much. That is a problem while more than
 * {@link #SHARE} of a caller's requests of the last {@link #WINDOW}, and at least {@link #LEAST}, were refused. The log
 * has one WARNING when it begins and one INFO line when it ends. Thread-safe.
 */
public final class CallerWatch {
    /** The time over which refusals count. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /** The fewest refused requests that are a problem: fewer are a burst, which is what limits are for. */
    public static final long LEAST = 15;

    /** The part of the requests beyond which refusals are a problem. */
    public static final double SHARE = 0.1;

    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private final Set<String> ignored;
    private final System.Logger log;
    private final InstantSource clock;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<String, Instant> limited = new HashMap<>();

    /**
     * Requests of a caller since the start.
     *
     * @param refused those that its limits refused
     */
    public record Counts(long requests, long refused) {
        private static final Counts NONE = new Counts(0, 0);

        private Counts since(Counts earlier) {
            return new Counts(Math.max(0, requests - earlier.requests), Math.max(0, refused - earlier.refused));
        }

        private boolean isProblem() {
            return refused >= LEAST && refused > requests * SHARE;
        }
    }

    /**
     * What a caller asked lately.
     *
     * @param time over which the requests are counted, a minute at most
     * @param limitedSince when its limits began to refuse much, while they do
     */
    public record Recent(Duration time, long requests, long refused, Optional<Instant> limitedSince) {}

    private record Sample(Instant at, Map<String, Counts> counts) {
        private Counts of(String caller) {
            return counts.getOrDefault(caller, Counts.NONE);
        }
    }

    /** @param ignored the names under which requests without a known caller count; they are never a problem */
    public CallerWatch(Set<String> ignored, System.Logger log, InstantSource clock) {
        this.ignored = Set.copyOf(ignored);
        this.log = log;
        this.clock = clock;
    }

    /** Takes the counts of all callers, by name. */
    public synchronized void observe(Map<String, Counts> counts) {
        var now = clock.instant();
        samples.addLast(new Sample(now, Map.copyOf(counts)));
        while (samples.getFirst().at.isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        for (var caller : new TreeSet<>(counts.keySet())) {
            if (!ignored.contains(caller)) {
                boolean problem = samples.getLast()
                        .of(caller)
                        .since(samples.getFirst().of(caller))
                        .isProblem();
                if (problem && !limited.containsKey(caller)) {
                    limited.put(caller, firstRefusal(caller));
                    log.log(Level.WARNING, "{0}", text(caller));
                } else if (!problem && limited.remove(caller) != null) {
                    log.log(Level.INFO, "the limits of the caller {0} refuse little or nothing any more", caller);
                }
            }
        }
    }

    /** The end of the earliest step in which a request of {@code caller} was refused. */
    private Instant firstRefusal(String caller) {
        long before = samples.getFirst().of(caller).refused();
        return samples.stream()
                .filter(sample -> sample.of(caller).refused() > before)
                .map(Sample::at)
                .findFirst()
                .orElseGet(clock::instant);
    }

    /** What each caller asked in the last minute; empty before there are two observations. */
    public synchronized Map<String, Recent> recent() {
        var recent = new TreeMap<String, Recent>();
        if (samples.size() > 1) {
            var last = samples.getLast();
            var from = last.at.minus(RATE_WINDOW);
            var first = samples.stream()
                    .filter(sample -> !sample.at.isBefore(from))
                    .findFirst()
                    .orElse(last);
            last.counts.keySet().forEach(caller -> {
                var asked = last.of(caller).since(first.of(caller));
                recent.put(
                        caller,
                        new Recent(
                                Duration.between(first.at, last.at),
                                asked.requests(),
                                asked.refused(),
                                Optional.ofNullable(limited.get(caller))));
            });
        }
        return recent;
    }

    /** The callers that are refused much: those since the earliest time first, and {@code most} at most. */
    public synchronized List<StatusProblem> problems(int most) {
        return limited.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> new StatusProblem(ProblemKind.CALLER_LIMITED, entry.getValue(), text(entry.getKey())))
                .toList();
    }

    private static String text(String caller) {
        return ("the caller %s asks more than it may: its rate, concurrency or calls refuse more than a tenth of its"
                        + " requests, with 429 rate_limited, too_many_concurrent or budget_exhausted; stop what asks so"
                        + " often, or raise the limit")
                .formatted(caller);
    }
}
