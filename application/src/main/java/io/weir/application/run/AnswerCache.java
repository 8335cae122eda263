package io.weir.application.run;

import io.weir.domain.limit.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A cache of answers, bounded in number and size; evicts the oldest first. An expired answer is never returned, and is
 * removed by the first look-up at least a second later. An answer also expires when the clock is set back to before it
 * was kept. So each method reads the clock within the lock: an answer is never newer than the look-up that finds it.
 *
 * <p>Thread-safe.
 */
public final class AnswerCache<K, O> {
    /** The size of an outcome that must not be cached. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);

    private final int mostAnswers;
    private final long mostCharacters;
    private final ToLongFunction<O> sizes;
    private final Map<K, Kept<O>> answers = new LinkedHashMap<>();
    private long characters;
    private long removals;
    private Interval swept = Interval.NONE;

    private record Kept<O>(RunResult<O> result, long characters, Interval valid) {}

    /**
     * @param mostCharacters the total size of all answers; a single answer may have a sixteenth of it
     * @param sizes the approximate number of characters in an outcome; {@link #NEVER} if it must not be cached
     */
    public AnswerCache(int mostAnswers, long mostCharacters, ToLongFunction<O> sizes) {
        this.mostAnswers = mostAnswers;
        this.mostCharacters = mostCharacters;
        this.sizes = sizes;
    }

    /** A cache that is always empty. */
    public static <K, O> AnswerCache<K, O> none() {
        return new AnswerCache<>(0, 0, _ -> NEVER);
    }

    /** The answer for {@code key}, if it is still valid. */
    synchronized Optional<RunResult<O>> at(K key, InstantSource clock) {
        var now = clock.instant();
        sweep(now);
        var found = answers.get(key);
        return found != null && found.valid().lastsAt(now) ? Optional.of(found.result()) : Optional.empty();
    }

    /** How often answers were removed because they were outdated, for {@link #keep}. */
    synchronized long removals() {
        return removals;
    }

    /**
     * Caches {@code result} for {@code time} if it is an outcome that is small enough; failures are not cached.
     *
     * @param before the {@link #removals} before the run; the result may be outdated too if there are more now
     */
    void keep(K key, RunResult<O> result, long before, Duration time, InstantSource clock) {
        if (result instanceof RunResult.Ended<O>(var outcome, var _)) {
            long size = sizes.applyAsLong(outcome);
            if (size <= mostCharacters / 16) {
                put(key, result, size, before, time, clock);
            }
        }
    }

    /** Removes the answers whose keys {@code outdated} accepts. */
    synchronized void removeIf(Predicate<K> outdated) {
        removals++;
        var each = answers.entrySet().iterator();
        while (each.hasNext()) {
            var answer = each.next();
            if (outdated.test(answer.getKey())) {
                forget(answer.getValue());
                each.remove();
            }
        }
    }

    /** The number of answers, including expired ones that are not removed yet. */
    synchronized int size() {
        return answers.size();
    }

    private synchronized void put(
            K key, RunResult<O> result, long size, long before, Duration time, InstantSource clock) {
        if (removals != before) {
            return;
        }
        forget(answers.remove(key));
        answers.put(key, new Kept<>(result, size, Interval.from(clock.instant(), time)));
        characters += size;
        var eldest = answers.entrySet().iterator();
        while (answers.size() > mostAnswers || characters > mostCharacters) {
            characters -= eldest.next().getValue().characters();
            eldest.remove();
        }
    }

    private void sweep(Instant now) {
        if (swept.lastsAt(now)) {
            return;
        }
        swept = Interval.from(now, BETWEEN_SWEEPS);
        var each = answers.values().iterator();
        while (each.hasNext()) {
            var answer = each.next();
            if (!answer.valid().lastsAt(now)) {
                forget(answer);
                each.remove();
            }
        }
    }

    private void forget(@Nullable Kept<O> answer) {
        if (answer != null) {
            characters -= answer.characters();
        }
    }
}
