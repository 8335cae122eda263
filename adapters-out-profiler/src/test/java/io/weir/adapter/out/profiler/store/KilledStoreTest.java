package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.ExecutionHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledStoreTest {
    @TempDir
    Path folder;

    @Test
    void whatWasStoredOutlivesAProcessThatIsKilledTwice() throws IOException {
        var committed = new HashSet<String>();
        for (long round = 1; round <= 2; round++) {
            KilledWriter.killed(
                            folder, round * 1_000_000, true, line -> line.committed() && line.number() % 1_000 == 500)
                    .stream()
                    .filter(KilledWriter.Line::committed)
                    .forEach(line -> committed.add(line.requestId()));

            try (var history = new StoredExecutionHistory(
                    KilledWriter.settings(folder), Clock.systemUTC(), new SplittableRandom())) {
                var stored = requestIds(history);
                assertThat(history.isAvailable()).isTrue();
                assertThat(stored).containsAll(committed).hasSizeGreaterThanOrEqualTo(500);
                assertThat(counted(history)).isEqualTo(stored.size());
            }
        }
    }

    static Set<String> requestIds(ExecutionHistory history) {
        var ids = new HashSet<String>();
        var query = HistoryQuery.newest(1_000);
        HistoryPage page = history.find(query);
        while (true) {
            page.executions().forEach(stored -> ids.add(stored.execution().requestId()));
            if (page.next().isEmpty()) {
                return ids;
            }
            page = history.find(query.withAfter(page.next().get()));
        }
    }

    /** How many runs the statistics count. */
    static long counted(ExecutionHistory history) {
        var now = Clock.systemUTC().instant();
        var query = new SummaryQuery(
                By.ACTION, now.minus(Duration.ofDays(1)), now.plusSeconds(60), RunFilter.ALL, Order.COUNT, 10);
        return history.summary(query).groups().stream()
                .mapToLong(group -> group.count())
                .sum();
    }
}
