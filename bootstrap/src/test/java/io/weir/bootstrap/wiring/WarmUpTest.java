package io.weir.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.LogOf;
import io.weir.domain.limit.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
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

    private void awaitLines(int number) {
        while (log.lines().size() < number) {
            Thread.onSpinWait();
        }
    }
}
