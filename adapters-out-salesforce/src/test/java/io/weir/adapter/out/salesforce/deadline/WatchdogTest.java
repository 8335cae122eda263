package io.weir.adapter.out.salesforce.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time-out of a test is the time after which it hangs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchdogTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final Watchdog watchdog = new Watchdog();
    private final CountDownLatch cut = new CountDownLatch(1);

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void cutsWhatIsLate() throws InterruptedException {
        try (var watch = watchdog.watch(SOON, LONG, cut::countDown)) {
            cut.await();
            assertThat(watch.late()).isTrue();
            assertThat(watch.silent()).isFalse();
        }
    }

    @Test
    void cutsWhatIsSilent() throws InterruptedException {
        try (var watch = watchdog.watch(LONG, SOON, cut::countDown)) {
            cut.await();
            assertThat(watch.silent()).isTrue();
            assertThat(watch.late()).isFalse();
        }
    }

    @Test
    void leavesAloneWhatIsDone() throws InterruptedException {
        try (var watch = watchdog.watch(LONG, LONG, cut::countDown)) {
            watch.heard();
        }
        var other = new CountDownLatch(1);
        try (var _ = watchdog.watch(SOON, LONG, other::countDown)) {
            other.await();
        }
        assertThat(cut.getCount()).isEqualTo(1);
    }

    /** Or the connection would serve another request, and be closed under that by a thread that begins late. */
    @Test
    void hasCutWhatItCutsWhenTheWatchIsClosed() {
        var here = Thread.currentThread();
        var cutHere = new AtomicBoolean();
        var watch = watchdog.watch(SOON, LONG, () -> cutHere.compareAndSet(false, Thread.currentThread() == here));
        while (!watch.late()) {
            Thread.onSpinWait();
        }
        watch.close();

        assertThat(cutHere).isTrue();
    }

    @Test
    void endsEveryWaitWhenItIsClosed() throws InterruptedException {
        var watch = watchdog.watch(LONG, LONG, cut::countDown);
        watchdog.close();
        cut.await();
        assertThat(watch.late()).isTrue();

        var after = new CountDownLatch(1);
        watchdog.watch(LONG, LONG, after::countDown);
        assertThat(after.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
