package io.weir.adapter.out.sandbox.login;

import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The refresh token of one app and one user. Each use rotates the token; use of a replaced token revokes the current
 * one. Thread-safe.
 */
public final class RefreshTokens {
    /** The initial token. */
    static final String INITIAL = "sandbox";

    private static final int TOKEN_BYTES = 48;

    private final RandomGenerator random;
    private final Set<String> replaced = new HashSet<>();
    private String current = INITIAL;
    private boolean revoked;

    public RefreshTokens(RandomGenerator random) {
        this.random = random;
    }

    /** The token that replaces {@code token}; empty if {@code token} is unknown, replaced or revoked. */
    synchronized Optional<String> use(String token) {
        revoked |= replaced.contains(token);
        if (revoked || !token.equals(current)) {
            return Optional.empty();
        }
        replaced.add(current);
        current = generate();
        return Optional.of(current);
    }

    /** A new token, the only valid one from now on. */
    public synchronized String issue() {
        replaced.clear();
        revoked = false;
        current = generate();
        return current;
    }

    /** The token that is valid now, unless it is revoked. */
    public synchronized String current() {
        return current;
    }

    /** Revokes {@code token} if it is the current one. */
    synchronized void revoke(String token) {
        revoked |= token.equals(current);
    }

    private String generate() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return "5Aep" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
