package io.weir.adapter.out.salesforce.resilience;

import io.helidon.faulttolerance.Bulkhead;
import io.helidon.faulttolerance.BulkheadException;
import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import io.helidon.faulttolerance.SupplierException;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.adapter.out.salesforce.http.SalesforceMeters;
import io.weir.adapter.out.salesforce.log.OngoingProblem;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Keeps Weir from asking an org that is failing, or more than it can bear at once.
 *
 * <p>The breaker counts lost connections, time-outs, errors of the server and unreadable answers, never what the caller or
 * the operator did wrong; and no time-out of a call that had less than a second, which says more of the caller's timeout. Who finds the bulkhead full waits, at most until the deadline. Metric:
 * {@code weir_salesforce_breaker_state} (0 closed, 1 half open, 2 open). Thread-safe.
 */
public final class GuardedQueries implements SalesforceQueries {
    private static final System.Logger LOG = System.getLogger(GuardedQueries.class.getName());
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(1);
    private static final Duration QUEUE_RETRY = Duration.ofSeconds(1);

    private final SalesforceQueries queries;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Duration breakerDelay;
    private final InstantSource clock;
    private final OngoingProblem outage = new OngoingProblem(LOG);

    public GuardedQueries(
            SalesforceQueries queries,
            BreakerSettings breaker,
            BulkheadSettings bulkhead,
            InstantSource clock,
            MeterRegistry meters) {
        this.queries = queries;
        this.breaker = CircuitBreaker.builder()
                .volume(breaker.volume())
                .errorRatio(breaker.errorRatio())
                .delay(breaker.delay())
                .addApplyOn(SalesforceFailure.Unavailable.class)
                .addApplyOn(SalesforceFailure.UnexpectedError.class)
                .addApplyOn(SalesforceFailure.Unreadable.class)
                .addApplyOn(SalesforceFailure.DeadlineExceeded.class)
                .build();
        this.bulkhead = Bulkhead.builder()
                .limit(bulkhead.running())
                .queueLength(bulkhead.queued())
                .addQueueListener(new PatientOnly())
                .build();
        this.breakerDelay = breaker.delay();
        this.clock = clock;
        SalesforceMeters.gauge(
                meters,
                "weir_salesforce_breaker_state",
                "0: Salesforce is asked, 1: a probe is, 2: nothing is",
                this,
                GuardedQueries::breakerState);
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        return guarded(() -> queries.start(soql, meter), meter);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return guarded(() -> queries.resume(cursor, meter), meter);
    }

    private QueryPage guarded(Supplier<QueryPage> call, RunMeter meter) {
        Supplier<QueryPage> behindBreaker = () -> throughBreaker(call, meter);
        try {
            return bulkhead.invoke(behindBreaker);
        } catch (Occupied e) {
            return queued(behindBreaker, meter);
        } catch (BulkheadException e) {
            throw queueFull();
        } catch (SupplierException e) {
            throw errorIn(e);
        }
    }

    /** The library wraps an {@link Error} in a type of its own. */
    private static Error errorIn(SupplierException wrapped) {
        return wrapped.getCause() instanceof Error error ? error : new AssertionError(wrapped.getMessage());
    }

    private QueryPage throughBreaker(Supplier<QueryPage> call, RunMeter meter) {
        boolean inHaste = !meter.deadline().allows(TIME_TO_ANSWER, clock.instant());
        boolean probe = breaker.state() == CircuitBreaker.State.HALF_OPEN;
        try {
            // a probe without an answer proves nothing: were it not counted, the library would close the breaker after
            // it
            return breaker.invoke(inHaste && !probe ? () -> uncountedIfLate(call) : call);
        } catch (Impatient impatient) {
            throw impatient.late;
        } catch (CircuitBreakerOpenException e) {
            throw new SalesforceFailure.CallRefused(
                    "Salesforce is failing, so Weir spares it for a while", breakerDelay);
        } finally {
            if (probe && breaker.state() == CircuitBreaker.State.CLOSED) {
                // forgets the failures of calls that were under way when it opened, which would open it again at once
                breaker.state(CircuitBreaker.State.CLOSED);
            }
            report();
        }
    }

    private void report() {
        switch (breaker.state()) {
            case OPEN ->
                outage.begins(
                        "Salesforce is failing: the circuit breaker is open, requests are answered 503"
                            + " salesforce_call_refused without asking it, and one request each {0} ms tries it; see"
                            + " weir_salesforce_requests_total for what fails, and status.salesforce.com",
                        Long.toString(breakerDelay.toMillis()));
            case CLOSED ->
                outage.ends("Salesforce answers again: the circuit breaker is closed, requests are answered");
            case HALF_OPEN -> {}
        }
    }

    private static QueryPage uncountedIfLate(Supplier<QueryPage> call) {
        try {
            return call.get();
        } catch (SalesforceFailure.DeadlineExceeded late) {
            throw new Impatient(late);
        }
    }

    /**
     * Waits for a turn on a thread that can be left behind: the library's queue knows no deadline, and a permit is lost if a
     * thread that waits in it is interrupted.
     */
    private QueryPage queued(Supplier<QueryPage> call, RunMeter meter) {
        var waiter = new Waiter(call);
        var task = new DetachedTask<>("weir-salesforce-queue", () -> throughQueue(waiter)).start();
        var page = task.await(meter.deadline().remaining(clock.instant()));
        if (page.isPresent()) {
            return page.get();
        }
        // what runs already ends by itself, but its caller does not wait for that
        throw new SalesforceFailure.DeadlineExceeded(
                waiter.leave() ? "too many requests were waiting for Salesforce" : "Salesforce did not answer in time");
    }

    private QueryPage throughQueue(Waiter waiter) {
        try {
            return bulkhead.invoke(waiter);
        } catch (BulkheadException e) {
            throw queueFull();
        }
    }

    private static SalesforceFailure queueFull() {
        return new SalesforceFailure.CallRefused("too many requests wait for Salesforce", QUEUE_RETRY);
    }

    private double breakerState() {
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    /** A call that may stand in the queue, and be left there. */
    private static final class Waiter implements Supplier<QueryPage> {
        private final Supplier<QueryPage> call;
        private final AtomicBoolean decided = new AtomicBoolean();

        Waiter(Supplier<QueryPage> call) {
            this.call = call;
        }

        /** Whether the caller may go: nothing was asked and nothing will be. */
        boolean leave() {
            return decided.compareAndSet(false, true);
        }

        @Override
        public QueryPage get() {
            if (!decided.compareAndSet(false, true)) {
                throw new SalesforceFailure.DeadlineExceeded("the caller no longer waits");
            }
            return call.get();
        }
    }

    /** Sends away who must not stand in the queue, before it is in there. */
    private static final class PatientOnly implements Bulkhead.QueueListener {
        @Override
        public <T> void enqueueing(Supplier<? extends T> supplier) {
            if (!(supplier instanceof Waiter)) {
                throw new Occupied();
            }
        }
    }

    /** Carries a time-out past the breaker. */
    private static final class Impatient extends RuntimeException {
        private final transient SalesforceFailure.DeadlineExceeded late;

        Impatient(SalesforceFailure.DeadlineExceeded late) {
            super("the caller was in haste", null, false, false);
            this.late = late;
        }
    }

    private static final class Occupied extends RuntimeException {
        Occupied() {
            super("all permits are taken", null, false, false);
        }
    }
}
