package io.weir.domain.port;

import java.time.Duration;
import java.util.Optional;

/**
 * The pause after a refused login, which the Weirs of a fleet share, so that a wrong secret on many of them does not lock
 * the user out.
 *
 * <p>Credentials are named by a fingerprint that reveals nothing about them: changed credentials have another one, and no
 * pause. Calls block for half a second at most, are safe from any thread, and throw nothing: a store that is down knows
 * no pause.
 */
public interface LoginPauses {
    /** The longest time for which one Weir tries alone. */
    Duration TRIAL = Duration.ofSeconds(20);

    /** The pause after many refusals, of which a longer one was not asked for. */
    Duration LONGEST = Duration.ofSeconds(60);

    /** No Weir shares a pause. */
    LoginPauses NONE = new LoginPauses() {
        @Override
        public Optional<Pause> before(String credentials) {
            return Optional.empty();
        }

        @Override
        public void refused(String credentials, Duration least, String code, String message) {
            // nobody else logs in
        }

        @Override
        public void accepted(String credentials) {
            // there is no pause to end
        }
    };

    /**
     * A login that some Weir was refused.
     *
     * @param left how long no Weir should log in
     * @param code Salesforce's code; empty if there was none
     * @param message why, in Weir's words
     */
    record Pause(Duration left, String code, String message) {}

    /**
     * The pause of {@code credentials}; empty if the caller may log in. After a pause one Weir may try, and the others
     * pause for {@link #TRIAL} more.
     */
    Optional<Pause> before(String credentials);

    /**
     * Salesforce refused a login with {@code credentials}. The pause grows with each refusal, up to {@link #LONGEST}, and
     * is {@code least} at least.
     */
    void refused(String credentials, Duration least, String code, String message);

    /** Salesforce accepted the login: the pause is over. */
    void accepted(String credentials);
}
