package io.weir.adapter.out.salesforce.login;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.adapter.out.salesforce.log.OngoingProblem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One access token for all requests.
 *
 * <p>One login at a time, on a thread of its own; whoever needs it waits, no longer than its own deadline, and shares the
 * token or the failure. A failure is then held for a growing while, in which nobody logs in: a wrong secret under load must
 * not lock the user out. Metric: {@code weir_token_refresh_total{result}}. Thread-safe.
 */
public final class AccessTokens {
    private static final Duration FIRST_HOLD = Duration.ofSeconds(1);

    /** How long the hold grows to when Salesforce says no: nothing but an operator changes that. */
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(60);

    /** How long the hold grows to when Salesforce is down: it may be back any moment. */
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(4);

    private static final int UNUSED_IN_A_ROW_TO_HOLD = 2;

    private sealed interface State {
        Misfortune misfortune();

        record LoggedOut(Misfortune misfortune) implements State {}

        record LoggingIn(DetachedTask<State> task, Misfortune misfortune) implements State {}

        record LoggedIn(Session session, Misfortune misfortune) implements State {}

        record Held(SalesforceFailure failure, Instant until, Misfortune misfortune) implements State {}
    }

    /**
     * What happened since a request was last accepted.
     *
     * @param failures how many logins failed, or gave a session that was of no use
     * @param unused how many of them gave such a session
     */
    private record Misfortune(int failures, int unused) {
        private static final Misfortune NONE = new Misfortune(0, 0);

        Misfortune ofLogin() {
            return new Misfortune(failures + 1, unused);
        }

        Misfortune ofSession() {
            return new Misfortune(failures + 1, unused + 1);
        }
    }

    private static final System.Logger LOG = System.getLogger(AccessTokens.class.getName());

    private final AtomicReference<State> state = new AtomicReference<>(new State.LoggedOut(Misfortune.NONE));
    private final Supplier<Session> login;
    private final InstantSource clock;
    private final Counter successes;
    private final Counter refusals;
    private final Counter outages;
    private final OngoingProblem refused = new OngoingProblem(LOG);

    /** @param login one login, which ends by itself */
    public AccessTokens(Supplier<Session> login, InstantSource clock, MeterRegistry meters) {
        this.login = login;
        this.clock = clock;
        this.successes = counter(meters, "success");
        this.refusals = counter(meters, "refused");
        this.outages = counter(meters, "unavailable");
    }

    /** The session to use now; logs in if there is none. Throws why there is none, or that {@code deadline} passed. */
    public Session current(Deadline deadline) {
        var seen = state.get();
        while (true) {
            var now = clock.instant();
            switch (seen) {
                case State.LoggedIn(var session, var _)
                when !session.over(now) -> {
                    return session;
                }
                case State.Held(var failure, var until, var _)
                when now.isBefore(until) -> throw again(failure, Duration.between(now, until));
                case State.LoggingIn(var task, var _) ->
                    seen = task.await(deadline.remaining(now))
                            .orElseThrow(() -> new SalesforceFailure.DeadlineExceeded(
                                    "logging in to Salesforce took longer than the run may"));
                case State.LoggedIn _, State.Held _, State.LoggedOut _ -> seen = begin(seen);
            }
        }
    }

    /** Salesforce answered a request of {@code session}. */
    public void accepted(Session session) {
        if (!session.accepted()) {
            session.markAccepted();
            if (state.get() instanceof State.LoggedIn current && current.session() == session) {
                state.compareAndSet(current, new State.LoggedIn(session, Misfortune.NONE));
                letInAgain();
            }
        }
    }

    /**
     * Salesforce no longer takes {@code session}; the failure that it is for a request that cannot be repeated any more. Without
     * effect if there is a newer session already.
     *
     * <p>A session that was accepted before has merely expired. One that was not may have been ended with all others a moment
     * after it was given; but when that happens twice with no request accepted between, Salesforce gives sessions that it does
     * not take: another login does not help, so none is tried for a while.
     */
    public SalesforceFailure ended(Session session, SalesforceFailure.SessionExpired refusal) {
        return switch (state.get()) {
            case State.LoggedIn current when current.session() == session -> ended(current, refusal);
            case State.Held(var failure, var until, var _) -> {
                var now = clock.instant();
                yield now.isBefore(until) ? again(failure, Duration.between(now, until)) : refusal;
            }
            case State.LoggedIn _, State.LoggingIn _, State.LoggedOut _ -> refusal;
        };
    }

