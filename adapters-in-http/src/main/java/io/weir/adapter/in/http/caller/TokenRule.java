package io.weir.adapter.in.http.caller;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * The conditions under which a JSON Web Token authenticates a caller.
 *
 * @param issuer the required {@code iss}
 * @param audience a required value of {@code aud}
 * @param keys the issuer's JWK set: {@code https:}, {@code file:}, or {@code http:} on loopback
 * @param subject the required {@code sub}; empty for any
 * @param claims further required claims; a claim that is a list must contain the value
 */
public record TokenRule(String issuer, String audience, URI keys, String subject, Map<String, String> claims) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Throws {@link IllegalArgumentException} for a blank issuer or audience, or keys from an untrusted URI. */
    public TokenRule {
        claims = Map.copyOf(claims);
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("a token's rule names an issuer and an audience");
        }
        boolean trusted = switch (String.valueOf(keys.getScheme())) {
            case "https" -> keys.getHost() != null && isPort(keys.getPort());
            case "file" -> true;
            case "http" -> keys.getHost() != null && LOOPBACK.contains(keys.getHost()) && isPort(keys.getPort());
            default -> false;
        };
        if (!trusted) {
            throw new IllegalArgumentException(
                    "keys are read from https:, from file:, or from http: on this machine: '%s'".formatted(keys));
        }
    }

    /** Whether {@code port} is one, or -1 for that of the scheme. */
    private static boolean isPort(int port) {
        return port == -1 || (port >= 1 && port <= 65_535);
    }
}
