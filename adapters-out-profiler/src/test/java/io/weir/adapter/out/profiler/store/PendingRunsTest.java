package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.Execution;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much of what waits is taken, and how much of it there is at most. */
class PendingRunsTest extends StoreTest {
    private static final int NEWEST = 3;

    private final PendingRuns pending =
            new PendingRuns(new StoreSettings(settings().place(), "weir-1", NEWEST, Duration.ofSeconds(1), 14, 1));

    @Test
    void takesAllRunsWhereFewCome() {
        record("a");
        assertThat(taken()).containsExactly("a");
        assertThat(pending.take().isEmpty()).isTrue();
    }

    @Test
    void countsAllRunsAndKeepsSlowOnesWhereManyCome() {
        record("a", "b", "c", "d");
        pending.add(run("slow", "SELECT Id FROM Contact", Execution.ANSWERED, Duration.ofSeconds(1)));
        var busy = pending.take();
        assertThat(busy.runs()).isEqualTo(5);
        assertThat(busy.rows()).extracting(row -> row.run().requestId()).containsExactly("slow");
    }

    @Test
    void takesOfManyRunsThoseThatAreAmongTheNewestABatchLater() {
        record("a", "b", "c", "d");
        assertThat(taken()).isEmpty();
        record("e", "f");
        assertThat(taken()).containsExactly("d");
        record("g");
        assertThat(taken()).containsExactly("e", "f", "g");
    }

    @Test
    void aReaderTakesAll() {
        record("a", "b", "c", "d");
        assertThat(pending.takeAll().rows())
                .extracting(row -> row.run().requestId())
                .containsExactly("b", "c", "d");
    }

    @Test
    void storesTheNewestNowAndThenWhereManyComeForLong() {
        long withRows = IntStream.range(0, 310)
                .filter(_ -> {
                    record("a", "b", "c", "d");
                    return !pending.take().rows().isEmpty();
                })
                .count();
        assertThat(withRows).isEqualTo(10);
    }

    @Test
    void boundsTheStatisticsAndSaysWhatIsNotCounted() {
        for (int i = 0; i < PendingRuns.MOST_TALLIES; i++) {
            assertThat(pending.add(run("run", "SELECT " + i, Execution.ANSWERED, Duration.ofMillis(1))))
                    .isTrue();
        }
        assertThat(pending.add(run("counted", "SELECT 0", Execution.ANSWERED, Duration.ofMillis(1))))
                .isTrue();
        assertThat(pending.add(run("beyond", "SELECT beyond", Execution.ANSWERED, Duration.ofMillis(1))))
                .isFalse();
        var batch = pending.takeAll();
        assertThat(batch.runs()).isEqualTo(PendingRuns.MOST_TALLIES + 1);
        assertThat(batch.rows())
                .hasSize(NEWEST)
                .last()
                .satisfies(row -> assertThat(row.run().requestId()).isEqualTo("beyond"));
    }

    private List<String> taken() {
        return pending.take().rows().stream().map(row -> row.run().requestId()).toList();
    }

    private void record(String... requestIds) {
        for (String requestId : requestIds) {
            pending.add(run(requestId));
        }
    }
}
