package io.weir.adapter.out.salesforce.resilience;

import static io.weir.adapter.out.salesforce.resilience.FakeQueries.PAGE;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.ask;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.askTogether;
import static io.weir.adapter.out.salesforce.resilience.FakeQueries.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.CallRefused;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BulkheadQueriesTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final Semaphore started = new Semaphore(0);

    /** Answers nothing before the release. */
    private final FakeQueries slow = new FakeQueries(() -> {
        started.release();
        await(release);
        return PAGE;
    });

    @Test
    void requestsBeyondTheLimitWaitForAPermit() throws Exception {
        var queries = limited(slow, 2, 50);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = askTogether(threads, 30, queries);
            release.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isSameAs(PAGE);
            }
        }
        assertThat(slow.calls()).isEqualTo(30);
    }

    @Test
    @Timeout(60)
    void countsTheRequestsThatRunAndThoseThatWait() throws Exception {
        var queries = limited(slow, 2, 50);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = askTogether(threads, 5, queries);
            started.acquire(2);
            while (queries.waiting() < 3) {
                Thread.onSpinWait();
            }
            assertThat(queries.running()).isEqualTo(2);
            release.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isSameAs(PAGE);
            }
        }
        assertThat(queries.running()).isZero();
        assertThat(queries.waiting()).isZero();
    }

    @Test
    void neverRunsMoreThanTheLimit() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var three = new CountDownLatch(3);
        var org = new FakeQueries(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            await(three);
            running.decrementAndGet();
            return PAGE;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : askTogether(threads, 200, limited(org, 3, 200))) {
                assertThat(answer.get()).isSameAs(PAGE);
            }
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void aWaitEndsAtTheDeadlineAndAsksNothing() throws Exception {
        var queries = limited(slow, 1, 10);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ask(queries));
            started.acquire();
            for (int i = 0; i < 15; i++) {
                assertThatExceptionOfType(DeadlineExceeded.class)
                        .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, StandIn.meter(Duration.ofMillis(20))))
                        .withMessage("too many requests were waiting for Salesforce");
            }
            release.countDown();
            assertThat(first.get()).isSameAs(PAGE);
            for (int i = 0; i < 20; i++) {
                assertThat(ask(queries)).isSameAs(PAGE);
            }
        }
        assertThat(slow.calls()).isEqualTo(21);
    }

    @Test
    void anInterruptEndsTheWaitAndLosesNoPermit() throws Exception {
        var queries = limited(slow, 1, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ask(queries));
            started.acquire();
            var interrupted = threads.submit(() -> {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> ask(queries));
                return Thread.interrupted();
            });
            assertThat(interrupted.get()).isTrue();
            release.countDown();
            assertThat(first.get()).isSameAs(PAGE);
            assertThat(ask(queries)).isSameAs(PAGE);
        }
    }

    @Test
    void refusesWhenTheQueueIsFullToo() throws Exception {
        var queries = limited(slow, 1, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var firstIsDone = new CountDownLatch(1);
            var answers = askTogether(threads, 3, new FakeQueries(() -> {
                try {
                    return ask(queries);
                } finally {
                    firstIsDone.countDown();
                }
            }));
            // one runs and one waits, so the third is refused before anything is released
            firstIsDone.await();
            release.countDown();
            int refused = 0;
            for (var answer : answers) {
                try {
                    assertThat(answer.get()).isSameAs(PAGE);
                } catch (ExecutionException e) {
                    assertThat(e)
                            .cause()
                            .isInstanceOfSatisfying(
                                    CallRefused.class,
                                    refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
        }
    }

    @Test
    void failuresOfTheOrgPassAndReturnTheirPermits() {
        var down = limited(FakeQueries.failing(FakeQueries::down), 1, 1);
        var broken = limited(
                new FakeQueries(() -> {
                    throw new StackOverflowError("deep");
                }),
                1,
                1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask(down)).isInstanceOf(SalesforceFailure.Unavailable.class);
            assertThatThrownBy(() -> ask(broken)).isInstanceOf(StackOverflowError.class);
        }
    }

    private static BulkheadQueries limited(CompositeQueries org, int running, int queued) {
        var settings = new BulkheadSettings(running, queued);
        return new BulkheadQueries(org, settings, CompositeMode.OFF, () -> false, Clock.systemUTC());
    }
}
