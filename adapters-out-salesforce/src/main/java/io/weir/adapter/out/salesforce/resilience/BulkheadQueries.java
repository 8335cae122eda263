package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.query.CompositeQueries.Result;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Limits how many requests an org answers at once, and lets lookups share a request that would have to wait otherwise.
 *
 * <p>Further requests wait on their own threads in order of arrival, at most until their deadline. Throws
 * {@link SalesforceFailure.CallRefused} at once if the queue is full, and {@link SalesforceFailure.DeadlineExceeded} if
 * the wait exceeds the deadline or is interrupted.
 *
 * <p>Each lookup has its own deadline, answer and failure, as if it had been sent alone. Where the answer of a shared
 * request says nothing about it alone, it is sent again, once, alone. Thread-safe.
 */
public final class BulkheadQueries implements SalesforceQueries {
    private static final System.Logger LOG = System.getLogger(BulkheadQueries.class.getName());

    /** How long a lookup waits for others at most. */
    private static final Duration WINDOW = Duration.ofMillis(10);

    /** How long lookups go alone after a shared request has failed as a whole. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final CompositeQueries queries;
    private final CompositeMode mode;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final PermitQueue permits;
    private final QuickShapes shapes = new QuickShapes();
    private final LongAdder saved = new LongAdder();
    private volatile Instant aloneUntil = Instant.MIN;

    /** @param isShort whether API requests are scarce, so that lookups wait a moment for others */
    public BulkheadQueries(
            CompositeQueries queries,
            BulkheadSettings settings,
            CompositeMode mode,
            BooleanSupplier isShort,
            InstantSource clock) {
        this(queries, settings, mode, isShort, WINDOW, clock, System::nanoTime);
    }

    /** @param nanoTime measures how long queries take */
    BulkheadQueries(
            CompositeQueries queries,
            BulkheadSettings settings,
            CompositeMode mode,
            BooleanSupplier isShort,
            Duration window,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.queries = queries;
        this.mode = mode;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.permits = new PermitQueue(
                settings,
                clock,
                () -> mode == CompositeMode.ALWAYS || isShort.getAsBoolean(),
                window,
                lookups -> new SharedRequest(lookups, this::sendTogether));
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        var expected = expected(soql);
        if (expected.isEmpty()) {
            return alone(() -> timed(soql, meter), meter);
        }
        var lookup = new Lookup(soql, meter, expected.get());
        var shared = permits.take(lookup);
        if (shared.isEmpty()) {
            return withPermit(() -> timed(soql, meter));
        }
        return switch (shared.get().result(lookup, clock, permits::release)) {
            case Result.Answered(var page) -> page;
            case Result.Failed(var failure) -> throw failure;
            case Result.Unanswered _ -> alone(() -> timed(soql, meter), meter);
        };
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return alone(() -> queries.resume(cursor, meter), meter);
    }

    /** {@code searches} with the same limit: they and the queries run and wait together. */
    public SalesforceSearches limiting(SalesforceSearches searches) {
        return (sosl, meter) -> alone(() -> searches.search(sosl, meter), meter);
    }

    /** How many requests run now. */
    public int running() {
        return permits.running();
    }

    /** How many requests wait now. */
    public int waiting() {
        return permits.waiting();
    }

    /** How many API requests were not needed because lookups shared one. */
    public long callsSaved() {
        return saved.sum();
    }

    /** How long {@code soql} is expected to take; empty if it goes alone. */
    private Optional<Duration> expected(Soql soql) {
        return mode == CompositeMode.OFF || clock.instant().isBefore(aloneUntil)
                ? Optional.empty()
                : shapes.expected(soql);
    }

    private <T> T alone(Supplier<T> call, RunMeter meter) {
        permits.takeAlone(meter);
        return withPermit(call);
    }

    private <T> T withPermit(Supplier<T> call) {
        try {
            return call.get();
        } finally {
            permits.release();
        }
    }

