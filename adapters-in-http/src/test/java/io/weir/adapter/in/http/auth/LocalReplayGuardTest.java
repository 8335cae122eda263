package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.ManualTicker;
import io.weir.domain.port.ReplayGuard;
import io.weir.domain.port.ReplayGuard.Sighting;
import io.weir.domain.port.ReplayGuardContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalReplayGuardTest extends ReplayGuardContract {
    private final ManualTicker ticks = new ManualTicker();

    @Override
    protected ReplayGuard emptyGuard() {
        return new LocalReplayGuard(ticks);
    }

    @Test
    void whatWasSeenIsSeenAgainUntilItCannotComeAgain() {
        var seen = new LocalReplayGuard(ticks);

        assertThat(seen.check("ivr", "a")).isEqualTo(Sighting.FIRST);
        ticks.pass(ReplayGuard.MEMORY);
        assertThat(seen.check("ivr", "a")).isEqualTo(Sighting.REPEATED);
        ticks.pass(Duration.ofNanos(1));
        assertThat(seen.check("ivr", "a")).isEqualTo(Sighting.FIRST);
    }

    @Test
    void whoHasFilledItsMemoryOfWhatWasSeenIsNotForgottenFor() {
        var seen = new LocalReplayGuard(ticks);
        for (int i = 0; i < LocalReplayGuard.CAPACITY; i++) {
            seen.check("ivr", Integer.toString(i));
        }

        assertThat(seen.check("ivr", "one more")).isEqualTo(Sighting.FULL);
        assertThat(seen.check("ivr", "0")).isEqualTo(Sighting.REPEATED);
        assertThat(seen.check("bot", "one more")).isEqualTo(Sighting.FIRST);
        ticks.pass(Duration.ofMinutes(11));
        assertThat(seen.check("ivr", "one more")).isEqualTo(Sighting.FIRST);
    }
}
