package io.weir.adapter.out.salesforce.resilience;

import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import io.helidon.faulttolerance.SupplierException;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.salesforce.http.SalesforceMeters;
import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.WriteResult;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Stops requests to an org that is failing.
 *
 * <p>Counts lost connections, timeouts, server errors and unreadable answers as failures; mistakes of the caller or the
 * operator do not count. Nor does a timeout of a call that had less than one second left: its deadline was too short to
 * judge the org by. Nor does a failure of the login that a call waits for, because each call of that moment has the same
 * one, and the login has its own pauses; but a probe that fails so keeps the breaker open. A request that several
 * queries share counts once. While the breaker is open, calls throw {@link SalesforceFailure.CallRefused}. Metric:
 * {@code weir_salesforce_breaker_state} (0 closed, 1 half open, 2 open). Thread-safe.
 */
public final class BreakerQueries implements CompositeQueries {
    private static final System.Logger LOG = System.getLogger(BreakerQueries.class.getName());
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(1);

    private final CompositeQueries queries;
    private final CircuitBreaker breaker;
    private final Duration delay;
    private final InstantSource clock;
    private final OngoingProblem outage;

    public BreakerQueries(
            CompositeQueries queries, BreakerSettings settings, InstantSource clock, MeterRegistry meters) {
        this.queries = queries;
        this.breaker = CircuitBreaker.builder()
                .volume(settings.volume())
                .errorRatio(settings.errorRatio())
                .delay(settings.delay())
                .addApplyOn(Counted.class)
                .build();
        this.delay = settings.delay();
        this.clock = clock;
        this.outage = new OngoingProblem(ProblemKind.BREAKER_OPEN, LOG, clock);
        SalesforceMeters.gauge(
                meters,
                "weir_salesforce_breaker_state",
                "0: requests are sent, 1: one request is sent as a probe, 2: none is sent",
                this,
                BreakerQueries::state);
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        return guarded(() -> queries.start(soql, meter), meter);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return guarded(() -> queries.resume(cursor, meter), meter);
    }

    @Override
    public List<Result> startTogether(List<Soql> soqls, RunMeter meter) {
        return guarded(() -> queries.startTogether(soqls, meter), meter);
    }

    /** {@code searches} behind the same breaker. */
    public SalesforceSearches guarding(SalesforceSearches searches) {
        return (sosl, meter) -> guarded(() -> searches.search(sosl, meter), meter);
    }

    /** {@code writes} behind the same breaker. A write with an unknown end counts as its failure, a refused one does not. */
    public SalesforceWrites guardingWrites(SalesforceWrites writes) {
        return (request, meter) -> {
            var unknown = new AtomicReference<WriteResult>();
            try {
                return guarded(
                        () -> {
                            var result = writes.write(request, meter);
                            if (result instanceof WriteResult.Unknown(var failure)) {
                                unknown.set(result);
                                throw failure;
                            }
                            return result;
                        },
                        meter);
            } catch (SalesforceFailure failure) {
                return Optional.ofNullable(unknown.get()).orElseThrow(() -> failure);
            }
        };
    }

    private <T> T guarded(Supplier<T> call, RunMeter meter) {
        boolean hasTime = meter.deadline().allows(TIME_TO_ANSWER, clock.instant());
        var probe = new AtomicBoolean();
        // Only the breaker knows which call is the probe: it decides after this one has begun, and lets no other
        // through.
        Supplier<T> noted = () -> {
            probe.set(breaker.state() == CircuitBreaker.State.HALF_OPEN);
            return call.get();
        };
        try {
            return breaker.invoke(() -> judged(noted, hasTime, meter));
        } catch (Counted e) {
            throw e.failure;
        } catch (CircuitBreakerOpenException e) {
            throw new SalesforceFailure.CallRefused(
                    "Salesforce is failing, so Weir sends it no requests for a while", delay);
        } catch (SupplierException e) {
            // the library wraps an Error
            throw e.getCause() instanceof Error error ? error : new AssertionError(e.getMessage());
        } finally {
            if (probe.get() && breaker.state() == CircuitBreaker.State.CLOSED) {
                // forgets the failures of calls that were under way when it opened, which would open it again at once
                breaker.state(CircuitBreaker.State.CLOSED);
            }
            logState();
        }
    }

    private <T> T judged(Supplier<T> call, boolean hasTime, RunMeter meter) {
        int before = meter.apiCalls();
        try {
            return call.get();
        } catch (SalesforceFailure failure) {
            boolean wasSent = meter.apiCalls() > before;
            boolean hadTime = hasTime || !(failure instanceof SalesforceFailure.DeadlineExceeded);
            boolean isClosed = breaker.state() == CircuitBreaker.State.CLOSED;
            // what does not count is a success to the library, which would close after such a probe
            boolean counts = wasSent ? isOutage(failure) && (hadTime || !isClosed) : !isClosed;
            throw counts ? new Counted(failure) : failure;
        }
    }

    private static boolean isOutage(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.Unavailable _,
                    SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.Unreadable _,
                    SalesforceFailure.DeadlineExceeded _ -> true;
            case SalesforceFailure.QueryRejected _,
                    SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
                    SalesforceFailure.SessionExpired _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.Throttled _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.CallRefused _ -> false;
        };
    }

    private void logState() {
        switch (breaker.state()) {
            case OPEN ->
                outage.begins(() -> ("Salesforce is failing: the circuit breaker is open, and requests are answered 503"
                                + " salesforce_call_refused; one request is sent as a probe every %d ms; see"
                                + " weir_salesforce_requests_total for the errors, and status.salesforce.com")
                        .formatted(delay.toMillis()));
            case CLOSED ->
                outage.ends("Salesforce answers again: the circuit breaker is closed, requests are answered");
            case HALF_OPEN -> {}
        }
    }

    /** The outage, while the breaker has opened and not closed again. */
    public Optional<StatusProblem> outage() {
        logState();
        return outage.current();
    }

    /** The state of the breaker: {@code closed}, {@code half_open} or {@code open}. */
    public String stateName() {
        return breaker.state().name().toLowerCase(Locale.ROOT);
    }

    private double state() {
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    /** A failure that the breaker counts. */
    private static final class Counted extends RuntimeException {
        private final transient SalesforceFailure failure;

        Counted(SalesforceFailure failure) {
            super("counted failure", null, false, false);
            this.failure = failure;
        }
    }
}
