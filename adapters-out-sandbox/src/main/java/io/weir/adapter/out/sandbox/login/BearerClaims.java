package io.weir.adapter.out.sandbox.login;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a JSON Web Token that the OAuth 2.0 JWT bearer flow uses. Missing claims are empty strings.
 *
 * @param expiry in seconds since the epoch; 0 if the claim is missing
 */
record BearerClaims(String issuer, String subject, String audience, long expiry) {
    /**
     * The claims of {@code assertion}; empty unless it is signed with RS256 and one of {@code keys} verifies the
     * signature.
     */
    static Optional<BearerClaims> verified(String assertion, List<? extends PublicKey> keys) {
        var parts = assertion.split("\\.", -1);
        if (parts.length != 3 || assertion.indexOf('=') >= 0) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var header = members(decoder.decode(parts[0]));
            var claims = members(decoder.decode(parts[1]));
            var signature = decoder.decode(parts[2]);
            String signed = parts[0] + "." + parts[1];
            return "RS256".equals(header.get("alg")) && keys.stream().anyMatch(key -> verifies(key, signed, signature))
                    ? Optional.of(of(claims))
                    : Optional.empty();
        } catch (IllegalArgumentException | JsonValue.Malformed neitherBase64NorJson) {
            return Optional.empty();
        }
    }

    private static BearerClaims of(Map<String, String> claims) {
        return new BearerClaims(
                claims.getOrDefault("iss", ""),
                claims.getOrDefault("sub", claims.getOrDefault("prn", "")),
                claims.getOrDefault("aud", ""),
                Long.parseLong(claims.getOrDefault("exp", "0")));
    }

    /** The string and number members of the JSON object in {@code bytes}. */
    private static Map<String, String> members(byte[] bytes) {
        var members = new HashMap<String, String>();
        if (Json.read(bytes) instanceof Map<?, ?> object) {
            object.forEach((name, value) -> {
                if (value instanceof String || value instanceof BigDecimal) {
                    members.put(String.valueOf(name), value.toString());
                }
            });
        }
        return members;
    }

    private static boolean verifies(PublicKey key, String signed, byte[] signature) {
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException invalidSignature) {
            return false;
        }
    }
}
