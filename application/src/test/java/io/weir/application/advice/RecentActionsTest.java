package io.weir.application.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.advice.ActionStatistics;
import io.weir.domain.caller.ActionName;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.port.ListedHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentActionsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final ActionName LOOKUP = new ActionName("caller-lookup");

    private final ListedHistory history = new ListedHistory();
    private final RecentActions recent = new RecentActions(history, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void knowsTheRequestsOfTheLastDay() {
        record("caller-lookup", Duration.ofHours(25), 900, 700, Served.CACHED);
        record("caller-lookup", Duration.ofHours(2), 40, 7, Served.FRESH);
        record("caller-lookup", Duration.ofHours(1), 30, 12, Served.CACHED);
        record("salesforce-query", Duration.ofHours(1), 10, 2_000, Served.FRESH);

        assertThat(recent.statistics())
                .containsOnlyKeys(LOOKUP)
                .containsEntry(LOOKUP, new ActionStatistics(2, Duration.ofMillis(40), 12, 1));
    }

    @Test
    void judgesRowsAndCacheByTheNewestRequestsOfAll() {
        record("caller-lookup", Duration.ofHours(2), 10, 50, Served.CACHED);
        for (int i = 0; i < 999; i++) {
            record("open-cases", Duration.ofHours(1), 10, 1, Served.FRESH);
        }
        record("caller-lookup", Duration.ofMinutes(1), 20, 5, Served.FRESH);

        assertThat(recent.statistics())
                .containsEntry(
                        LOOKUP, new ActionStatistics(2, Duration.ofMillis(20), new ActionStatistics.Sample(1, 5, 0)));
    }

    @Test
    void knowsNothingWithoutAHistory() {
        assertThat(recent.statistics()).isEmpty();
    }

    private void record(String action, Duration ago, int millis, int rows, Served served) {
        history.record(new Execution(
                NOW.minus(ago),
                "r-1",
                action,
                "tester",
                served,
                "SELECT Id FROM Contact WHERE Phone = ?",
                Duration.ofMillis(millis),
                rows,
                false,
                1,
                1,
                Execution.ANSWERED,
                Optional.empty(),
                ContactHash.NONE,
                Optional.empty(),
                "",
                List.of(),
                ""));
    }
}
