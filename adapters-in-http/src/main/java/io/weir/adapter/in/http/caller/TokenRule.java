package io.weir.adapter.in.http.caller;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Which JSON Web Tokens are a caller's.
 *
 * @param issuer what {@code iss} has to be
 * @param audience what {@code aud} has to name
 * @param keys where the issuer publishes its keys as a JWK set: {@code https:}, {@code file:}, or {@code http:} on loopback
 * @param subject what {@code sub} has to be; empty for any
 * @param claims what further claims have to be, or to name among others
 */
public record TokenRule(String issuer, String audience, URI keys, String subject, Map<String, String> claims) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Throws {@link IllegalArgumentException} for a blank issuer or audience, and for keys that anybody on the way could change. */
    public TokenRule {
        claims = Map.copyOf(claims);
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("a token's rule names an issuer and an audience");
        }
        boolean trusted = switch (String.valueOf(keys.getScheme())) {
            case "https" -> keys.getHost() != null;
            case "file" -> true;
            case "http" -> keys.getHost() != null && LOOPBACK.contains(keys.getHost());
            default -> false;
        };
        if (!trusted) {
            throw new IllegalArgumentException(
                    "keys are read from https:, from file:, or from http: on this machine: '%s'".formatted(keys));
        }
    }
}
