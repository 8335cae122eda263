package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.Phase.Kind;
import io.weir.domain.limit.RunMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The phases that the adapter measures of a run. */
class RunPhasesTest {
    /** Between two looks at this clock a millisecond passes, so that every phase takes one. */
    private final AtomicLong nanos = new AtomicLong();

    private final RunMeter meter =
            new RunMeter(Deadline.after(Duration.ofMinutes(2), Clock.systemUTC()), () -> nanos.addAndGet(1_000_000));
    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void eachAttemptHasItsPermitItsLoginAndItsBackOff() {
        org.answersQueriesInTurn(StandIn.error(503, "SERVER_UNAVAILABLE", "later"), StandIn.oneAccount());

        ask();

        assertThat(kinds())
                .containsExactly(
                        Kind.PERMIT, Kind.LOGIN, Kind.ATTEMPT, Kind.BACK_OFF, Kind.PERMIT, Kind.LOGIN, Kind.ATTEMPT);
        assertThat(meter.phases()).extracting(Phase::duration).containsOnly(Duration.ofMillis(1));
        assertThat(results()).containsExactly("503", "200");
        assertThat(meter.elapsed()).isGreaterThan(Duration.ofMillis(7));
    }

    @Test
    void anExpiredSessionCostsAnotherLoginAndAttempt() {
        org.answersQueriesInTurn(
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"), StandIn.oneAccount());

        ask();

        assertThat(kinds()).containsExactly(Kind.PERMIT, Kind.LOGIN, Kind.ATTEMPT, Kind.LOGIN, Kind.ATTEMPT);
        assertThat(results()).containsExactly("401", "200");
        assertThat(org.api.host()).isEqualTo("localhost");
    }

    @Test
    void anAnswerThatCannotBeReadIsAFailureWhateverItsStatus() {
        org.answersQueriesInTurn(StandIn.error(200, "{\"totalSize\":"), StandIn.oneAccount());

        ask();

        assertThat(results()).containsExactly("salesforce_unreadable", "200");
    }

    private List<String> results() {
        return meter.phases().stream()
                .filter(phase -> phase.kind() == Kind.ATTEMPT)
                .map(Phase::result)
                .toList();
    }

    private void ask() {
        var bulkhead = new BulkheadQueries(
                org.rest, new BulkheadSettings(1, 1), CompositeMode.OFF, () -> false, Clock.systemUTC());
        new RetriedQueries(
                        bulkhead,
                        RetrySettings.defaults(),
                        Clock.systemUTC(),
                        new Random(2),
                        org.waits::add,
                        TestMeters.ALL)
                .start(StandIn.ACCOUNTS, meter);
    }

    private List<Kind> kinds() {
        return meter.phases().stream().map(Phase::kind).toList();
    }
}
