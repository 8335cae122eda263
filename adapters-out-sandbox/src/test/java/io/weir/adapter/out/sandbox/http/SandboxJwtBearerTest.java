package io.weir.adapter.out.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxJwtBearerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final KeyPair APP = keyPair();
    private static final String HEADER = "{\"alg\":\"RS256\"}";
    private static final String CLAIMS = "{\"iss\":\"sandbox\",\"sub\":\"sandbox@example.com\","
            + "\"aud\":\"https://login.salesforce.com\",\"exp\":1800000180}";

    private final SandboxServer server = start(SandboxSettings.onPort(0).withAppKey((RSAPublicKey) APP.getPublic()));

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://login.salesforce.com", "https://test.salesforce.com"})
    void issuesATokenForAnAssertionSignedByTheApp(String audience) {
        var claims = CLAIMS.replace("https://login.salesforce.com", audience);

        assertThat(logIn(server, signed(HEADER, claims, APP)))
                .contains("access_token")
                .doesNotContain("refresh_token");
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void acceptsItsBaseUriAsAudience() {
        var claims =
                CLAIMS.replace("https://login.salesforce.com", server.baseUri().toString());

        assertThat(logIn(server, signed(HEADER, claims, APP))).contains("access_token");
    }

    @Test
    void acceptsPrnInsteadOfSub() {
        assertThat(logIn(server, signed(HEADER, CLAIMS.replace("\"sub\"", "\"prn\""), APP)))
                .contains("access_token");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"iss\":\"sandbox\"', '\"iss\":\"other\"', client identifier invalid",
        "sandbox@example.com, who@example.com, 'user hasn''t approved this consumer'",
        "login.salesforce.com, evil.example, audience is invalid",
        "1800000180, 1800000000, expired authorization code",
        "',\"exp\":1800000180', '', expired authorization code",
        "1800000180, 99999999999999999999, invalid assertion",
    })
    void refusesWrongClaims(String right, String wrong, String description) {
        assertThat(CLAIMS).contains(right);
        assertThat(logIn(server, signed(HEADER, CLAIMS.replace(right, wrong), APP)))
                .contains("\"error_description\":\"" + description + "\"");
        assertThat(server.logins()).isZero();
    }

    @Test
    void refusesInvalidAssertions() {
        var parts = signed(HEADER, CLAIMS, APP).split("\\.", -1);
        for (var forged : new String[] {
            signed(HEADER, CLAIMS, keyPair()),
            signed("{\"alg\":\"HS256\"}", CLAIMS, APP),
            signed("{\"alg\":\"none\"}", CLAIMS, APP),
            signed("[]", CLAIMS, APP),
            signed(HEADER, "not JSON", APP),
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            parts[0] + "." + encoded(CLAIMS.replace("180}", "181}").getBytes(UTF_8)) + "." + parts[2],
            signed(HEADER, CLAIMS, APP) + "==",
            "?.?.?",
            ""
        }) {
            assertThat(logIn(server, forged)).as(forged).contains("invalid_grant", "invalid assertion");
        }
        assertThat(server.logins()).isZero();
    }

    @Test
    void refusesAssertionsWithoutAppKeys() {
        var keyless = start(SandboxSettings.onPort(0));
        try {
            assertThat(logIn(keyless, signed(HEADER, CLAIMS, APP))).contains("invalid_grant", "invalid assertion");
        } finally {
            keyless.stop();
        }
    }

    private static SandboxServer start(SandboxSettings settings) {
        return SandboxServer.start(ORG, settings, CLOCK, new SplittableRandom(7));
    }

    private static String logIn(SandboxServer server, String assertion) {
        return new SandboxClient(server.baseUri())
                .token("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                        + SandboxClient.encoded(assertion))
                .body();
    }

    private static String signed(String header, String claims, KeyPair keys) {
        try {
            String message = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(message.getBytes(UTF_8));
            return message + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
