package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RunMeterTest {
    private final RunMeter meter = new RunMeter(new Deadline(Instant.EPOCH));

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
}
