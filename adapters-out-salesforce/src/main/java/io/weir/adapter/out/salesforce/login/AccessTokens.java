package io.weir.adapter.out.salesforce.login;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Interval;
import io.weir.domain.port.LoginPauses;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One access token for all requests.
 *
 * <p>One login runs at a time, on a separate thread. Requests wait for it until their own deadlines, and share its
 * token or its failure. After a failure no login is tried for a time that grows with each further failure, so that a
 * wrong secret under load does not lock the user out. Weirs of a fleet share that time. Metric:
 * {@code weir_token_refresh_total{result}}. Thread-safe.
 */
public final class AccessTokens {
    private static final Duration FIRST_HOLD = Duration.ofSeconds(1);

    /** The longest time without a login after Salesforce refused one. Only an operator can change that. */
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(60);

    /** The longest time without a login while Salesforce is down. It may be back at any moment. */
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(4);

    /** How often a pause that other Weirs began is looked at, because it ends when one of them is let in. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);

    /** Such a refusal may concern the address of one Weir only. */
    private static final SalesforceMessage WRONG_ADDRESS = new SalesforceMessage.Known("ip restricted");

    private static final String TOO_MANY_LOGINS = "rate_limit_exceeded";
    private static final int REFUSED_TOKENS_TO_HOLD = 2;

    private sealed interface State {
        Failures failures();

        record LoggedOut(Failures failures) implements State {}

        record LoggingIn(DetachedTask<State> task, Failures failures) implements State {}

        record LoggedIn(Session session, Failures failures) implements State {}

        /** No login is tried during {@code pause}. */
        record Held(SalesforceFailure failure, Interval pause, Failures failures) implements State {}
    }

    /**
     * Failures since Salesforce last accepted a request.
     *
     * @param total failed logins, and logins whose token Salesforce refused
     * @param refusedTokens logins whose token Salesforce refused
     */
    private record Failures(int total, int refusedTokens) {
        private static final Failures NONE = new Failures(0, 0);

        Failures plusFailedLogin() {
            return new Failures(total + 1, refusedTokens);
        }

        Failures plusRefusedToken() {
            return new Failures(total + 1, refusedTokens + 1);
        }
    }

    private static final System.Logger LOG = System.getLogger(AccessTokens.class.getName());

    private final AtomicReference<State> state = new AtomicReference<>(new State.LoggedOut(Failures.NONE));
    private final Supplier<Session> login;
    private final LoginPauses pauses;
    private final Supplier<String> credentials;
    private final InstantSource clock;
    private final Counter successes;
    private final Counter refusals;
    private final Counter outages;
    private final Counter paused;
    private final OngoingProblem refused;

    /**
     * @param login performs one login within its own timeout
     * @param credentials the fingerprint of the credentials of the next login
     */
    public AccessTokens(
            Supplier<Session> login,
            LoginPauses pauses,
            Supplier<String> credentials,
            InstantSource clock,
            MeterRegistry meters) {
        this.login = login;
        this.pauses = pauses;
        this.credentials = credentials;
        this.clock = clock;
        this.refused = new OngoingProblem(ProblemKind.LOGIN_REFUSED, LOG, clock);
        this.successes = counter(meters, "success");
        this.refusals = counter(meters, "refused");
        this.outages = counter(meters, "unavailable");
        this.paused = counter(meters, "paused");
    }

    /**
     * The current session, after a login if necessary. Throws the login's failure, or that {@code deadline} has passed.
     */
    public Session current(Deadline deadline) {
        var seen = state.get();
        while (true) {
            var now = clock.instant();
            switch (seen) {
                case State.LoggedIn(var session, var _)
                when !session.isExpired(now) -> {
                    return session;
                }
                case State.Held held
                when held.pause().lastsAt(now) ->
                    throw again(
                            held.failure(), Duration.between(now, held.pause().end()));
                case State.LoggingIn(var task, var _) ->
                    seen = task.await(deadline.remaining(now))
                            .orElseThrow(() -> new SalesforceFailure.DeadlineExceeded(
                                    "the login to Salesforce exceeded the deadline of the run"));
                case State.LoggedIn _, State.Held _, State.LoggedOut _ -> seen = begin(seen);
            }
        }
    }

    /** Records that Salesforce accepted a request of {@code session}. */
    public void accepted(Session session) {
        if (!session.accepted()) {
            session.markAccepted();
            if (state.get() instanceof State.LoggedIn current && current.session() == session) {
                state.compareAndSet(current, new State.LoggedIn(session, Failures.NONE));
                letInAgain();
            }
        }
    }

    /**
     * Records that Salesforce refused {@code session}, and returns the failure for a request that is not repeated
     * again. Has no effect if a newer session exists.
     *
     * <p>A session that was accepted before has expired. A new one may have been ended together with all others. If two
     * new sessions in a row are refused, another login does not help, and none is tried for a while.
     */
    public SalesforceFailure ended(Session session, SalesforceFailure.SessionExpired refusal) {
        return switch (state.get()) {
            case State.LoggedIn current when current.session() == session -> ended(current, refusal);
            case State.Held held -> {
                var now = clock.instant();
                yield held.pause().lastsAt(now)
                        ? again(
                                held.failure(),
                                Duration.between(now, held.pause().end()))
                        : refusal;
            }
            case State.LoggedIn _, State.LoggingIn _, State.LoggedOut _ -> refusal;
        };
    }

