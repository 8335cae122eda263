package io.weir.adapter.in.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.ManualTicker;
import io.weir.domain.port.ReplayGuard;
import io.weir.domain.port.ReplayGuard.Sighting;
import io.weir.domain.port.ReplayGuard.Strictness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayProtectionTest {
    private final List<String> asked = new ArrayList<>();
    private Sighting answer = Sighting.FIRST;

    @ParameterizedTest
    @EnumSource(Strictness.class)
    void aMessageThatAnotherWeirReceivedIsRefused(Strictness strictness) {
        var replays = protection(strictness);
        assertThat(replays.refusal("ivr", "a")).isEmpty();
        answer = Sighting.REPEATED;

        assertThat(replays.refusal("ivr", "b")).contains(AuthenticationFailure.REPLAYED);
    }

    @Test
    void whatThisWeirReceivedItRefusesWithoutTheStore() {
        var replays = protection(Strictness.LENIENT);
        assertThat(replays.refusal("ivr", "a")).isEmpty();

        assertThat(replays.refusal("ivr", "a")).contains(AuthenticationFailure.REPLAYED);
        assertThat(asked).containsExactly("ivr a");
    }

    @Test
    void withoutTheStoreTheOwnGuardDecides() {
        var replays = protection(Strictness.LENIENT);
        answer = Sighting.UNKNOWN;

        assertThat(replays.refusal("ivr", "a")).isEmpty();
        assertThat(replays.refusal("ivr", "a")).contains(AuthenticationFailure.REPLAYED);
    }

    @Test
    void aStrictOneRefusesWithoutTheStoreAndAcceptsTheSameMessageLater() {
        var replays = protection(Strictness.STRICT);
        answer = Sighting.UNKNOWN;
        assertThat(replays.refusal("ivr", "a")).contains(AuthenticationFailure.REPLAY_UNKNOWN);
        assertThat(replays.refusal("ivr", "a")).contains(AuthenticationFailure.REPLAY_UNKNOWN);
        answer = Sighting.FIRST;

        assertThat(replays.refusal("ivr", "a")).isEmpty();
        assertThat(replays.refusal("ivr", "a")).contains(AuthenticationFailure.REPLAYED);
    }

    private ReplayProtection protection(Strictness strictness) {
        ReplayGuard shared = (caller, message) -> {
            asked.add(caller + " " + message);
            return answer;
        };
        return new ReplayProtection(new ManualTicker(), new SharedReplays(shared, strictness));
    }
}