    /** Remembers how long {@code soql} takes. */
    private QueryPage timed(Soql soql, RunMeter meter) {
        if (mode == CompositeMode.OFF) {
            return queries.start(soql, meter);
        }
        long begin = nanoTime.getAsLong();
        try {
            var page = queries.start(soql, meter);
            shapes.took(soql, since(begin));
            return page;
        } catch (SalesforceFailure.QueryTimedOut late) {
            shapes.wereSlow(List.of(soql));
            throw late;
        } catch (SalesforceFailure.DeadlineExceeded late) {
            shapes.gotNoAnswer(List.of(soql), since(begin));
            throw late;
        }
    }

    private List<Result> sendTogether(List<Lookup> lookups) {
        var soqls = lookups.stream().map(Lookup::soql).toList();
        var meter = RunMeter.shared(lookups.stream().map(Lookup::meter).toList());
        long begin = nanoTime.getAsLong();
        try {
            var results = queries.startTogether(soqls, meter);
            shapes.tookTogether(soqls, since(begin));
            for (int i = 0; i < soqls.size(); i++) {
                if (isTooMuch(results.get(i))) {
                    shapes.wereSlow(List.of(soqls.get(i)));
                }
            }
            long answered = results.stream()
                    .filter(result -> !(result instanceof Result.Unanswered))
                    .count();
            saved.add(Math.max(0, answered - meter.apiCalls()));
            return results;
        } catch (SalesforceFailure failure) {
            if (failure instanceof SalesforceFailure.DeadlineExceeded) {
                shapes.gotNoAnswer(soqls, since(begin));
            }
            var result = ofEach(failure);
            if (result instanceof Result.Unanswered) {
                failedAsAWhole(lookups, soqls, failure);
            }
            return Collections.nCopies(lookups.size(), result);
        } finally {
            permits.release();
        }
    }

    private Duration since(long begin) {
        return Duration.ofNanos(nanoTime.getAsLong() - begin);
    }

    /** Whether a query did not get through, or not all of its answer. */
    private static boolean isTooMuch(Result result) {
        return switch (result) {
            case Result.Answered _ -> false;
            case Result.Failed(var failure) -> failure instanceof SalesforceFailure.QueryTimedOut;
            case Result.Unanswered _ -> true;
        };
    }

    /** The result of each lookup of a request that failed as a whole. */
    private static Result ofEach(SalesforceFailure failure) {
        return switch (failure) {
            // each lookup alone would have met these
            case SalesforceFailure.LoginRefused _,
                    SalesforceFailure.SessionExpired _,
                    SalesforceFailure.QuotaExhausted _,
                    SalesforceFailure.Throttled _,
                    SalesforceFailure.CallRefused _,
                    SalesforceFailure.DeadlineExceeded _ -> new Result.Failed(failure);
            case SalesforceFailure.QueryRejected _,
                    SalesforceFailure.AccessDenied _,
                    SalesforceFailure.Misconfigured _,
                    SalesforceFailure.Unavailable _,
                    SalesforceFailure.UnexpectedError _,
                    SalesforceFailure.QueryTimedOut _,
                    SalesforceFailure.CursorLost _,
                    SalesforceFailure.Unreadable _ -> new Result.Unanswered(failure);
        };
    }

    /** Lets lookups go alone for a while: those of the same records, or all. */
    private void failedAsAWhole(List<Lookup> lookups, List<Soql> soqls, SalesforceFailure failure) {
        var first = lookups.getFirst();
        if (lookups.stream().allMatch(first::joins)) {
            // one id or field may be the reason
            shapes.wereSlow(soqls);
            return;
        }
        var now = clock.instant();
        if (!now.isBefore(aloneUntil)) {
            LOG.log(
                    Level.WARNING,
                    "a composite request of several lookups failed ({0}), so each of them is sent alone, and so are all"
                            + " others for {1} s; if this happens again and again, set SF_COMPOSITE=off",
                    failure.salesforceCode().orElse(failure.code()),
                    PAUSE.toSeconds());
        }
        aloneUntil = now.plus(PAUSE);
    }
}
