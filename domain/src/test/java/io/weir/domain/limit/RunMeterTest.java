package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.limit.Phase.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RunMeterTest {
    private static final Duration STEP = Duration.ofMillis(1);

    private long nanos = 42;
    private final RunMeter meter = new RunMeter(new Deadline(Instant.EPOCH), () -> nanos);

    @Test
    void countsCallsApartFromAttempts() {
        meter.countAttempt();
        meter.countAttempt();
        meter.countApiCall();

        assertThat(meter.attempts()).isEqualTo(2);
        assertThat(meter.apiCalls()).isOne();
        assertThat(meter.deadline()).isEqualTo(new Deadline(Instant.EPOCH));
    }

    @Test
    void losesNoCountAmongThreads() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.execute(meter::countApiCall);
            }
        }

        assertThat(meter.apiCalls()).isEqualTo(1_000);
    }

    @Test
    void keepsPhasesInTheOrderOfTheirStart() {
        pass(STEP);
        try (var _ = meter.begin(Kind.ATTEMPT)) {
            pass(STEP);
            spend(Kind.LOGIN, STEP.multipliedBy(2));
        }

        assertThat(meter.phases())
                .containsExactly(
                        new Phase(Kind.ATTEMPT, STEP, STEP.multipliedBy(3)),
                        new Phase(Kind.LOGIN, STEP.multipliedBy(2), STEP.multipliedBy(2)));
        assertThat(meter.elapsed()).isEqualTo(STEP.multipliedBy(4));
    }

    @Test
    void keepsAPhaseThatIsRecognisedAtItsEnd() {
        pass(STEP);
        var begin = meter.elapsed();
        pass(STEP);
        meter.since(begin, Kind.SHARE);

        assertThat(meter.phases()).containsExactly(new Phase(Kind.SHARE, STEP, STEP));
    }

    @Test
    void keepsHowAnAttemptEnded() {
        var attempt = meter.begin(Kind.ATTEMPT);
        pass(STEP);
        attempt.end("503");

        assertThat(meter.phases()).containsExactly(new Phase(Kind.ATTEMPT, Duration.ZERO, STEP, "503"));
    }

    @Test
    void aResultIsAStatusOrACode() {
        assertThat(new Phase(Kind.ATTEMPT, Duration.ZERO, STEP, "salesforce_unavailable").result())
                .isEqualTo("salesforce_unavailable");
        assertThatThrownBy(() -> new Phase(Kind.ATTEMPT, Duration.ZERO, STEP, "Zebedee said"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Zebedee");
    }

    @Test
    void addsUpThePhasesOfAKind() {
        spend(Kind.ATTEMPT, STEP);
        spend(Kind.BACK_OFF, STEP);
        spend(Kind.ATTEMPT, STEP);

        assertThat(meter.timeOf(Kind.ATTEMPT)).isEqualTo(STEP.multipliedBy(2));
        assertThat(meter.timeOf(Kind.LOGIN)).isZero();
    }

    @Test
    void omitsPhasesThatTookNoTime() {
        spend(Kind.PERMIT, RunMeter.SHORTEST_PHASE.minusNanos(1));
        spend(Kind.LOGIN, Duration.ZERO);
        spend(Kind.LOGIN, Duration.ofNanos(-5));
        spend(Kind.ATTEMPT, RunMeter.SHORTEST_PHASE);

        assertThat(meter.phases()).extracting(Phase::kind).containsExactly(Kind.ATTEMPT);
    }

    @Test
    void mergesThePhasesBeyondTheBound() {
        for (int i = 0; i < 100; i++) {
            spend(Kind.ATTEMPT, STEP);
        }

        assertThat(meter.phases()).hasSize(RunMeter.MOST_PHASES);
        assertThat(meter.phases().getLast())
                .isEqualTo(new Phase(Kind.MORE, STEP.multipliedBy(63), STEP.multipliedBy(37)));
        assertThat(meter.phases().stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(meter.elapsed());
    }

    @Test
    void losesNoPhaseAmongThreads() throws InterruptedException {
        var shared = new RunMeter(new Deadline(Instant.EPOCH));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(RunMeter.MOST_PHASES, () -> {
                shared.since(RunMeter.SHORTEST_PHASE.negated(), Kind.ATTEMPT);
                return shared.phases().size();
            }));
        }

        assertThat(shared.phases()).hasSize(RunMeter.MOST_PHASES);
    }

    private void spend(Kind kind, Duration time) {
        try (var _ = meter.begin(kind)) {
            pass(time);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void aSharedRequestIsAnAttemptOfEachRunAndCountsOnce() {
        var later = new RunMeter(new Deadline(Instant.EPOCH.plus(STEP)), () -> nanos);
        nanos += STEP.toNanos();
        var latest = new RunMeter(new Deadline(Instant.EPOCH.plus(STEP)), () -> nanos);
        var shared = RunMeter.shared(List.of(meter, later, latest));

        shared.countApiCall();
        shared.countAttempt();
        var attempt = shared.begin(Kind.ATTEMPT);
        nanos += STEP.toNanos();
        attempt.end("200");

        assertThat(shared.deadline()).isEqualTo(later.deadline());
        assertThat(shared.apiCalls()).isOne();
        assertThat(List.of(meter.apiCalls(), later.apiCalls(), latest.apiCalls()))
                .containsExactly(1, 0, 0);
        assertThat(List.of(meter.attempts(), later.attempts(), latest.attempts()))
                .containsExactly(1, 1, 1);
        assertThat(meter.phases()).containsExactly(new Phase(Kind.ATTEMPT, STEP, STEP, "200"));
        assertThat(latest.phases()).containsExactly(new Phase(Kind.ATTEMPT, Duration.ZERO, STEP, "200"));
    }
}
