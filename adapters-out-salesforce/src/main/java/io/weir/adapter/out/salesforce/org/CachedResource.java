package io.weir.adapter.out.salesforce.org;

import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Interval;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One part of the org's metadata, read at first use and kept.
 *
 * <p>One read runs at a time, and all threads that need it share it. A value older than the refresh time is read again
 * in the background, and stays in use if that fails. A failed first read is not repeated for {@link #PAUSE}. A clock
 * that is set back ends both times. Thread-safe.
 */
final class CachedResource<T> {
    /** How long a failed or absent resource is not read again, and how long a value counts as fresh. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    /** The result of one read. */
    sealed interface Reading<T> {
        /**
         * The current value.
         *
         * @param lastModified the HTTP date for the next conditional read; empty if the org sent none
         */
        record Current<T>(T value, String lastModified) implements Reading<T> {}

        /** The value has not changed since the date of the conditional read. */
        record Unchanged<T>() implements Reading<T> {}

        /** The org does not have the resource, which {@code value} expresses. */
        record Absent<T>(T value) implements Reading<T> {}
    }

    /** Reads the resource, unconditionally if {@code lastModified} is empty. May throw a {@link SalesforceFailure}. */
    interface Reader<T> {
        Reading<T> read(String lastModified);
    }

    /** Receives the outcome of each read, except of those that the API budget refused. */
    interface Outcomes {
        /** {@code consequence} describes the state until the next read. */
        void failed(SalesforceFailure failure, String consequence);

        /** A read succeeded after one that failed. */
        void recovered();
    }

    private sealed interface State<T> {
        record Unread<T>() implements State<T> {}

        /** Being read. {@code known} is in use meanwhile; null for a first read. */
        record BeingRead<T>(@Nullable Known<T> known, DetachedTask<State<T>> task) implements State<T> {}

        /**
         * @param fresh from when the org was last asked, successfully or not, until it is to be asked for changes
         */
        record Known<T>(T value, String lastModified, String identity, Interval fresh) implements State<T> {
            boolean wasAskedWithin(Duration age, InstantSource clock) {
                return Interval.from(fresh.begin(), age).lastsAt(clock.instant());
            }
        }

        /** Not to be read again during {@code pause}. */
        record Held<T>(T value, Interval pause) implements State<T> {}
    }

    private final AtomicReference<State<T>> state = new AtomicReference<>(new State.Unread<>());
    private final T unavailable;
    private final Reader<T> reader;
    private final Supplier<String> identity;
    private final Duration refreshTime;
    private final InstantSource clock;
    private final Outcomes outcomes;
    private volatile boolean failing;

    /**
     * @param unavailable the answer while nothing can be read
     * @param identity the current user; a value that another user read is not used
     */
    CachedResource(
            T unavailable,
            Reader<T> reader,
            Supplier<String> identity,
            Duration refreshTime,
            InstantSource clock,
            Outcomes outcomes) {
        this.unavailable = unavailable;
        this.reader = reader;
        this.identity = identity;
        this.refreshTime = refreshTime;
        this.clock = clock;
        this.outcomes = outcomes;
    }

    /**
     * The value, read now if necessary. Waits for a first read at most half the time until {@code deadline}, and leaves
     * the rest for the query.
     */
    T value(Deadline deadline) {
        var seen = state.get();
        while (true) {
            var now = clock.instant();
            switch (seen) {
                case State.Known<T> known
                when isMine(known) -> {
                    if (!known.fresh().lastsAt(now)) {
                        begin(known, known);
                    }
                    return known.value();
                }
                case State.BeingRead<T>(var known, var _)
                when known != null && isMine(known) -> {
                    return known.value();
                }
                case State.Held<T>(var value, var pause)
                when pause.lastsAt(now) -> {
                    return value;
                }
                case State.BeingRead<T>(var known, var task)
                when known == null -> {
                    var read = task.await(deadline.remaining(now).dividedBy(2));
                    if (read.isEmpty()) {
                        return unavailable;
                    }
                    seen = read.get();
                }
                case State.Known<T> _, State.BeingRead<T> _, State.Held<T> _, State.Unread<T> _ ->
                    seen = begin(seen, null);
            }
        }
    }

    /**
     * The value, read again if the org was last asked {@code age} ago or longer. The previous value stays in use if
     * that fails. Waits at most half the time until {@code deadline}.
     */
    T notOlderThan(Duration age, Deadline deadline) {
        if (state.get() instanceof State.Known<T> known && isMine(known) && !known.wasAskedWithin(age, clock)) {
            begin(known, known);
        }
        if (state.get() instanceof State.BeingRead<T>(var known, var task) && known != null) {
            task.await(deadline.remaining(clock.instant()).dividedBy(2));
        }
        return value(deadline);
    }

    /** Drops a value that the org contradicted, unless it is too fresh for another read to improve it. */
    void forget() {
        var seen = state.get();
        var known = switch (seen) {
            case State.Known<T> value -> value;
            case State.BeingRead<T>(var value, var _) -> value;
            case State.Unread<T> _, State.Held<T> _ -> null;
        };
        if (known != null && !known.wasAskedWithin(PAUSE, clock)) {
            state.compareAndSet(seen, new State.Unread<>());
        }
    }

    /** Whether it holds no value and no read is running. */
    boolean dispensable() {
        return switch (state.get()) {
            case State.Unread<T> _, State.Held<T> _ -> true;
            case State.Known<T> _, State.BeingRead<T> _ -> false;
        };
    }

    /** Whether the last read failed. */
    boolean isFailing() {
        return failing;
    }

    private boolean isMine(State.Known<T> known) {
        return known.identity().equals(identity.get());
    }

    /** Begins a read in place of {@code from}, unless another thread has changed the state. Returns the new state. */
    private State<T> begin(State<T> from, State.@Nullable Known<T> known) {
        var task = new DetachedTask<State<T>>("weir-salesforce-describe", () -> read(known));
        var reading = new State.BeingRead<>(known, task);
        if (state.compareAndSet(from, reading)) {
            task.start(() -> state.compareAndSet(reading, from));
        }
        return state.get();
    }

    /** The state after a read, which replaces {@code known}. It is dropped if the value was forgotten meanwhile. */
    private State<T> read(State.@Nullable Known<T> known) {
        State<T> next = known == null ? held(unavailable) : asked(known, PAUSE);
        try {
            next = state(reader.read(known == null ? "" : known.lastModified()), known);
            if (failing) {
                failing = false;
                outcomes.recovered();
            }
        } catch (SalesforceFailure.CallRefused refusedByTheBudget) {
            // the org has not been asked
        } catch (SalesforceFailure e) {
            failing = true;
            outcomes.failed(
                    e, known == null ? "names in queries are not checked" : "what was known before stays in use");
        } finally {
            if (state.get() instanceof State.BeingRead<T> reading && Objects.equals(reading.known(), known)) {
                state.compareAndSet(reading, next);
            }
        }
        return next;
    }

    private State<T> state(Reading<T> reading, State.@Nullable Known<T> known) {
        return switch (reading) {
            case Reading.Current<T>(var value, var lastModified) ->
                new State.Known<>(value, lastModified, identity.get(), fromNow(refreshTime));
            case Reading.Absent<T>(var value) -> held(value);
            case Reading.Unchanged<T> _ when known == null -> held(unavailable);
            // unchanged since another user read it, who may see something else
            case Reading.Unchanged<T> _ -> isMine(known) ? asked(known, refreshTime) : new State.Unread<>();
        };
    }

    private State.Known<T> asked(State.Known<T> known, Duration untilRefresh) {
        return new State.Known<>(known.value(), known.lastModified(), known.identity(), fromNow(untilRefresh));
    }

    private State.Held<T> held(T value) {
        return new State.Held<>(value, fromNow(PAUSE));
    }

    private Interval fromNow(Duration time) {
        return Interval.from(clock.instant(), time);
    }
}
