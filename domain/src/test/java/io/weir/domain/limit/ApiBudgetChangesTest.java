package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Which changes of the API budget its listener hears, and how often. */
class ApiBudgetChangesTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final ApiUsage REACHED = new ApiUsage(9_000, 10_000);
    private volatile Instant now = START;
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final ApiBudget budget = new ApiBudget(1_000, () -> now, new ApiBudget.Changes() {
        @Override
        public void quotaSpent() {
            changes.add("quota spent");
        }

        @Override
        public void quotaAvailable() {
            changes.add("quota available");
        }

        @Override
        public void reserveReached(ApiUsage usage, long reserve) {
            changes.add("reserve reached at " + usage);
        }

        @Override
        public void reserveLeft(ApiUsage usage, long reserve) {
            changes.add("reserve left at " + usage);
        }
    });

    @Test
    void hearsOnceThatTheQuotaIsSpentAndOnceThatItIsAvailable() throws InterruptedException {
        ofTwoThreads(budget::quotaExhausted);
        now = START.plusSeconds(60);
        budget.admit();
        budget.quotaExhausted();
        now = START.plusSeconds(120);
        ofTwoThreads(() -> budget.answered(now));

        assertThat(changes).containsExactly("quota spent", "quota available");
    }

    @Test
    void hearsOnceThatTheReserveIsReachedAndOnceThatATenthMoreIsLeft() throws InterruptedException {
        ofTwoThreads(() -> budget.admit(REACHED));
        budget.admit(new ApiUsage(8_999, 10_000));
        budget.admit(REACHED, Priority.HIGH);
        budget.admit(new ApiUsage(8_900, 10_000), Priority.LOW);
        ofTwoThreads(() -> budget.admit(new ApiUsage(8_899, 10_000)));

        assertThat(changes).containsExactly("reserve reached at 9000/10000", "reserve left at 8899/10000");
    }

    @Test
    void hearsNothingOfAReserveThatIsOff() {
        var off = new ApiBudget(0, () -> now, ApiBudget.Changes.IGNORED);
        assertThat(off.admit(new ApiUsage(10_000, 10_000))).isEqualTo(Admission.Granted.FREELY);
    }

    private static void ofTwoThreads(Runnable event) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.invokeAll(Collections.nCopies(100, Executors.callable(event)));
        }
    }
}
