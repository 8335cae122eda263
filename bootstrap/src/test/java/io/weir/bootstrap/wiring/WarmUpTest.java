package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.status.LogOf;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When Weir becomes ready, and what the log says of what is missing then. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WarmUpTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Set<String> missing = new ConcurrentSkipListSet<>(List.of("object Case", "the login"));
    private final AtomicInteger attempts = new AtomicInteger();
    private final Semaphore mayTry = new Semaphore(0);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LogOf log = new LogOf(WarmUp.class);
    private volatile boolean works = true;

    private final WarmUp.Parts parts = new WarmUp.Parts() {
        @Override
        public void get(Deadline deadline) {
            mayTry.acquireUninterruptibly();
            if (works) {
                missing.clear();
            }
            attempts.incrementAndGet();
        }

        @Override
        public Collection<String> missing() {
            return missing;
        }
    };

    private WarmUp started(Duration time) {
        var warmUp = new WarmUp(parts, time, _ -> {}, Clock.systemUTC(), ready::countDown);
        warmUp.start();
        return warmUp;
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void isReadyOnceEverythingIsThereAndSaysNothing() throws InterruptedException {
        try (var warmUp = started(LONG)) {
            assertThat(ready.getCount()).as("not yet ready: %s", warmUp).isOne();
            mayTry.release();
            ready.await();
        }
        assertThat(attempts).hasValue(1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void isReadyAllTheSameAfterItsTimeAndSaysOnceWhatIsMissingAndOnceThatItIsThere() throws InterruptedException {
        works = false;
        try (var _ = started(Duration.ofMillis(1))) {
            ready.await();
            awaitLines(1);
            assertThat(log.lines().getFirst()).startsWith("WARNING Weir is ready without object Case, the login:");
            mayTry.release(100);
            while (attempts.get() < 100) {
                Thread.onSpinWait();
            }
            works = true;
            mayTry.release();
            awaitLines(2);
        }
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getLast()).isEqualTo("INFO what was missing when Weir became ready is there now");
    }

    @Test
    void doesNotWaitIfItIsToldNotTo() throws InterruptedException {
        try (var _ = started(Duration.ZERO)) {
            ready.await();
            mayTry.release();
            while (!missing.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void warnsIfTheFirstAttemptFailsWhereNobodyWaits() throws InterruptedException {
        works = false;
        try (var _ = started(Duration.ZERO)) {
            ready.await();
            mayTry.release();
            awaitLines(1);
        }
        assertThat(log.lines()).singleElement().asString().startsWith("WARNING Weir is ready without");
    }

    @Test
    void triesAgainWithinSecondsHoweverLongSomethingIsMissing() throws InterruptedException {
        works = false;
        mayTry.release(20);
        var pauses = new CopyOnWriteArrayList<Duration>();
        try (var warmUp = new WarmUp(parts, LONG, pauses::add, Clock.systemUTC(), ready::countDown)) {
            warmUp.start();
            while (attempts.get() < 20) {
                Thread.onSpinWait();
            }
            works = true;
            mayTry.release();
            ready.await();
        }
        assertThat(pauses).hasSize(20).allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) <= 0);
    }

    @Test
    void stopsSilentlyDuringAnAttempt() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var worker = new AtomicReference<Thread>();
        var failures = new CopyOnWriteArrayList<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        try {
            var interrupted = new WarmUp.Parts() {
                @Override
                public void get(Deadline deadline) {
                    worker.set(Thread.currentThread());
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                        throw new SalesforceFailure.DeadlineExceeded("the run was interrupted");
                    }
                }

                @Override
                public Collection<String> missing() {
                    return missing;
                }
            };
            try (var warmUp = new WarmUp(interrupted, LONG, _ -> {}, Clock.systemUTC(), ready::countDown)) {
                warmUp.start();
                begun.await();
            }
            worker.get().join();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(failures).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    private void awaitLines(int number) {
        while (log.lines().size() < number) {
            Thread.onSpinWait();
        }
    }
}
