package io.weir.adapter.out.salesforce.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DetachedTaskTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @Test
    void everyWaitingThreadGetsTheResult() {
        var task = task(() -> "done").start();

        assertThat(task.await(LONG)).contains("done");
        assertThat(task.await(Duration.ZERO)).contains("done");
    }

    @Test
    void aFailureReachesEveryWaitingThreadAsItIs() {
        var failure = new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
        var task = task(() -> {
                    throw failure;
                })
                .start();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> task.await(LONG)).isSameAs(failure);
        }
    }

    @Test
    void anErrorReachesEveryWaitingThreadAsACauseAndIsReported() throws Exception {
        var error = new StackOverflowError("deep");
        var reported = new CompletableFuture<Throwable>();
        var task = task(() -> {
                    Thread.currentThread().setUncaughtExceptionHandler((_, e) -> reported.complete(e));
                    throw error;
                })
                .start();

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> task.await(LONG))
                    .withMessage("weir-test died")
                    .havingCause()
                    .isSameAs(error);
        }
        assertThat(reported.get()).isSameAs(error);
    }

    @Test
    void aWaitingThreadGivesUpWhileTheWorkContinues() {
        var release = new CountDownLatch(1);
        var task = task(() -> {
                    await(release);
                    return "done";
                })
                .start();

        assertThat(task.await(Duration.ofMillis(1))).isEmpty();
        release.countDown();
        assertThat(task.await(LONG)).contains("done");
    }

    @Test
    void aTaskThatCannotStartFailsAtOnceForThoseWhoWait() {
        var release = new CountDownLatch(1);
        var undone = new AtomicBoolean();
        var task = task(() -> {
                    await(release);
                    return "done";
                })
                .start();

        // a thread cannot be started twice
        assertThatThrownBy(() -> task.start(() -> undone.set(true))).isInstanceOf(IllegalThreadStateException.class);

        assertThat(undone).isTrue();
        assertThatThrownBy(() -> task.await(LONG)).isInstanceOf(IllegalThreadStateException.class);
        release.countDown();
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        var never = new CountDownLatch(1);
        var task = task(() -> {
                    await(never);
                    return "done";
                })
                .start();

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(SalesforceFailure.DeadlineExceeded.class).isThrownBy(() -> task.await(LONG));
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    private static DetachedTask<String> task(Supplier<String> work) {
        return new DetachedTask<>("weir-test", work);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
