package io.weir.adapter.in.http.exchange;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTimeoutTest {
    private final RunningWeir weir = RunningWeir.with();

    @AfterEach
    void stop() {
        weir.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000", "2000.0"})
    void aRunEndsBeforeItsCallerGivesUp(String time) {
        assertThat(weir.post(TUTORIAL, "X-Timeout-Ms", time).statusCode()).isEqualTo(200);

        assertThat(deadline()).isBeforeOrEqualTo(Instant.now().plusMillis(1_850));
    }

    @Test
    void aRunLastsNoLongerThanWeirAllowsHoweverLongItsCallerWaits() {
        assertThat(weir.post(TUTORIAL, "X-Timeout-Ms", "3600000").statusCode()).isEqualTo(200);

        assertThat(deadline()).isBeforeOrEqualTo(Instant.now().plusSeconds(8));
    }

    @Test
    void whoDoesNotSayGetsTheTimeThatIsConfigured() {
        var before = Instant.now();
        weir.post(TUTORIAL);

        assertThat(Duration.between(before, deadline())).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "1.5", "2000.", "3600001", "99999999999999999999", "2s"})
    void anUnreadableTimeIsRefused(String time) {
        var answer = weir.post(TUTORIAL, "X-Timeout-Ms", time);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Timeout-Ms is a whole number of milliseconds");
        assertThat(weir.asked).isEmpty();
    }

    private Instant deadline() {
        assertThat(weir.deadlines).hasSize(1);
        return weir.deadlines.getFirst().at();
    }
}
