package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ExecutionHistory} must do; each implementation extends this in its tests. */
public abstract class ExecutionHistoryContract extends HistorySeriesContract {
    /** How many executions {@link #emptyHistory} keeps: at least 16, and not many, to keep the tests short. */
    protected abstract int capacity();

    @Test
    void knowsNothingAtFirst() {
        assertThat(emptyHistory().latest(10)).isEmpty();
    }

    @Test
    void tellsTheNewestFirst() {
        var history = emptyHistory();
        record(history, 0, 3);

        assertThat(ids(history.latest(10))).containsExactly("run-2", "run-1", "run-0");
    }

    @Test
    void tellsNoMoreThanItIsAskedFor() {
        var history = emptyHistory();
        record(history, 0, 5);

        assertThat(ids(history.latest(2))).containsExactly("run-4", "run-3");
        assertThat(history.latest(0)).isEmpty();
        assertThat(history.latest(Integer.MAX_VALUE)).hasSize(5);
    }

    @Test
    void forgetsTheOldestBeyondItsCapacity() {
        var history = emptyHistory();
        record(history, 0, capacity() + 7);

        var kept = ids(history.latest(Integer.MAX_VALUE));
        assertThat(kept).hasSize(capacity()).first().isEqualTo("run-" + (capacity() + 6));
        assertThat(kept).last().isEqualTo("run-7");
    }

    @Test
    void keepsEveryDetail() {
        var history = emptyHistory();
        var failed = new Execution(
                Instant.parse("2026-01-31T09:59:59.123456789Z"),
                "run",
                "caller-lookup",
                3,
                "ivr",
                Execution.Served.CACHED,
                "SELECT Id FROM Contact WHERE Phone = ?",
                Duration.ofNanos(12_345_678),
                0,
                true,
                3,
                4,
                "salesforce_throttled",
                Optional.empty(),
                new ContactHash("0123456789abcdef"),
                Optional.of(new Execution.SalesforceError(
                        "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded")),
                "not_found",
                List.of(
                        new Phase(Phase.Kind.PERMIT, Duration.ZERO, Duration.ofNanos(1)),
                        new Phase(Phase.Kind.ATTEMPT, Duration.ofNanos(1), Duration.ofMillis(12), "503"),
                        new Phase(Phase.Kind.ATTEMPT, Duration.ofMillis(20), Duration.ofMillis(1))),
                "");
        history.record(failed);
        history.record(execution(1));

        assertThat(history.latest(2)).containsExactly(execution(1), failed);
    }

    @Test
    void givesAListThatLaterRunsDoNotChange() {
        var history = emptyHistory();
        record(history, 0, 1);
        var seen = history.latest(10);
        record(history, 1, 3);

        assertThat(ids(seen)).containsExactly("run-0");
    }

    @Test
    void losesNoEntryOfManyThreadsWithinItsCapacity() {
        var history = emptyHistory();
        recordFromThreads(history, capacity());

        assertThat(new HashSet<>(ids(history.latest(Integer.MAX_VALUE)))).hasSize(capacity());
    }

    @Test
    void keepsItsBoundWithManyThreads() {
        var history = emptyHistory();
        recordFromThreads(history, capacity() * 4);

        assertThat(new HashSet<>(ids(history.latest(Integer.MAX_VALUE)))).hasSize(capacity());
    }

    /** Each thread reads too, so that readers meet a history that changes. */
    private static void recordFromThreads(ExecutionHistory history, int entries) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, entries)
                    .mapToObj(number -> threads.submit(() -> {
                        start.await();
                        history.record(execution(number));
                        return history.latest(3).size();
                    }))
                    .toList();
            start.countDown();
            assertThat(tasks).allSatisfy(task -> assertThat(task.get()).isBetween(1, 3));
        }
    }

    private static void record(ExecutionHistory history, int from, int to) {
        IntStream.range(from, to).forEach(number -> history.record(execution(number)));
    }

    private static List<String> ids(List<Execution> executions) {
        return executions.stream().map(Execution::requestId).toList();
    }

    private static Execution execution(int number) {
        return new Execution(
                Instant.parse("2026-01-31T10:00:00Z").plusMillis(number),
                "run-" + number,
                "salesforce-query",
                "default",
                Execution.Served.FRESH,
                "SELECT Id FROM Contact WHERE Phone = ?",
                Duration.ofMillis(12),
                1,
                false,
                1,
                1,
                Execution.ANSWERED,
                Optional.of(new ApiUsage(25, 5_000)),
                ContactHash.NONE,
                Optional.empty(),
                "",
                List.of(),
                "");
    }
}
