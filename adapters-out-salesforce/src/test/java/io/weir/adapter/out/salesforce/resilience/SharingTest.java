package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Callers of a test whose lookups may share requests, and the org that answers them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SharingTest {
    final RecordingOrg org = new RecordingOrg();
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** How far the clock is ahead. */
    volatile Duration skipped = Duration.ZERO;

    @AfterEach
    void stop() {
        org.release.release(1_000);
        threads.shutdownNow();
    }

    /** One request at once; lookups are known to be quick. */
    final BulkheadQueries busy() {
        return queries(CompositeMode.BUSY, false, 1, Duration.ZERO);
    }

    /** Lookups are known to be quick. */
    final BulkheadQueries queries(CompositeMode mode, boolean isShort, int running, Duration window) {
        InstantSource clock = () -> Clock.systemUTC().instant().plus(skipped);
        var queries = queries(org, mode, isShort, running, window, clock, () -> 0);
        org.requests.clear();
        return queries;
    }

    /** With room; lookups are known to take {@code time}, on a clock that stands otherwise. */
    final BulkheadQueries taking(Duration time) {
        var nanos = new AtomicLong();
        var clock = Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC);
        LongSupplier nanoTime = () -> nanos.addAndGet(time.toNanos());
        var queries = queries(org, CompositeMode.ALWAYS, false, 10, Duration.ZERO, clock, nanoTime);
        org.requests.clear();
        return queries;
    }

    /** One request at once to {@code org}; lookups are known to be quick. */
    static BulkheadQueries busy(CompositeQueries org) {
        return queries(org, CompositeMode.BUSY, false, 1, Duration.ZERO, Clock.systemUTC(), () -> 0);
    }

    private static BulkheadQueries queries(
            CompositeQueries org,
            CompositeMode mode,
            boolean isShort,
            int running,
            Duration window,
            InstantSource clock,
            LongSupplier nanoTime) {
        var settings = new BulkheadSettings(running, 100);
        var queries = new BulkheadQueries(org, settings, mode, () -> isShort, window, clock, nanoTime);
        makeQuick(queries, ScriptedOrg.lookup("warm"));
        return queries;
    }

    /** Asks {@code soql} as often as it takes until its shape is known to be quick. */
    static void makeQuick(SalesforceQueries queries, Soql soql) {
        for (int i = 0; i < QuickShapes.FEWEST; i++) {
            queries.start(soql, StandIn.meter());
        }
    }

    /** Lets one request run until the org releases it. */
    final void hold(SalesforceQueries queries) throws InterruptedException {
        threads.execute(() -> queries.start(ScriptedOrg.held(), StandIn.meter()));
        org.held.acquire();
    }

    final List<Future<QueryPage>> ask(SalesforceQueries queries, List<Soql> soqls) {
        return calls(queries, soqls).stream().map(threads::submit).toList();
    }

    /** One call for each of {@code soqls}. */
    static List<Callable<QueryPage>> calls(SalesforceQueries queries, List<Soql> soqls) {
        return soqls.stream()
                .<Callable<QueryPage>>map(soql -> () -> queries.start(soql, StandIn.meter()))
                .toList();
    }

    /** What {@code soqls} get, which come in order while the only permit is taken. */
    final List<Future<QueryPage>> whileOneIsHeld(BulkheadQueries queries, List<Soql> soqls)
            throws InterruptedException {
        return whileOneIsHeld(queries, queries, soqls);
    }

    /** @param asked passes queries to {@code bulkhead} */
    final List<Future<QueryPage>> whileOneIsHeld(BulkheadQueries bulkhead, SalesforceQueries asked, List<Soql> soqls)
            throws InterruptedException {
        hold(bulkhead);
        var answers = inOrder(threads, bulkhead, calls(asked, soqls));
        org.release.release();
        return answers;
    }

    /** The results of {@code calls}, each of which waits for a permit before the next begins. */
    static <T> List<Future<T>> inOrder(ExecutorService threads, BulkheadQueries bulkhead, List<Callable<T>> calls) {
        var results = new ArrayList<Future<T>>();
        for (var call : calls) {
            results.add(threads.submit(call));
            awaitWaiting(bulkhead, results.size());
        }
        return results;
    }

    static void awaitWaiting(BulkheadQueries bulkhead, int number) {
        while (bulkhead.waiting() < number) {
            Thread.onSpinWait();
        }
    }

    static <T> List<T> all(List<Future<T>> results) throws InterruptedException, ExecutionException {
        var all = new ArrayList<T>();
        for (var result : results) {
            all.add(result.get());
        }
        return all;
    }

    static Throwable failure(Future<QueryPage> answer) throws InterruptedException {
        try {
            throw new AssertionError("answered: " + answer.get());
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    static List<Soql> lookups(int number) {
        return IntStream.range(0, number).mapToObj(SharingTest::lookup).toList();
    }

    static Soql lookup(int number) {
        return ScriptedOrg.lookup("caller" + number);
    }

    static Soql byId(int number) {
        var id = new Value.Text("0030000000%05d".formatted(number));
        return Soql.of(Query.ofFields("Contact", "Name")
                .where(Filter.Comparison.of(FieldPath.parse("Id"), Operator.EQUAL, id))
                .limitedTo(new Limit.AtMost(51)));
    }
}
