package io.weir.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.status.LogOf;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of the API budget: one warning and one line of its end, whatever happens in between. */
class BudgetLogTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final ApiBudget budget = new ApiBudget(1_000, now::get, new BudgetLog());
    private final LogOf log = new LogOf(BudgetLog.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aSpentQuotaIsOneWarningAndItsEndOneLine() throws InterruptedException {
        hundredTimesByTwo(budget::quotaExhausted);
        hundredTimesByTwo(budget::admit);
        now.updateAndGet(instant -> instant.plusSeconds(60));
        hundredTimesByTwo(() -> budget.answered(now.get()));

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getFirst())
                .startsWith(
                        "WARNING Salesforce says that the org's daily API requests are used up: callers are answered"
                                + " 503 salesforce_quota_exhausted");
        assertThat(log.lines().getLast()).startsWith("INFO Salesforce takes API requests again");
    }

    @Test
    void aReserveThatIsReachedIsOneWarningAndItsEndOneLine() throws InterruptedException {
        hundredTimesByTwo(() -> budget.admit(new ApiUsage(9_000, 10_000)));
        hundredTimesByTwo(() -> budget.admit(new ApiUsage(5_000, 10_000)));

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getFirst())
                .startsWith("WARNING of the org's API requests 9000/10000 are used, and the reserve of 1000 is what is"
                        + " left: callers are answered 503 api_reserve_reached");
        assertThat(log.lines().getLast()).startsWith("INFO of the org's API requests 5000/10000 are used");
    }

    private static void hundredTimesByTwo(Runnable event) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(Collections.nCopies(100, Executors.callable(event)));
        }
    }
}
