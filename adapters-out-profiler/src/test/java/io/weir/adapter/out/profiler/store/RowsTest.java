package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.Phase;
import io.weir.domain.limit.Phase.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text that phases are stored as. */
class RowsTest {
    @Test
    void readsThePhasesThatAWeirWithoutResultsStored() {
        assertThat(Rows.phases("permit 0 1,attempt 1 12000000"))
                .containsExactly(
                        new Phase(Kind.PERMIT, Duration.ZERO, Duration.ofNanos(1)),
                        new Phase(Kind.ATTEMPT, Duration.ofNanos(1), Duration.ofMillis(12)));
        assertThat(Rows.phases("")).isEmpty();
    }

    @Test
    void aWeirWithoutResultsReadsWhatThisOneStores() {
        var phases = List.of(
                new Phase(Kind.PERMIT, Duration.ZERO, Duration.ofNanos(1)),
                new Phase(Kind.ATTEMPT, Duration.ofNanos(1), Duration.ofNanos(12), "503"));

        assertThat(Rows.text(phases)).isEqualTo("permit 0 1,attempt 1 12 503");
        assertThat(Rows.phases(Rows.text(phases))).isEqualTo(phases);
    }

    @Test
    void leavesOutThePhasesThatOnlyALaterWeirKnows() {
        assertThat(Rows.phases("permit 0 1,translate 1 12,attempt 1 12 503 again,attempt 2 3 HTTP/503"))
                .containsExactly(
                        new Phase(Kind.PERMIT, Duration.ZERO, Duration.ofNanos(1)),
                        new Phase(Kind.ATTEMPT, Duration.ofNanos(1), Duration.ofNanos(12), "503"));
        assertThat(Rows.phases("translate")).isEmpty();
    }
}
