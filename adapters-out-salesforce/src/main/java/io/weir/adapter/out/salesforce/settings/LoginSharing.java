package io.weir.adapter.out.salesforce.settings;

import io.weir.domain.port.LoginPauses;
import io.weir.domain.port.SharedSecrets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What this Weir shares with others that log in to the same org.
 *
 * @param secrets where the login of the refresh-token flow is kept; empty if each Weir has its own
 * @param fingerprint names credentials by a text that reveals nothing about them
 */
public record LoginSharing(Optional<SharedSecrets> secrets, LoginPauses pauses, UnaryOperator<String> fingerprint) {
    /** Each Weir logs in by itself. */
    public static final LoginSharing NONE = new LoginSharing(Optional.empty(), LoginPauses.NONE, _ -> "");
}
