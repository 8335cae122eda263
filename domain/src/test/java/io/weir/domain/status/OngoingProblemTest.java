package io.weir.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A problem between its two lines in the log. */
class OngoingProblemTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final RecordingLogger log = new RecordingLogger();
    private final OngoingProblem problem = new OngoingProblem(ProblemKind.STORE_UNAVAILABLE, log, now::get);

    @Test
    void isThereFromItsBeginToItsEnd() {
        assertThat(problem.current()).isEmpty();
        problem.begins(() -> "the store fails");
        now.set(START.plusSeconds(9));
        problem.begins(() -> "the store fails again");
        assertThat(problem.current())
                .contains(new StatusProblem(ProblemKind.STORE_UNAVAILABLE, START, "the store fails"));

        problem.ends("the store works");
        problem.ends("the store works");
        assertThat(problem.current()).isEmpty();
        assertThat(log.lines).containsExactly("WARNING the store fails", "INFO the store works");
    }

    @Test
    void mayChangeItsTextButNotItsBegin() {
        assertThat(problem.beginsOrChanges("one")).isTrue();
        now.set(START.plusSeconds(9));
        assertThat(problem.beginsOrChanges("one")).isFalse();
        assertThat(problem.beginsOrChanges("two")).isTrue();

        assertThat(problem.current()).contains(new StatusProblem(ProblemKind.STORE_UNAVAILABLE, START, "two"));
        assertThat(problem.ends()).isTrue();
        assertThat(problem.ends()).isFalse();
        assertThat(log.lines).containsExactly("WARNING one", "WARNING two");
    }

    @Test
    void theWorstComeFirst() {
        var later = new StatusProblem(ProblemKind.BREAKER_OPEN, START.plusSeconds(1), "later");
        var earlier = new StatusProblem(ProblemKind.CREDENTIAL_EXPIRES, START, "earlier");
        var earliest = new StatusProblem(ProblemKind.CREDENTIAL_EXPIRES, START.minusSeconds(1), "earliest");

        assertThat(Stream.of(earlier, later, earliest).sorted()).containsExactly(later, earliest, earlier);
        assertThat(ProblemKind.BREAKER_OPEN.code()).isEqualTo("breaker_open");
    }
}
