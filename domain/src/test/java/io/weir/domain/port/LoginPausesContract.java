package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link LoginPauses} must do; each implementation extends this in its tests. */
public abstract class LoginPausesContract {
    /** A store without any pause. */
    protected abstract LoginPauses noPauses();

    /** Ends all pauses of the store, as if their time were over. */
    protected abstract void endPauses();

    @Test
    void aRefusalPausesTheLoginsWithTheseCredentials() {
        var pauses = noPauses();
        assertThat(pauses.before("wrong")).isEmpty();

        pauses.refused("wrong", Duration.ZERO, "invalid_client", "the client secret is wrong");

        assertThat(pauses.before("wrong")).hasValueSatisfying(pause -> {
            assertThat(pause.left()).isPositive().isLessThanOrEqualTo(LoginPauses.LONGEST);
            assertThat(pause.code()).isEqualTo("invalid_client");
            assertThat(pause.message()).isEqualTo("the client secret is wrong");
        });
        assertThat(pauses.before("changed")).isEmpty();
    }

    @Test
    void afterThePauseOneWeirTries() {
        var pauses = noPauses();
        pauses.refused("wrong", Duration.ZERO, "invalid_client", "the client secret is wrong");
        endPauses();

        assertThat(pauses.before("wrong")).isEmpty();
        assertThat(pauses.before("wrong"))
                .hasValueSatisfying(
                        pause -> assertThat(pause.left()).isPositive().isLessThanOrEqualTo(LoginPauses.TRIAL));
    }

    @Test
    void thePauseGrowsAndIsAsLongAsAskedFor() {
        var pauses = noPauses();
        for (int i = 0; i < 10; i++) {
            pauses.refused("wrong", Duration.ZERO, "invalid_grant", "the user may not");
        }
        assertThat(left(pauses)).isGreaterThan(Duration.ofSeconds(30)).isLessThanOrEqualTo(LoginPauses.LONGEST);

        pauses.refused("wrong", Duration.ofMinutes(5), "rate_limit_exceeded", "too many logins");
        assertThat(left(pauses)).isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void anAcceptedLoginEndsIt() {
        var pauses = noPauses();
        pauses.refused("wrong", Duration.ofMinutes(5), "invalid_grant", "the user may not");
        pauses.accepted("wrong");

        assertThat(pauses.before("wrong")).isEmpty();
        assertThat(pauses.before("wrong")).isEmpty();
    }

    private static Duration left(LoginPauses pauses) {
        return pauses.before("wrong").orElseThrow().left();
    }
}
