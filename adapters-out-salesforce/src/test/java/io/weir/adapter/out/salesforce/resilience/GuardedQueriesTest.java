package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.LoggedLines;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.CallRefused;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardedQueriesTest {
    private static final QueryPage PAGE = new QueryPage(List.of(), 0, Optional.empty());
    private static final BreakerSettings NEVER = new BreakerSettings(1000, 100, Duration.ofHours(1));

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void opensWhenMostOfManyFail() {
        var queries = guarded(BreakerSettings.defaults(), BulkheadSettings.defaults(), () -> {
            throw down();
        });

        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(() -> ask(queries));
        }
        assertThatExceptionOfType(CallRefused.class)
                .isThrownBy(() -> ask(queries))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(5)))
                .withNoCause();
        assertThat(calls).hasValue(50);
        assertThat(TestMeters.gauge("weir_salesforce_breaker_state")).isEqualTo(2);
    }

    @Test
    void countsEachKindOfOutage() {
        List<Supplier<SalesforceFailure>> outages = List.of(
                () -> new SalesforceFailure.Unavailable("", "", Duration.ZERO),
                () -> new SalesforceFailure.UnexpectedError("", ""),
                () -> new SalesforceFailure.Unreadable(""),
                () -> new DeadlineExceeded(""));
        for (var outage : outages) {
            var queries = guarded(new BreakerSettings(4, 100, Duration.ofHours(1)), BulkheadSettings.defaults(), () -> {
                throw outage.get();
            });
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> ask(queries)).isInstanceOf(outage.get().getClass());
            }
            assertThatExceptionOfType(CallRefused.class).isThrownBy(() -> ask(queries));
        }
    }

    @Test
    void callersWhoDoNotWaitDoNotOpenIt() {
        var queries = guarded(new BreakerSettings(4, 50, Duration.ofHours(1)), BulkheadSettings.defaults(), () -> {
            throw new DeadlineExceeded("");
        });
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(DeadlineExceeded.class)
                    .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, StandIn.meter(Duration.ofMillis(900))))
                    .withNoCause();
        }

        assertThat(calls).hasValue(20);
    }

    @Test
    void theMistakesOfOthersDoNotOpenIt() {
        List<Supplier<SalesforceFailure>> mistakes = List.of(
                () -> new SalesforceFailure.QueryRejected("", ""),
                () -> new SalesforceFailure.AccessDenied("", ""),
                () -> new SalesforceFailure.LoginRefused("", ""),
                () -> new SalesforceFailure.Misconfigured("", ""),
                () -> new SalesforceFailure.QuotaExhausted("", ""),
                () -> new SalesforceFailure.Throttled("", "", Duration.ZERO),
                () -> new SalesforceFailure.QueryTimedOut("", ""),
                () -> new SalesforceFailure.CursorLost("", ""));
        for (var mistake : mistakes) {
            var queries = guarded(new BreakerSettings(4, 25, Duration.ofHours(1)), BulkheadSettings.defaults(), () -> {
                throw mistake.get();
            });
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> ask(queries))
                        .isInstanceOf(mistake.get().getClass());
            }
        }
    }

    @Test
    void staysClosedAfterAProbeThatSucceededThoughOthersFailedLate() throws Exception {
        var release = new CountDownLatch(1);
        var started = new Semaphore(0);
        var down = new AtomicInteger(1);
        var queries = guarded(new BreakerSettings(4, 50, Duration.ofMillis(1)), BulkheadSettings.defaults(), () -> {
            if (down.get() == 0) {
                return PAGE;
            }
            if (down.get() == 2) {
                started.release();
                await(release);
            }
            throw down();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            down.set(2);
            var late = many(threads, 8, () -> ask(queries));
            started.acquire(8);
            down.set(1);
            while (!isRefused(queries)) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (var answer : late) {
                assertThatThrownBy(answer::get).hasCauseInstanceOf(SalesforceFailure.Unavailable.class);
            }
            down.set(0);
            while (isRefused(queries)) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(ask(queries)).isSameAs(PAGE);
            }
        }
    }

    @Test
    void anOutageIsOneWarningAndItsEndOneLine() throws Exception {
        try (var log = new LoggedLines();
                var threads = Executors.newFixedThreadPool(2)) {
            var down = new AtomicBoolean(true);
            var queries =
                    guarded(new BreakerSettings(4, 100, Duration.ofMillis(1)), BulkheadSettings.defaults(), () -> {
                        if (down.get()) {
                            throw down();
                        }
                        return PAGE;
                    });
            threads.invokeAll(Collections.nCopies(100, () -> isRefused(queries)));
            while (isRefused(queries)) {
                Thread.onSpinWait();
            }
            threads.invokeAll(Collections.nCopies(100, () -> isRefused(queries)));
            down.set(false);
            while (isRefused(queries)) {
                Thread.onSpinWait();
            }
            threads.invokeAll(Collections.nCopies(100, () -> isRefused(queries)));

            assertThat(log.saying("the circuit breaker is open"))
                    .singleElement()
                    .asString()
                    .contains("WARNING", "503 salesforce_call_refused");
            assertThat(log.saying("the circuit breaker is closed"))
                    .singleElement()
                    .asString()
                    .contains("INFO");
        }
    }

    @Test
    void aProbeOfACallerWhoDoesNotWaitDoesNotCloseIt() {
        try (var log = new LoggedLines()) {
            var late = new AtomicBoolean();
            var queries =
                    guarded(new BreakerSettings(4, 100, Duration.ofMillis(1)), BulkheadSettings.defaults(), () -> {
                        if (late.get()) {
                            throw new DeadlineExceeded("");
                        }
                        throw down();
                    });
            for (int i = 0; i < 4; i++) {
                isRefused(queries);
            }
            late.set(true);
            int before = calls.get();
            while (calls.get() < before + 3) {
                try {
                    queries.start(StandIn.ACCOUNTS, StandIn.meter(Duration.ofMillis(900)));
                } catch (SalesforceFailure lateOrRefused) {
                    Thread.onSpinWait();
                }
            }

            assertThat(log.saying("the circuit breaker is closed")).isEmpty();
        }
    }

    @Test
    void whoFindsItFullWaitsForATurn() throws Exception {
        var release = new CountDownLatch(1);
        var queries = guarded(NEVER, new BulkheadSettings(2, 50), () -> {
            await(release);
            return PAGE;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = many(threads, 30, () -> ask(queries));
            release.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isSameAs(PAGE);
            }
        }
        assertThat(calls).hasValue(30);
    }

    @Test
    void neverRunsMoreThanItMay() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var three = new CountDownLatch(3);
        var queries = guarded(NEVER, new BulkheadSettings(3, 200), () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            await(three);
            running.decrementAndGet();
            return PAGE;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : many(threads, 200, () -> ask(queries))) {
                assertThat(answer.get()).isSameAs(PAGE);
            }
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void whoWaitsTooLongLeavesWithoutAPermit() throws Exception {
        var release = new CountDownLatch(1);
        var started = new Semaphore(0);
        var queries = guarded(NEVER, new BulkheadSettings(1, 10), () -> {
            started.release();
            await(release);
            return PAGE;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ask(queries));
            started.acquire();
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(DeadlineExceeded.class)
                        .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, StandIn.meter(Duration.ofMillis(20))));
            }
            release.countDown();
            assertThat(first.get()).isSameAs(PAGE);
            for (int i = 0; i < 20; i++) {
                assertThat(ask(queries)).isSameAs(PAGE);
            }
        }
        assertThat(calls).hasValue(21);
    }

    @Test
    void whoseTurnComesAtTheDeadlineWaitsNoLonger() throws Exception {
        var release = new CountDownLatch(1);
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var org = orgThat(() -> {
            if (calls.get() == 1) {
                first.countDown();
                await(release);
            } else {
                second.countDown();
                await(answered, Duration.ofMillis(500));
            }
            return PAGE;
        });
        // asked for the time, it lets the queued call run first, and then says that the deadline has passed
        var asked = new AtomicInteger();
        InstantSource clock = () -> {
            if (asked.incrementAndGet() == 2) {
                release.countDown();
                await(second);
            }
            return Instant.MAX;
        };
        var queries = new GuardedQueries(org, NEVER, new BulkheadSettings(1, 1), clock, TestMeters.ALL);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = threads.submit(() -> ask(queries));
            await(first);
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> ask(queries));
            answered.countDown();
            assertThat(other.get()).isSameAs(PAGE);
        }
    }

    @Test
    void refusesWhenTheQueueIsFullToo() throws Exception {
        var release = new CountDownLatch(1);
        var queries = guarded(NEVER, new BulkheadSettings(1, 1), () -> {
            await(release);
            return PAGE;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var firstIsDone = new CountDownLatch(1);
            var answers = many(threads, 3, () -> {
                try {
                    return ask(queries);
                } finally {
                    firstIsDone.countDown();
                }
            });
            // one runs and one waits, so the third is refused before anything is released
            firstIsDone.await();
            release.countDown();
            int refused = 0;
            for (var answer : answers) {
                try {
                    assertThat(answer.get()).isSameAs(PAGE);
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(CallRefused.class);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
        }
    }

    @Test
    void hidesTheFaultToleranceLibrary() {
        var open = guarded(new BreakerSettings(1, 100, Duration.ofHours(1)), BulkheadSettings.defaults(), () -> {
            throw down();
        });
        assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(() -> ask(open));
        assertThatThrownBy(() -> ask(open))
                .isInstanceOf(SalesforceFailure.class)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());

        var broken = guarded(NEVER, BulkheadSettings.defaults(), () -> {
            throw new StackOverflowError("deep");
        });
        assertThatThrownBy(() -> ask(broken)).isInstanceOf(StackOverflowError.class);
    }

    private GuardedQueries guarded(BreakerSettings breaker, BulkheadSettings bulkhead, Supplier<QueryPage> answer) {
        return new GuardedQueries(orgThat(answer), breaker, bulkhead, Clock.systemUTC(), TestMeters.ALL);
    }

    private SalesforceQueries orgThat(Supplier<QueryPage> answer) {
        return new SalesforceQueries() {
            @Override
            public QueryPage start(Soql soql, RunMeter meter) {
                calls.incrementAndGet();
                return answer.get();
            }

            @Override
            public QueryPage resume(PageCursor cursor, RunMeter meter) {
                return start(StandIn.ACCOUNTS, meter);
            }
        };
    }

    private static QueryPage ask(SalesforceQueries queries) {
        return queries.start(StandIn.ACCOUNTS, StandIn.meter());
    }

    private static boolean isRefused(SalesforceQueries queries) {
        try {
            ask(queries);
            return false;
        } catch (CallRefused e) {
            return true;
        } catch (SalesforceFailure e) {
            return false;
        }
    }

    private static SalesforceFailure down() {
        return new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
    }

    private static List<Future<QueryPage>> many(ExecutorService threads, int number, Supplier<QueryPage> work) {
        var futures = new ArrayList<Future<QueryPage>>();
        for (int i = 0; i < number; i++) {
            futures.add(threads.submit(work::get));
        }
        return futures;
    }

    private static void await(CountDownLatch latch, Duration timeout) {
        try {
            latch.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
