package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an operator sees of the budget. */
class ApiBudgetStateTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ApiBudget budget = new ApiBudget(1_000, now::get);

    @Test
    void aSpentAllocationHasBeenSoSinceTheFirstRefusal() {
        budget.quotaExhausted();
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.Spent(START, START.plusSeconds(60)));

        now.set(START.plusSeconds(61));
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.Spent(START, START.plusSeconds(61)));
        budget.admit();
        budget.quotaExhausted();
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.Spent(START, START.plusSeconds(121)));

        now.set(START.plusSeconds(121));
        budget.admit();
        budget.answered(now.get());
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.Available());
    }

    @Test
    void aReserveIsReachedUntilMoreThanATenthMoreIsLeft() {
        budget.admit(new ApiUsage(9_000, 10_000));
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.ReserveReached(START, START.plusSeconds(60)));

        now.set(START.plusSeconds(30));
        budget.admit(new ApiUsage(9_100, 10_000));
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.ReserveReached(START, START.plusSeconds(60)));
        budget.admit(new ApiUsage(8_950, 10_000));
        assertThat(budget.state())
                .as("callers are admitted, but may not be in a moment")
                .isEqualTo(new ApiBudget.State.ReserveReached(START, now.get()));
        budget.admit(new ApiUsage(8_000, 10_000));
        assertThat(budget.state()).isEqualTo(new ApiBudget.State.Available());
    }
}
