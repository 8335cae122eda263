package io.weir.adapter.out.salesforce.resilience;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats a failed request if the class of its failure promises success.
 *
 * <p>Waits a random time up to a bound that doubles with each attempt (full jitter), or as long as Salesforce asks.
 * Does not repeat if the wait leaves no time for an answer before the deadline. All requests share one budget of
 * repetitions. For reads only: a write must not be repeated this way. Metric:
 * {@code weir_salesforce_retries_total{reason}}. Thread-safe.
 */
public final class RetriedQueries implements SalesforceQueries {
    /** No org answers sooner. */
    private static final Duration TIME_TO_ANSWER = Duration.ofMillis(20);

    private final SalesforceQueries queries;
    private final RetrySettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Sleeper sleeper;
    private final MeterRegistry meters;
    private final RetryBudget budget;
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();

    public RetriedQueries(
            SalesforceQueries queries,
            RetrySettings settings,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper,
            MeterRegistry meters) {
        this.queries = queries;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
        this.meters = meters;
        this.budget = new RetryBudget(settings.share(), settings.floor());
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        return repeated(() -> queries.start(soql, meter), meter, Step.START);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return repeated(() -> queries.resume(cursor, meter), meter, Step.RESUME);
    }

    @Override
    public boolean prefetches() {
        return queries.prefetches();
    }

    /** {@inheritDoc} A repetition asks {@code soql} alone, because the others are not needed yet. */
    @Override
    public Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
        var isFirst = new AtomicBoolean(true);
        return repeated(
                () -> isFirst.getAndSet(false)
                        ? queries.startAll(soql, others, meter)
                        : Started.alone(queries.start(soql, meter), others),
                meter,
                Step.START);
    }

    /** {@code searches}, repeated as the first pages of queries are, from the same budget. */
    public SalesforceSearches repeating(SalesforceSearches searches) {
        return (sosl, meter) -> repeated(() -> searches.search(sosl, meter), meter, Step.START);
    }

    private enum Step {
        START,
        RESUME
    }

    private <T> T repeated(Supplier<T> step, RunMeter meter, Step kind) {
        budget.call(clock.instant());
        for (int attempt = 1; ; attempt++) {
            try {
                return step.get();
            } catch (SalesforceFailure failure) {
                var repetition = repetition(failure, kind);
                if (attempt > repetition.times()) {
                    throw failure;
                }
                beforeNext(failure, wait(attempt, repetition.retryAfter()), meter);
            }
        }
    }

    /** How often a failed step may be repeated, and how long Salesforce asks to wait before that. */
    private record Repetition(int times, Duration retryAfter) {}

    private Repetition repetition(SalesforceFailure failure, Step kind) {
        int all = settings.attempts() - 1;
        int one = Math.min(1, all);
        return switch (failure) {
            case SalesforceFailure.Unavailable unavailable -> new Repetition(all, unavailable.retryAfter());
            case SalesforceFailure.Throttled throttled -> new Repetition(all, throttled.retryAfter());
            case SalesforceFailure.UnexpectedError _, SalesforceFailure.Unreadable _ ->
                new Repetition(one, Duration.ZERO);
            // Salesforce may have sent the page already, and does not promise to send it twice
            case SalesforceFailure.QueryTimedOut _ -> new Repetition(kind == Step.START ? one : 0, Duration.ZERO);
            // a request of an expired session has been repeated with a new session
            case SalesforceFailure.SessionExpired _,
                    SalesforceFailure.QueryRejected _,
                    SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> new Repetition(0, Duration.ZERO);
        };
    }

    /** Waits, or throws {@code failure} if the wait does not fit the deadline or the budget. */
    private void beforeNext(SalesforceFailure failure, Duration wait, RunMeter meter) {
        var now = clock.instant();
        if (!meter.deadline().allows(wait.plus(TIME_TO_ANSWER), now) || !budget.repetition(now)) {
            throw failure;
        }
        retries.computeIfAbsent(failure.code(), this::counter).increment();
        try (var _ = meter.begin(Phase.Kind.BACK_OFF)) {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private Duration wait(int attempt, Duration retryAfter) {
        long bound = settings.firstWait().toNanos() << Math.min(attempt - 1, 10);
        var jittered = Duration.ofNanos(
                random.nextLong(Math.min(bound, settings.longestWait().toNanos()) + 1));
        var wait = retryAfter.compareTo(jittered) > 0 ? retryAfter : jittered;
        return wait.compareTo(settings.longestWait()) > 0 ? settings.longestWait() : wait;
    }

    private Counter counter(String reason) {
        return meters.getOrCreate(Counter.builder("weir_salesforce_retries_total")
                .description("Repeated requests by the failure that made them necessary")
                .addTag(Tag.create("reason", reason)));
    }
}
