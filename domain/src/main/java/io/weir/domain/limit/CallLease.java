package io.weir.domain.limit;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The API requests that this Weir may send without asking the others.
 *
 * <p>A run takes one request when it is admitted. The first request that is sent uses it; further ones, such as pages,
 * are taken as they are sent. What a run has not used is back in the lease when it ends. While a lease is used up and
 * its renewal is under way, a bounded number of requests goes on credit: half of it for runs of normal priority, a
 * quarter for those of low.
 *
 * <p>Thread-safe; never waits.
 */
public final class CallLease {
    private final AtomicReference<State> state = new AtomicReference<>(State.FIRST);
    private final Runnable runsLow;

    /**
     * What applies until the next renewal.
     *
     * @param open the priorities whose runs are admitted
     * @param credit how many requests may be sent beyond the lease
     * @param size the lease; when half of it is left, it is time for a renewal
     * @param alone whether the others cannot be asked, so that the usage that Salesforce reports must allow a run too
     */
    public record Terms(Set<Priority> open, long credit, long size, boolean alone) {
        /** Throws {@link IllegalArgumentException} for a negative number. */
        public Terms {
            if (credit < 0 || size < 0) {
                throw new IllegalArgumentException("neither a credit nor a lease is negative");
            }
            open = Set.copyOf(open);
        }

        private long credit(Priority priority) {
            return switch (priority) {
                case HIGH -> credit;
                case NORMAL -> credit / 2;
                case LOW -> credit / 4;
            };
        }
    }

    /**
     * What a renewal reports.
     *
     * @param spent the requests that were sent since the report before
     * @param held those that are still in the lease or taken by runs
     */
    public record Settlement(long spent, long held) {}

    /** Who decides what is admitted. */
    enum Decision {
        /** No terms are known: the reported usage. */
        USAGE,
        /** The lease. */
        LEASE,
        /** Both must admit a run. */
        BOTH
    }

    /**
     * All that changes.
     *
     * @param left may be negative for what went on credit
     * @param taken by runs, and not sent
     * @param running the runs that took a request and have not ended
     * @param probes how many runs may go ahead whatever the terms
     * @param terms null while none are known: the lease admits every run
     */
    private record State(
            long left,
            long taken,
            long running,
            long onCredit,
            long spent,
            int probes,
            @Nullable Terms terms) {
        static final State FIRST = new State(0, 0, 0, 0, 0, 0, null);

        private boolean isWithinTerms(Priority priority) {
            return terms == null
                    || (terms.open().contains(priority) && (left > 0 || onCredit < terms.credit(priority)));
        }

        boolean admits(Priority priority) {
            return probes > 0 || isWithinTerms(priority);
        }

        State take(Priority priority) {
            if (!admits(priority)) {
                return this;
            }
            boolean probe = !isWithinTerms(priority);
            return new State(
                    left - 1,
                    taken + 1,
                    running + 1,
                    left > 0 || probe ? onCredit : onCredit + 1,
                    spent,
                    probe ? probes - 1 : probes,
                    terms);
        }

        State send() {
            return taken > 0
                    ? new State(left, taken - 1, running, onCredit, spent + 1, probes, terms)
                    : new State(left - 1, taken, running, onCredit, spent + 1, probes, terms);
        }

        State end() {
            boolean unused = taken > running - 1;
            return new State(
                    unused ? left + 1 : left, unused ? taken - 1 : taken, running - 1, onCredit, spent, probes, terms);
        }

        State settled(long most) {
            return new State(Math.clamp(left, 0, most), taken, running, onCredit, 0, probes, terms);
        }

        State withSpent(long more) {
            return new State(left, taken, running, onCredit, spent + more, probes, terms);
        }

        State renewed(long calls, Terms next) {
            return new State(left + calls, taken, running, 0, spent, 0, next);
        }

        State under(Terms next) {
            return new State(left, taken, running, onCredit, spent, probes, next);
        }

        State withProbe() {
            return new State(left, taken, running, onCredit, spent, 1, terms);
        }

        boolean isLow() {
            return terms != null && terms.size() > 0 && left <= terms.size() / 2;
        }
    }

    /** @param runsLow called when a renewal is due before its time, on the thread of a run; must not wait */
    public CallLease(Runnable runsLow) {
        this.runsLow = runsLow;
    }

    /** A lease that is never renewed: the reported usage decides. */
    public CallLease() {
        this(() -> {});
    }

    Decision decision() {
        var terms = state.get().terms();
        if (terms == null) {
            return Decision.USAGE;
        }
        return terms.alone() ? Decision.BOTH : Decision.LEASE;
    }

    /** Takes a request for a run of {@code priority}; whether that was possible. */
    boolean take(Priority priority) {
        var before = state.getAndUpdate(it -> it.take(priority));
        if (before.isLow()) {
            runsLow.run();
        }
        return before.admits(priority);
    }

    /** A request is sent. */
    void sent() {
        state.updateAndGet(State::send);
    }

    /** A run that took a request has ended. */
    void ended() {
        state.updateAndGet(State::end);
    }

    /** The priorities whose runs would be admitted now. */
    Set<Priority> admitted() {
        var now = state.get();
        var admitted = EnumSet.noneOf(Priority.class);
        for (var priority : Priority.values()) {
            if (now.isWithinTerms(priority)) {
                admitted.add(priority);
            }
        }
        return admitted;
    }

    /** The requests that are left of it. */
    public long left() {
        return Math.max(0, state.get().left());
    }

    /** The requests that were sent since the last settlement. */
    public long spent() {
        return state.get().spent();
    }

    /** Keeps {@code most} of what is left, and begins a new count of the requests sent. */
    public Settlement settle(long most) {
        while (true) {
            var before = state.get();
            var after = before.settled(most);
            if (state.compareAndSet(before, after)) {
                return new Settlement(before.spent(), after.left() + after.taken());
            }
        }
    }

    /** The report of {@code settlement} was lost. */
    public void unsettle(Settlement settlement) {
        state.updateAndGet(it -> it.withSpent(settlement.spent()));
    }

    /** Adds {@code calls}, and applies {@code terms} from now on, with the whole credit. */
    public void renew(long calls, Terms terms) {
        state.updateAndGet(it -> it.renewed(calls, terms));
    }

    /** Applies {@code terms} because the others cannot be asked; what was sent on credit still counts. */
    public void fallBack(Terms terms) {
        state.updateAndGet(it -> it.under(terms));
    }

    /** Lets one run go ahead whatever the terms, to learn whether usage has fallen. */
    public void probe() {
        state.updateAndGet(State::withProbe);
    }
}