    private SalesforceFailure ended(State.LoggedIn current, SalesforceFailure.SessionExpired refusal) {
        var failures = current.session().accepted()
                ? Failures.NONE
                : current.failures().plusRefusedToken();
        if (failures.refusedTokens() < REFUSED_TOKENS_TO_HOLD) {
            state.compareAndSet(current, new State.LoggedOut(failures));
            return refusal;
        }
        var denied = new SalesforceFailure.AccessDenied(
                "Salesforce gives Weir access tokens and then refuses them",
                refusal.salesforceCode().orElse(""),
                refusal.salesforceMessage());
        if (!state.compareAndSet(current, held(denied, failures))) {
            return refusal;
        }
        refuse(denied);
        return denied;
    }

    /** Begins a login in place of {@code from}, unless another thread has changed the state. Returns the new state. */
    private State begin(State from) {
        var failures = from.failures();
        var task = new DetachedTask<>("weir-salesforce-login", () -> logIn(failures));
        if (state.compareAndSet(from, new State.LoggingIn(task, failures))) {
            task.start(() -> state.set(from));
        }
        return state.get();
    }

    /** Runs on the task's thread. No other thread changes the state until it ends. */
    private State logIn(Failures failures) {
        State next = new State.LoggedOut(failures);
        try {
            String fingerprint = credentials.get();
            var pause = pauses.before(fingerprint);
            next = pause.isPresent() ? pausedBy(pause.get(), failures) : logIn(fingerprint, failures);
        } finally {
            state.set(next);
        }
        return next;
    }

    private State logIn(String fingerprint, Failures failures) {
        try {
            var next = new State.LoggedIn(login.get(), failures);
            pauses.accepted(fingerprint);
            successes.increment();
            if (failures.refusedTokens() == 0) {
                letInAgain();
            }
            return next;
        } catch (SalesforceFailure e) {
            if (isOutage(e)) {
                outages.increment();
            } else {
                refuse(e);
                share(fingerprint, e);
            }
            return held(e, failures.plusFailedLogin());
        }
    }

    /** Lets the other Weirs pause too. */
    private void share(String fingerprint, SalesforceFailure refusal) {
        if (!refusal.salesforceMessage().equals(WRONG_ADDRESS)) {
            pauses.refused(
                    fingerprint,
                    refusal instanceof SalesforceFailure.Throttled throttled ? throttled.retryAfter() : Duration.ZERO,
                    refusal.salesforceCode().orElse(""),
                    String.valueOf(refusal.getMessage()));
        }
    }

    /** Another Weir was refused with the same credentials. */
    private State pausedBy(LoginPauses.Pause pause, Failures failures) {
        paused.increment();
        var failure = pause.code().equals(TOO_MANY_LOGINS)
                ? new SalesforceFailure.Throttled(pause.message(), pause.code(), pause.left())
                : new SalesforceFailure.LoginRefused(pause.message(), pause.code());
        problemBegins(failure);
        var look = pause.left().compareTo(BETWEEN_LOOKS) < 0 ? pause.left() : BETWEEN_LOOKS;
        return new State.Held(failure, Interval.from(clock.instant(), look), failures);
    }

    private void refuse(SalesforceFailure refusal) {
        refusals.increment();
        problemBegins(refusal);
    }

    private void problemBegins(SalesforceFailure refusal) {
        refused.begins(
                () -> ("%s (%s): every request is answered %s until a login succeeds, which Weir tries again at growing"
                                + " intervals of at most %d s; run weir check after correcting the cause")
                        .formatted(
                                refusal.getMessage(),
                                refusal.salesforceCode().orElse("no code"),
                                refusal.code(),
                                LONGEST_REFUSAL.toSeconds()));
    }

    /** The refusal of the login, until Salesforce lets Weir log in again. */
    public Optional<StatusProblem> refusal() {
        return refused.current();
    }

    private void letInAgain() {
        refused.ends("Salesforce lets Weir log in again: requests are answered");
    }

    private State held(SalesforceFailure failure, Failures failures) {
        var longest = isOutage(failure) ? LONGEST_OUTAGE : LONGEST_REFUSAL;
        var grown = FIRST_HOLD.multipliedBy(1L << Math.min(failures.total() - 1, 10));
        var hold = grown.compareTo(longest) < 0 ? grown : longest;
        if (failure instanceof SalesforceFailure.Throttled throttled) {
            hold = throttled.retryAfter().compareTo(hold) > 0 ? throttled.retryAfter() : hold;
        }
        return new State.Held(failure, Interval.from(clock.instant(), hold), failures);
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
                    SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
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
