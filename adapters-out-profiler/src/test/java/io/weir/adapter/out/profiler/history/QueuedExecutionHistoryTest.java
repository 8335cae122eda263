package io.weir.adapter.out.profiler.history;

import static io.weir.adapter.out.profiler.history.Executions.execution;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.Execution;
import io.weir.domain.port.ListedHistory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QueuedExecutionHistoryTest {
    @Test
    void showsEveryRunThatEndedBeforeTheQuestion() {
        try (var history = new QueuedExecutionHistory(new InMemoryExecutionHistory(10), 10)) {
            history.record(execution("first"));
            history.record(execution("second"));
            assertThat(history.latest(10)).extracting(Execution::requestId).containsExactly("second", "first");
        }
    }

    @Test
    void carriesOnWhatWaitsWhenItCloses() {
        var kept = new InMemoryExecutionHistory(10);
        var history = new QueuedExecutionHistory(kept, 10);
        history.record(execution("last"));
        history.close();
        assertThat(kept.latest(1)).extracting(Execution::requestId).containsExactly("last");
    }

    @Test
    void aSlowHistoryCostsEntriesAndNeverHoldsARunUp() throws InterruptedException {
        var slow = new SlowHistory();
        try (var history = new QueuedExecutionHistory(slow, 2)) {
            history.record(execution("being carried"));
            slow.busy.await();
            for (int i = 0; i < 5; i++) {
                history.record(execution("waiting " + i));
            }
            assertThat(history.dropped()).isEqualTo(3);
            slow.released.countDown();
            assertThat(history.latest(10)).hasSize(3);
        }
    }

    @Test
    void aHistoryThatFailsOnceGoesOnWithTheNextRuns() {
        var failing = new FailingOnce();
        try (var history = new QueuedExecutionHistory(failing, 10)) {
            history.record(execution("lost"));
            assertThat(history.latest(10)).isEmpty();
            history.record(execution("kept"));
            assertThat(history.latest(10)).extracting(Execution::requestId).containsExactly("kept");
            assertThat(history.dropped()).isOne();
        }
    }

    private static final class FailingOnce extends ListedHistory {
        private boolean failed;

        @Override
        public void record(Execution execution) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("out of order");
            }
            super.record(execution);
        }
    }

    /** Blocks on its first execution until it is released. */
    private static final class SlowHistory extends ListedHistory {
        final CountDownLatch busy = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void record(Execution execution) {
            busy.countDown();
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            super.record(execution);
        }
    }
}
