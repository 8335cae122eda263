package io.weir.adapter.out.sandbox;

import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The refresh token of the one user's approval of the one app. Each use replaces it; who uses a replaced one is taken for a
 * thief, and ends the approval. Thread-safe.
 */
final class RefreshTokens {
    /** The one to begin with. */
    static final String INITIAL = "sandbox";

    private static final int TOKEN_BYTES = 48;

    private final RandomGenerator random;
    private final Set<String> replaced = new HashSet<>();
    private String current = INITIAL;
    private boolean revoked;

    RefreshTokens(RandomGenerator random) {
        this.random = random;
    }

    /** What {@code token} is replaced by; empty if it is none, or none any more. */
    synchronized Optional<String> use(String token) {
        revoked |= replaced.contains(token);
        if (revoked || !token.equals(current)) {
            return Optional.empty();
        }
        replaced.add(current);
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        current = "5Aep" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Optional.of(current);
    }

    /** Ends the approval, if {@code token} is that of it. */
    synchronized void revoke(String token) {
        revoked |= token.equals(current);
    }
}
