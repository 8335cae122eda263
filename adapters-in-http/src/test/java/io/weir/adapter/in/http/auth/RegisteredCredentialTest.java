package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.domain.status.LogOf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisteredCredentialTest {
    @Test
    void warnsOnceADayAndAnewAfterTheClockWasSetBack() {
        var access = TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("soon", KeyHash.newKey(TestCallers.RANDOM), TestCallers.NOW.plus(Duration.ofDays(3))));
        var credential = RegisteredCredential.allOf(List.of(access), List.of(), TimeMeter.SYSTEM_NANOTIME)
                .getFirst();
        try (var log = new LogOf(RegisteredCredential.class)) {
            credential.warnNearExpiry(TestCallers.NOW);
            credential.warnNearExpiry(TestCallers.NOW.plus(Duration.ofHours(23)));
            assertThat(log.lines()).hasSize(1);
            credential.warnNearExpiry(TestCallers.NOW.plus(Duration.ofHours(24)));
            assertThat(log.lines()).hasSize(2);

            credential.warnNearExpiry(TestCallers.NOW.minus(Duration.ofDays(3)));
            assertThat(log.lines()).hasSize(3);
        }
    }
}