    private SalesforceFailure ended(State.LoggedIn current, SalesforceFailure.SessionExpired refusal) {
        var misfortune = current.session().accepted()
                ? Misfortune.NONE
                : current.misfortune().ofSession();
        if (misfortune.unused() < UNUSED_IN_A_ROW_TO_HOLD) {
            state.compareAndSet(current, new State.LoggedOut(misfortune));
            return refusal;
        }
        var denied = new SalesforceFailure.AccessDenied(
                "Salesforce gives Weir access tokens and then refuses them",
                refusal.salesforceCode().orElse(""),
                refusal.salesforceMessage());
        if (!state.compareAndSet(current, held(denied, misfortune))) {
            return refusal;
        }
        refuse(denied);
        return denied;
    }

    /** The state after a login was begun in place of {@code from}, by this thread or by another. */
    private State begin(State from) {
        var misfortune = from.misfortune();
        var task = new DetachedTask<>("weir-salesforce-login", () -> logIn(misfortune));
        if (state.compareAndSet(from, new State.LoggingIn(task, misfortune))) {
            task.start(() -> state.set(from));
        }
        return state.get();
    }

    /** Runs on the task's thread, while the state is that of logging in: nobody else changes that. */
    private State logIn(Misfortune misfortune) {
        State next = new State.LoggedOut(misfortune);
        try {
            next = new State.LoggedIn(login.get(), misfortune);
            successes.increment();
            if (misfortune.unused() == 0) {
                letInAgain();
            }
        } catch (SalesforceFailure e) {
            if (isOutage(e)) {
                outages.increment();
            } else {
                refuse(e);
            }
            next = held(e, misfortune.ofLogin());
        } finally {
            state.set(next);
        }
        return next;
    }

    private void refuse(SalesforceFailure refusal) {
        refusals.increment();
        refused.begins(
                "{0} ({1}): every request is answered {2} without asking Salesforce until a login succeeds, which Weir"
                        + " tries again at growing intervals of at most {3} s; run weir check once it is mended",
                String.valueOf(refusal.getMessage()),
                refusal.salesforceCode().orElse("no code"),
                refusal.code(),
                LONGEST_REFUSAL.toSeconds());
    }

    private void letInAgain() {
        refused.ends("Salesforce lets Weir log in again: requests are answered");
    }

    private State held(SalesforceFailure failure, Misfortune misfortune) {
        var longest = isOutage(failure) ? LONGEST_OUTAGE : LONGEST_REFUSAL;
        var grown = FIRST_HOLD.multipliedBy(1L << Math.min(misfortune.failures() - 1, 10));
        var hold = grown.compareTo(longest) < 0 ? grown : longest;
        if (failure instanceof SalesforceFailure.Throttled throttled) {
            hold = throttled.retryAfter().compareTo(hold) > 0 ? throttled.retryAfter() : hold;
        }
        return new State.Held(failure, clock.instant().plus(hold), misfortune);
    }

    /** Whether Salesforce is down, rather than that it refuses the login. */
    private static boolean isOutage(SalesforceFailure failure) {
        return again(failure, Duration.ZERO) instanceof SalesforceFailure.Unavailable;
    }

    /** A copy of a login's failure for this thread: a shared one would collect the suppressed exceptions of all. */
    private static SalesforceFailure again(SalesforceFailure failure, Duration hold) {
        String message = String.valueOf(failure.getMessage());
        String code = failure.salesforceCode().orElse("");
        var said = failure.salesforceMessage();
        return switch (failure) {
            case SalesforceFailure.LoginRefused _ -> new SalesforceFailure.LoginRefused(message, code, said);
            case SalesforceFailure.AccessDenied _ -> new SalesforceFailure.AccessDenied(message, code, said);
            case SalesforceFailure.Misconfigured _ -> new SalesforceFailure.Misconfigured(message, code, said);
            case SalesforceFailure.Throttled _ -> new SalesforceFailure.Throttled(message, code, said, hold);
            case SalesforceFailure.Unavailable _,
                    SalesforceFailure.Unreadable _,
                    SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.DeadlineExceeded _,
                    SalesforceFailure.SessionExpired _,
                    SalesforceFailure.QueryRejected _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.CallRefused _ -> new SalesforceFailure.Unavailable(message, code, said, hold);
        };
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return meters.getOrCreate(Counter.builder("weir_token_refresh_total")
                .description("Logins by how they ended")
                .addTag(Tag.create("result", result)));
    }
}
