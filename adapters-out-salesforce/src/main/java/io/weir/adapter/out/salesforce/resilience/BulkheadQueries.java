package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.query.CompositeQueries.Result;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.domain.limit.Interval;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Limits how many requests an org answers at once, and lets the queries of a run share a request, and lookups of several
 * runs that would have to wait otherwise.
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
    private final BooleanSupplier savesRequests;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final PermitQueue permits;
    private final QuickShapes shapes = new QuickShapes();
    private final LongAdder saved = new LongAdder();
    private volatile Interval pause = Interval.NONE;

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
        this.savesRequests = () -> mode == CompositeMode.ALWAYS || isShort.getAsBoolean();
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.permits = new PermitQueue(
                settings,
                clock,
                savesRequests,
                window,
                System::nanoTime,
                lookups -> new SharedRequest(lookups, this::sendTogether));
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        var expected = expected(soql);
        return expected.isEmpty()
                ? alone(() -> timed(soql, meter), meter)
                : started(new Lookup(List.of(soql), meter, expected.get()), List.of())
                        .page();
    }

    @Override
    public boolean prefetches() {
        return mode != CompositeMode.OFF && !pause.lastsAt(clock.instant());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Takes along what is known to be quick, if the whole is expected to need less than half of the time left. A
     * query that is not likely to be needed comes along only if requests are to be saved wherever possible.
     */
    @Override
    public Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
        var expected = expected(soql);
        if (expected.isEmpty()) {
            return Started.alone(alone(() -> timed(soql, meter), meter), others);
        }
        var soqls = new ArrayList<>(List.of(soql));
        var time = expected.get();
        var most = meter.deadline().remaining(clock.instant()).dividedBy(2);
        for (var other : others) {
            boolean isWanted = soqls.size() < CompositeQueries.MOST && (other.likely() || savesRequests.getAsBoolean());
            var more = isWanted ? expected(other.soql()) : Optional.<Duration>empty();
            if (more.isPresent() && time.plus(more.get()).compareTo(most) < 0) {
                soqls.add(other.soql());
                time = time.plus(more.get());
            }
        }
        return started(new Lookup(soqls, meter, time), others);
    }

    /** The page of the first query of {@code lookup}, and those of its other queries, which are of {@code others}. */
    private Started started(Lookup lookup, List<Prefetch> others) {
        var soql = lookup.soqls().getFirst();
        var meter = lookup.meter();
        var shared = permits.take(lookup);
        if (shared.isEmpty() && lookup.size() == 1) {
            return Started.alone(withPermit(() -> timed(soql, meter)), others);
        }
        var results = shared.isPresent()
                ? shared.get().results(lookup, clock, permits::release)
                : sendTogether(List.of(lookup)).getFirst();
        var page = switch (results.getFirst()) {
            case Result.Answered(var answered) -> answered;
            case Result.Failed(var failure) -> throw failure;
            case Result.Unanswered _ -> alone(() -> timed(soql, meter), meter);
        };
        return new Started(
                page,
                others.stream()
                        .map(other -> lookup.soqls().indexOf(other.soql()))
                        .map(place -> place > 0 && results.get(place) instanceof Result.Answered(var other)
                                ? Optional.of(other)
                                : Optional.<QueryPage>empty())
                        .toList());
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

    /** How many API requests were not needed because runs shared one. */
    public long callsSaved() {
        return saved.sum();
    }

    /** How long {@code soql} is expected to take; empty if it goes alone. */
    private Optional<Duration> expected(Soql soql) {
        return prefetches() ? shapes.expected(soql) : Optional.empty();
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

    /** The results of each of {@code lookups}, which share one request and one permit. */
    private List<List<Result>> sendTogether(List<Lookup> lookups) {
        var soqls = lookups.stream().flatMap(lookup -> lookup.soqls().stream()).toList();
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
            return ofEach(lookups, results, meter.apiCalls());
        } catch (SalesforceFailure failure) {
            if (failure instanceof SalesforceFailure.DeadlineExceeded) {
                shapes.gotNoAnswer(soqls, since(begin));
            }
            var result = ofEach(failure);
            if (result instanceof Result.Unanswered) {
                failedAsAWhole(lookups, soqls, failure);
            }
            return lookups.stream()
                    .map(lookup -> Collections.nCopies(lookup.size(), result))
                    .toList();
        } finally {
            permits.release();
        }
    }

    /** The part of {@code results} that each of {@code lookups} has. What came along may yet have been no use. */
    private List<List<Result>> ofEach(List<Lookup> lookups, List<Result> results, int calls) {
        var each = new ArrayList<List<Result>>();
        int next = 0;
        for (var lookup : lookups) {
            each.add(results.subList(next, next + lookup.size()));
            next += lookup.size();
        }
        long answered = each.stream()
                .filter(first -> !(first.getFirst() instanceof Result.Unanswered))
                .count();
        saved.add(Math.max(0, answered - calls));
        return each;
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
                    SalesforceFailure.WriteRejected _,
                    SalesforceFailure.AutomationFailed _,
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
        if (!pause.lastsAt(now)) {
            LOG.log(
                    Level.WARNING,
                    "a composite request of several lookups failed ({0}), so each of them is sent alone, and so are all"
                            + " others for {1} s; if this happens again and again, set SF_COMPOSITE=off",
                    failure.salesforceCode().orElse(failure.code()),
                    PAUSE.toSeconds());
        }
        pause = Interval.from(now, PAUSE);
    }
}
