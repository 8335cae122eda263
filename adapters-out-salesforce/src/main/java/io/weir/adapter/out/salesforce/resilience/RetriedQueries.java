package io.weir.adapter.out.salesforce.resilience;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats what failed and may succeed the next time, by the failure's class.
 *
 * <p>Waits between attempts are random up to a bound that doubles (full jitter), or what Salesforce asked for; a wait that
 * leaves no time for an answer before the deadline is not begun. All requests share one budget of repetitions. Reads only: a
 * write must not be repeated this way. Metric: {@code weir_salesforce_retries_total{reason}}. Thread-safe.
 */
public final class RetriedQueries implements SalesforceQueries {
    /** No org answers sooner, so less than this after a wait is a call for nothing. */
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

    private enum Step {
        START,
        RESUME
    }

    private QueryPage repeated(Supplier<QueryPage> step, RunMeter meter, Step kind) {
        budget.call(clock.instant());
        for (int attempt = 1; ; attempt++) {
            try {
                return step.get();
            } catch (SalesforceFailure failure) {
                if (attempt > repetitions(failure, kind)) {
                    throw failure;
                }
                beforeNext(failure, attempt, meter);
            }
        }
    }

    /** How often a step that fails this way may be repeated. */
    private int repetitions(SalesforceFailure failure, Step kind) {
        int all = settings.attempts() - 1;
        int one = Math.min(1, all);
        return switch (failure) {
            case SalesforceFailure.Unavailable _, SalesforceFailure.Throttled _ -> all;
            case SalesforceFailure.UnexpectedError _, SalesforceFailure.Unreadable _ -> one;
            // the page may have been given out already: Salesforce does not promise it twice
            case SalesforceFailure.QueryTimedOut _ -> kind == Step.START ? one : 0;
            // of an expired session: it was repeated with a new one already
            case SalesforceFailure.SessionExpired _,
                    SalesforceFailure.QueryRejected _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> 0;
        };
    }

    /** Waits, or throws {@code failure} if the wait does not fit the deadline or the budget. */
    private void beforeNext(SalesforceFailure failure, int attempt, RunMeter meter) {
        var wait = wait(failure, attempt);
        var now = clock.instant();
        if (!meter.deadline().allows(wait.plus(TIME_TO_ANSWER), now) || !budget.repetition(now)) {
            throw failure;
        }
        retries.computeIfAbsent(failure.code(), this::counter).increment();
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private Duration wait(SalesforceFailure failure, int attempt) {
        long bound = settings.firstWait().toNanos() << Math.min(attempt - 1, 10);
        var jittered = Duration.ofNanos(
                random.nextLong(Math.min(bound, settings.longestWait().toNanos()) + 1));
        var asked = askedFor(failure);
        var wait = asked.compareTo(jittered) > 0 ? asked : jittered;
        return wait.compareTo(settings.longestWait()) > 0 ? settings.longestWait() : wait;
    }

    private static Duration askedFor(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.Unavailable unavailable -> unavailable.retryAfter();
            case SalesforceFailure.Throttled throttled -> throttled.retryAfter();
            case SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.Unreadable _,
                    SalesforceFailure.SessionExpired _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.QueryRejected _,
                    SalesforceFailure.LoginRefused _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> Duration.ZERO;
        };
    }

    private Counter counter(String reason) {
        return meters.getOrCreate(Counter.builder("weir_salesforce_retries_total")
                .description("Repeated requests by the failure that made them necessary")
                .addTag(Tag.create("reason", reason)));
    }
}
