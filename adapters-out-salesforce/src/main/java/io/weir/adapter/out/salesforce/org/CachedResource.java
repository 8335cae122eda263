package io.weir.adapter.out.salesforce.org;

import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One thing that the org says of itself, read when it is first asked for and kept.
 *
 * <p>One read at a time; those who need it wait for it and share it. What is kept is asked for again, in the background, once
 * it is older than the refresh time, and stays in use where that fails. A failed first read is not repeated for
 * {@link #PAUSE}. Thread-safe.
 */
final class CachedResource<T> {
    /** How long what could not be read, or was not there, is left alone; and how young a value is taken to be right. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    /** What one read gave. */
    sealed interface Reading<T> {
        /**
         * The value as it is now.
         *
         * @param lastModified the HTTP date to ask for changes with; empty if there is none
         */
        record Current<T>(T value, String lastModified) implements Reading<T> {}

        /** Nothing has changed since the date that was asked with. */
        record Unchanged<T>() implements Reading<T> {}

        /** There is no such thing, which {@code value} says. */
        record Absent<T>(T value) implements Reading<T> {}
    }

    /** Reads the resource; with a blank date in any case. May throw a {@link SalesforceFailure}. */
    interface Reader<T> {
        Reading<T> read(String lastModified);
    }

    /** Hears how reads end, but for those that the API budget did not allow. */
    interface Outcomes {
        /** {@code consequence} says what holds until the next read. */
        void failed(SalesforceFailure failure, String consequence);

        /** A read succeeded after one that failed. */
        void recovered();
    }

    private sealed interface State<T> {
        record Unread<T>() implements State<T> {}

        record BeingRead<T>(DetachedTask<State<T>> task) implements State<T> {}

        /**
         * @param askedAt when the org was last asked, whether or not it answered
         * @param refreshAt when it is to be asked for changes
         */
        record Known<T>(T value, String lastModified, String identity, Instant askedAt, Instant refreshAt)
                implements State<T> {}

        /** The same, while somebody looks whether it has changed. */
        record BeingRefreshed<T>(Known<T> known, DetachedTask<State<T>> task) implements State<T> {}

        /** Nothing better is known until then. */
        record Held<T>(T value, Instant until) implements State<T> {}
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
     * @param unavailable what to answer while nothing can be read
     * @param identity who asks; what another was told does not count
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

    /** The value, read now if need be. A first read is waited for half the time until {@code deadline}: the rest is the query's. */
    T value(Deadline deadline) {
        var seen = state.get();
        while (true) {
            var now = clock.instant();
            switch (seen) {
                case State.Known<T> known
                when isMine(known) -> {
                    if (!now.isBefore(known.refreshAt())) {
                        refresh(known);
                    }
                    return known.value();
                }
                case State.BeingRefreshed<T>(var known, var _)
                when isMine(known) -> {
                    return known.value();
                }
                case State.Held<T>(var value, var until)
                when now.isBefore(until) -> {
                    return value;
                }
                case State.BeingRead<T>(var task) -> {
                    var read = task.await(deadline.remaining(now).dividedBy(2));
                    if (read.isEmpty()) {
                        return unavailable;
                    }
                    seen = read.get();
                }
                case State.Known<T> _, State.BeingRefreshed<T> _, State.Held<T> _, State.Unread<T> _ ->
                    seen = begin(seen);
            }
        }
    }

    /**
     * The value, asked for once more where the org was last asked {@code age} ago or longer; what was known before stays in use
     * where that fails. The org's answer is waited for half the time until {@code deadline}.
     */
    T notOlderThan(Duration age, Deadline deadline) {
        var now = clock.instant();
        if (state.get() instanceof State.Known<T> known
                && isMine(known)
                && !now.isBefore(known.askedAt().plus(age))) {
            refresh(known);
        }
        if (state.get() instanceof State.BeingRefreshed<T>(var _, var task)) {
            task.await(deadline.remaining(now).dividedBy(2));
        }
        return value(deadline);
    }

    /** Drops the value because the org contradicted it; not one that has only just been read, which reading cannot better. */
    void forget() {
        var seen = state.get();
        boolean old = switch (seen) {
            case State.Known<T> known -> isOld(known);
            case State.BeingRefreshed<T>(var known, var _) -> isOld(known);
            case State.Unread<T> _, State.BeingRead<T> _, State.Held<T> _ -> false;
        };
        if (old) {
            state.compareAndSet(seen, new State.Unread<>());
        }
    }

    /** Whether dropping it loses nothing that a read gave or is about to give. */
    boolean dispensable() {
        return switch (state.get()) {
            case State.Unread<T> _, State.Held<T> _ -> true;
            case State.Known<T> _, State.BeingRefreshed<T> _, State.BeingRead<T> _ -> false;
        };
    }

    /** Whether the last read failed. */
    boolean isFailing() {
        return failing;
    }

    private boolean isMine(State.Known<T> known) {
        return known.identity().equals(identity.get());
    }

    private boolean isOld(State.Known<T> known) {
        return !clock.instant().isBefore(known.askedAt().plus(PAUSE));
    }

    /** The state after a read was begun in place of {@code from}, by this thread or by another. */
    private State<T> begin(State<T> from) {
        var task = new DetachedTask<State<T>>("weir-salesforce-describe", this::read);
        if (state.compareAndSet(from, new State.BeingRead<>(task))) {
            task.start(() -> state.set(from));
        }
        return state.get();
    }

    /** Runs while the state is that of being read: nobody else changes that. */
    private State<T> read() {
        State<T> next = new State.Held<>(unavailable, clock.instant().plus(PAUSE));
        try {
            next = state(reader.read(""));
            succeeded();
        } catch (SalesforceFailure e) {
            failed(e, "names in queries are not checked");
        } finally {
            state.set(next);
        }
        return next;
    }

    private State<T> state(Reading<T> reading) {
        var now = clock.instant();
        return switch (reading) {
            case Reading.Current<T>(var value, var lastModified) ->
                new State.Known<>(value, lastModified, identity.get(), now, now.plus(refreshTime));
            case Reading.Absent<T>(var value) -> new State.Held<>(value, now.plus(PAUSE));
            case Reading.Unchanged<T> _ -> new State.Held<>(unavailable, now.plus(PAUSE));
        };
    }

    private void refresh(State.Known<T> known) {
        var task = new DetachedTask<State<T>>("weir-salesforce-describe", () -> replacement(known));
        var refreshing = new State.BeingRefreshed<>(known, task);
        if (state.compareAndSet(known, refreshing)) {
            task.start(() -> state.compareAndSet(refreshing, known));
        }
    }

    /** The state after a refresh of {@code known}, unless it was forgotten meanwhile. */
    private State<T> replacement(State.Known<T> known) {
        State<T> next = asked(known, PAUSE);
        try {
            var reading = reader.read(known.lastModified());
            next = reading instanceof Reading.Unchanged<T> ? unchanged(known) : state(reading);
            succeeded();
        } catch (SalesforceFailure e) {
            failed(e, "what was known before stays in use");
        } finally {
            if (state.get() instanceof State.BeingRefreshed<T> refreshing
                    && refreshing.known().equals(known)) {
                state.compareAndSet(refreshing, next);
            }
        }
        return next;
    }

    /** What has not changed since another user was told it may still not be what this one sees. */
    private State<T> unchanged(State.Known<T> known) {
        return isMine(known) ? asked(known, refreshTime) : new State.Unread<>();
    }

    private State.Known<T> asked(State.Known<T> known, Duration untilRefresh) {
        var now = clock.instant();
        return new State.Known<>(known.value(), known.lastModified(), known.identity(), now, now.plus(untilRefresh));
    }

    private void failed(SalesforceFailure failure, String consequence) {
        if (!(failure instanceof SalesforceFailure.CallRefused)) {
            failing = true;
            outcomes.failed(failure, consequence);
        }
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            outcomes.recovered();
        }
    }
}
