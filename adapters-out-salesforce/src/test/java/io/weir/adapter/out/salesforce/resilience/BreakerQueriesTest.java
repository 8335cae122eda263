package io.weir.adapter.out.salesforce.resilience;

import static io.weir.adapter.out.salesforce.resilience.FakeQueries.PAGE;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.ask;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.askTogether;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.await;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.down;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.CallRefused;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import io.weir.domain.query.QueryPage;
import io.weir.domain.status.LoggedLines;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BreakerQueriesTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void opensWhenMostOfManyFail() {
        var org = failing(FakeQueries::down);
        var queries = guarded(org, BreakerSettings.defaults());

        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(() -> ask(queries));
        }
        assertThatExceptionOfType(CallRefused.class)
                .isThrownBy(() -> ask(queries))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(5)))
                .withNoCause();
        assertThat(org.calls()).isEqualTo(50);
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
            var queries = guarded(failing(outage), new BreakerSettings(4, 100, LONG));
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> ask(queries)).isInstanceOf(outage.get().getClass());
            }
            assertThatExceptionOfType(CallRefused.class).isThrownBy(() -> ask(queries));
        }
    }

    @Test
    void timeoutsOfShortDeadlinesDoNotOpenIt() {
        var org = failing(() -> new DeadlineExceeded(""));
        var queries = guarded(org, new BreakerSettings(4, 50, LONG));
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(DeadlineExceeded.class)
                    .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, StandIn.meter(Duration.ofMillis(900))))
                    .withNoCause();
        }

        assertThat(org.calls()).isEqualTo(20);
    }

    @Test
    void mistakesOfCallersAndOperatorsDoNotOpenIt() {
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
            var queries = guarded(failing(mistake), new BreakerSettings(4, 25, LONG));
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> ask(queries))
                        .isInstanceOf(mistake.get().getClass());
            }
        }
    }

    @Test
    void staysClosedAfterASuccessfulProbeThoughEarlierCallsFailLate() throws Exception {
        var release = new CountDownLatch(1);
        var started = new Semaphore(0);
        var slow = new AtomicBoolean(true);
        var broken = new AtomicBoolean(true);
        var org = new FakeQueries(() -> {
            if (slow.get()) {
                started.release();
                await(release);
                throw down();
            }
            return pageUnless(broken);
        });
        var queries = guarded(org, new BreakerSettings(4, 50, SHORT));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = askTogether(threads, 8, queries);
            started.acquire(8);
            slow.set(false);
            while (!isRefused(queries)) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (var answer : late) {
                assertThatThrownBy(answer::get).hasCauseInstanceOf(SalesforceFailure.Unavailable.class);
            }
            broken.set(false);
            while (isRefused(queries)) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(ask(queries)).isSameAs(PAGE);
            }
        }
    }

    @Test
    void logsOneWarningWhenItOpensAndOneLineWhenItCloses() throws Exception {
        try (var log = new LoggedLines();
                var threads = Executors.newFixedThreadPool(2)) {
            var broken = new AtomicBoolean(true);
            var queries = guarded(new FakeQueries(() -> pageUnless(broken)), new BreakerSettings(4, 100, SHORT));
            threads.invokeAll(Collections.nCopies(100, () -> isRefused(queries)));
            while (isRefused(queries)) {
                Thread.onSpinWait();
            }
            threads.invokeAll(Collections.nCopies(100, () -> isRefused(queries)));
            broken.set(false);
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
    void aProbeThatTimesOutAtAShortDeadlineDoesNotCloseIt() {
        try (var log = new LoggedLines()) {
            var late = new AtomicBoolean();
            var org = new FakeQueries(() -> {
                throw late.get() ? new DeadlineExceeded("") : down();
            });
            var queries = opened(org);
            late.set(true);
            probeThreeTimes(org, queries, Duration.ofMillis(900));

            assertThat(log.saying("the circuit breaker is closed")).isEmpty();
        }
    }

    @Test
    void aProbeThatSentNothingDoesNotCloseIt() {
        List<Supplier<SalesforceFailure>> failuresOfLogins = List.of(
                () -> new SalesforceFailure.LoginRefused("", ""),
                () -> new SalesforceFailure.AccessDenied("", ""),
                () -> new SalesforceFailure.Misconfigured("", ""),
                () -> new SalesforceFailure.Throttled("", "", Duration.ZERO));
        for (var failure : failuresOfLogins) {
            try (var log = new LoggedLines()) {
                var loggedIn = new AtomicBoolean(true);
                var org = new FakeQueries(
                        () -> {
                            throw loggedIn.get() ? down() : failure.get();
                        },
                        loggedIn::get);
                var queries = opened(org);
                loggedIn.set(false);
                probeThreeTimes(org, queries, Duration.ofMinutes(2));

                assertThat(log.saying("the circuit breaker is closed")).isEmpty();
            }
        }
    }

    @Test
    void hidesTheFaultToleranceLibrary() {
        var open = guarded(failing(FakeQueries::down), new BreakerSettings(1, 100, LONG));
        assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(() -> ask(open));
        assertThatThrownBy(() -> ask(open))
                .isInstanceOf(SalesforceFailure.class)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());

        var broken = guarded(
                new FakeQueries(() -> {
                    throw new StackOverflowError("deep");
                }),
                BreakerSettings.defaults());
        assertThatThrownBy(() -> ask(broken)).isInstanceOf(StackOverflowError.class);
    }

    private static CompositeQueries guarded(CompositeQueries org, BreakerSettings settings) {
        return new BreakerQueries(org, settings, Clock.systemUTC(), TestMeters.ALL);
    }

    private static QueryPage pageUnless(AtomicBoolean broken) {
        if (broken.get()) {
            throw down();
        }
        return PAGE;
    }

    /** Queries behind a breaker that {@code org} has opened, and that tries it again at once. */
    private static CompositeQueries opened(FakeQueries org) {
        var queries = guarded(org, new BreakerSettings(4, 100, SHORT));
        for (int i = 0; i < 4; i++) {
            isRefused(queries);
        }
        return queries;
    }

    private static void probeThreeTimes(FakeQueries org, CompositeQueries queries, Duration time) {
        int before = org.calls();
        while (org.calls() < before + 3) {
            try {
                queries.start(StandIn.ACCOUNTS, StandIn.meter(time));
            } catch (SalesforceFailure failedOrRefused) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isRefused(CompositeQueries queries) {
        try {
            ask(queries);
            return false;
        } catch (CallRefused e) {
            return true;
        } catch (SalesforceFailure e) {
            return false;
        }
    }
}
