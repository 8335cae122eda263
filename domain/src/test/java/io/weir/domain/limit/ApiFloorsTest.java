package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.domain.limit.ApiFloors.Amount;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiFloorsTest {
    private static List<Long> floors(ApiFloors floors, long limit) {
        return Arrays.stream(Priority.values())
                .map(priority -> floors.of(priority, limit))
                .toList();
    }

    @Test
    void aReserveIsHalfForHighPriorityAndTwiceForLow() {
        assertThat(floors(ApiFloors.around(new Amount.Calls(1_000)), 15_000)).containsExactly(500L, 1_000L, 2_000L);
        assertThat(floors(ApiFloors.around(new Amount.Percent(15)), 10_000)).containsExactly(750L, 1_500L, 3_000L);
    }

    @Test
    void aFleetLeavesSharesOfTheLimit() {
        assertThat(floors(ApiFloors.OF_A_FLEET, 100_000)).containsExactly(5_000L, 15_000L, 30_000L);
        assertThat(floors(ApiFloors.OF_A_FLEET, 1)).as("rounded up").containsExactly(1L, 1L, 1L);
        assertThat(ApiFloors.OF_A_FLEET).hasToString("low 30 %, normal 15 %, high 5 %");
    }

    @Test
    void noPriorityStopsBeforeALowerOne() {
        var floors = new ApiFloors(new Amount.Calls(10), new Amount.Percent(15), new Amount.Calls(5_000));

        assertThat(floors(floors, 1_000)).containsExactly(150L, 150L, 150L);
    }

    @Test
    void zeroIsNone() {
        assertThat(ApiFloors.NONE.areNone()).isTrue();
        assertThat(ApiFloors.around(new Amount.Percent(0)).areNone()).isTrue();
        assertThat(ApiFloors.OF_A_FLEET.areNone()).isFalse();
    }

    @Test
    void refusesImpossibleAmounts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Calls(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Percent(101));
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Percent(Double.NaN));
    }
}
