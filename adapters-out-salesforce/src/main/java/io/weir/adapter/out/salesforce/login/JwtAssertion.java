package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.json.Json;
import io.weir.adapter.out.salesforce.settings.Credentials;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Writes the signed assertion of the JWT bearer flow, which names the user to log in. */
final class JwtAssertion {
    /** Salesforce tolerates clocks that differ by this much. */
    private static final Duration LIFE = Duration.ofMinutes(3);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = BASE64.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));

    private JwtAssertion() {}

    /** An assertion that is valid for three minutes from {@code now}. */
    static String of(Credentials.JwtBearer bearer, Instant now) {
        String signed = HEADER + "." + BASE64.encodeToString(claims(bearer, now));
        return signed + "." + BASE64.encodeToString(bearer.key().sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] claims(Credentials.JwtBearer bearer, Instant now) {
        var claims = new ByteArrayOutputStream();
        try (var json = Json.generator(claims)) {
            json.writeStartObject();
            json.writeStringProperty("iss", bearer.clientId());
            json.writeStringProperty("sub", bearer.username());
            json.writeStringProperty("aud", bearer.audience().url());
            json.writeNumberProperty("exp", now.plus(LIFE).getEpochSecond());
            json.writeEndObject();
        }
        return claims.toByteArray();
    }
}
