package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.AUDIENCE;
import static io.weir.adapter.in.http.auth.TestCallers.ISSUER;
import static io.weir.adapter.in.http.auth.TestCallers.NOW;
import static io.weir.adapter.in.http.auth.TestCallers.RSA;
import static io.weir.adapter.in.http.auth.TestCallers.claims;
import static io.weir.adapter.in.http.auth.TestCallers.jwt;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.in.http.ManualTicker;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.TokenRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JSON Web Tokens authenticate a caller. */
final class TokenAuthenticationTest {
    private static final InetAddress HOME = InetAddress.getLoopbackAddress();

    private final ManualTicker ticks = new ManualTicker();

    @TempDir
    private Path folder;

    @Test
    void aTokenHasNoOtherCharacters() throws JOSEException, IOException {
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"), TestCallers.token("jwt", published(new JWKSet(RSA.toPublicJWK())), "")));
        String token = jwt(claims("ivr").build(), RSA);

        assertThat(bearer(authenticator, token)).isEqualTo("ivr");
        for (String other : List.of(
                token + "!",
                token + "=",
                token.replace(".", ".!"),
                token.substring(0, token.length() - 4) + "\u00e9" + token.substring(token.length() - 4))) {
            assertThat(bearer(authenticator, other)).isEqualTo("bad_token");
        }
    }

    @Test
    void theAlgorithmIsTheKeysAndNotTheTokens() throws JOSEException, IOException {
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        ECKey large = new ECKeyGenerator(Curve.P_384).keyID("large").generate();
        var onlyPss = TestCallers.rsa("pss", 2_048);
        var published = new JWKSet(List.<JWK>of(
                RSA,
                ec,
                large,
                new com.nimbusds.jose.jwk.RSAKey.Builder(onlyPss)
                        .algorithm(JWSAlgorithm.PS256)
                        .build()));
        var authenticator = authenticator(
                TestCallers.access(TestCallers.known("ivr"), TestCallers.token("jwt", published(published), "ivr")));
        byte[] publicKey = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);

        assertThat(tokened(authenticator, JWSAlgorithm.RS256, "k1", new RSASSASigner(RSA)))
                .isEqualTo("ivr");
        assertThat(tokened(authenticator, JWSAlgorithm.PS256, "k1", new RSASSASigner(RSA)))
                .isEqualTo("ivr");
        assertThat(tokened(authenticator, JWSAlgorithm.ES256, "ec", new ECDSASigner(ec)))
                .isEqualTo("ivr");
        assertThat(tokened(authenticator, JWSAlgorithm.PS256, "pss", new RSASSASigner(onlyPss)))
                .isEqualTo("ivr");
        assertThat(tokened(authenticator, JWSAlgorithm.RS256, "pss", new RSASSASigner(onlyPss)))
                .isEqualTo("bad_token");
        assertThat(tokened(authenticator, JWSAlgorithm.RS512, "k1", new RSASSASigner(RSA)))
                .isEqualTo("bad_token");
        assertThat(tokened(authenticator, JWSAlgorithm.ES384, "large", new ECDSASigner(large)))
                .isEqualTo("bad_token");
        assertThat(tokened(authenticator, JWSAlgorithm.HS256, "k1", new MACSigner(publicKey)))
                .isEqualTo("bad_token");
        assertThat(bearer(authenticator, unsigned())).isEqualTo("bad_token");
        assertThat(bearer(authenticator, "a.b.c")).isEqualTo("bad_token");
    }

    @Test
    void aTokenHasTheClaimsThatItsRuleWants() throws IOException {
        var rule = new TokenRule(
                ISSUER, AUDIENCE, published(new JWKSet(RSA)), "", Map.of("scope", "weir.read", "groups", "flows"));
        var authenticator =
                authenticator(TestCallers.access(TestCallers.known("ivr"), new CallerCredential.Token("jwt", rule)));

        assertThat(bearer(
                        authenticator,
                        jwt(
                                claims("x")
                                        .claim("scope", "a weir.read")
                                        .claim("groups", List.of("a", "flows"))
                                        .build(),
                                RSA)))
                .isEqualTo("ivr");
        assertThat(bearer(
                        authenticator,
                        jwt(
                                claims("x")
                                        .claim("scope", "weir.readers")
                                        .claim("groups", "flows")
                                        .build(),
                                RSA)))
                .isEqualTo("bad_token");
        assertThat(bearer(
                        authenticator,
                        jwt(claims("x").claim("scope", "weir.read").build(), RSA)))
                .isEqualTo("bad_token");
    }

    @Test
    void anIssuersNewKeyIsFoundButStrangersCannotMakeWeirAskAllTheTime() throws IOException {
        var asked = new AtomicInteger();
        var published = new ArrayList<JWK>(List.of(RSA));
        var server = HttpServer.create(new InetSocketAddress(HOME, 0), 0);
        server.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            byte[] body = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var keys = URI.create(
                    "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()));
            var authenticator =
                    authenticator(TestCallers.access(TestCallers.known("ivr"), TestCallers.token("jwt", keys, "")));
            var next = TestCallers.rsa("k2", 2_048);

            assertThat(bearer(authenticator, jwt(claims("a").build(), RSA))).isEqualTo("ivr");
            assertThat(bearer(authenticator, jwt(claims("b").build(), RSA))).isEqualTo("ivr");
            assertThat(asked).hasValue(1);
            for (int i = 0; i < 20; i++) {
                assertThat(bearer(authenticator, jwt(claims("c").build(), next)))
                        .isEqualTo("bad_token");
            }
            assertThat(asked).as("twice within half a minute").hasValue(2);
            published.set(0, next);
            ticks.pass(Duration.ofSeconds(31));
            assertThat(bearer(authenticator, jwt(claims("c").build(), next))).isEqualTo("ivr");
            assertThat(asked).hasValue(3);
            assertThat(bearer(authenticator, jwt(claims("d").build(), RSA)))
                    .as("withdrawn")
                    .isEqualTo("bad_token");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aTokenIsNotRefusedAsWrongBeforeTheIssuersKeysAreKnown() throws IOException {
        var keys = Files.writeString(folder.resolve("jwks.json"), "an error page");
        var authenticator =
                authenticator(TestCallers.access(TestCallers.known("ivr"), TestCallers.token("jwt", keys.toUri(), "")));
        String token = jwt(claims("a").build(), RSA);

        for (int i = 0; i < 5; i++) {
            assertThat(bearer(authenticator, token)).isEqualTo("token_keys_unavailable");
        }
        assertThat(bearer(authenticator, jwt(claims("a").audience("else").build(), RSA)))
                .as("of no caller, whatever its signature")
                .isEqualTo("bad_token");
        assertThat(bearer(
                        authenticator,
                        jwt(
                                claims("a")
                                        .expirationTime(Date.from(NOW.minusSeconds(61)))
                                        .build(),
                                RSA)))
                .as("expired, whatever its signature")
                .isEqualTo("expired_token");

        published(new JWKSet(RSA));
        ticks.pass(Duration.ofSeconds(31));
        assertThat(bearer(authenticator, token)).isEqualTo("ivr");

        Files.writeString(keys, "an error page");
        ticks.pass(Duration.ofHours(1));
        assertThat(bearer(authenticator, jwt(claims("b").build(), TestCallers.rsa("k2", 2_048))))
                .as("of a key that is not in the last set")
                .isEqualTo("bad_token");
    }

    @Test
    void aTokenThatCannotBeCheckedHidesNoOtherCredential() {
        String key = KeyHash.newKey(TestCallers.RANDOM);
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("key", key, CallerCredential.NEVER),
                TestCallers.token("jwt", URI.create("http://127.0.0.1:1/jwks"), "")));
        String token = "Bearer " + jwt(claims("a").build(), RSA);

        assertThat(authenticated(authenticator, "Authorization", token, "X-API-Key", key))
                .isEqualTo("ivr");
        assertThat(authenticated(authenticator, "Authorization", token, "X-API-Key", "guessed"))
                .isEqualTo("unknown_key");
    }

    @Test
    void aCallerWhoseTokenCannotBeCheckedSendsItAgainAndHasNotFailed() {
        var access = TestCallers.access(
                TestCallers.known("ivr"), TestCallers.token("jwt", URI.create("http://127.0.0.1:1/jwks"), ""));
        try (var weir = RunningWeir.knowing(TestCallers.listed(access))) {
            for (int i = 0; i <= FailedAttempts.FREE; i++) {
                var answer = weir.post(
                        "{}", "Authorization", "Bearer " + jwt(claims("a").build(), RSA));

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("\"code\":\"token_keys_unavailable\"", "\"retryable\":\"true\"");
                assertThat(header(answer, "Retry-After")).isEqualTo("2");
            }
            assertThat(weir.post("{}", "Authorization", "Bearer guessed").statusCode())
                    .isEqualTo(401);
        }
    }

    private Authenticator authenticator(CallerAccess... callers) {
        return TestCallers.authenticator(ticks, callers);
    }

    private URI published(JWKSet keys) throws IOException {
        return Files.writeString(folder.resolve("jwks.json"), keys.toString()).toUri();
    }

    private static String tokened(Authenticator authenticator, JWSAlgorithm algorithm, String key, JWSSigner signer) {
        return bearer(authenticator, jwt(claims("ivr").build(), algorithm, key, signer));
    }

    private static String bearer(Authenticator authenticator, String token) {
        return authenticated(authenticator, "Authorization", "Bearer " + token);
    }

    /** The caller's name, the reason of the refusal, or the error that the caller gets. */
    private static String authenticated(Authenticator authenticator, String... namesAndValues) {
        var headers = WritableHeaders.create();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderNames.create(namesAndValues[i]), namesAndValues[i + 1]);
        }
        var presented = new RequestCredentials(ServerRequestHeaders.create(headers), HOME, Optional.empty());
        try {
            return TestCallers.describe(authenticator.authenticate(presented, () -> false, () -> new byte[0]));
        } catch (RequestRefused refused) {
            return refused.answer().code().code();
        }
    }

    /** A token that says that it needs no signature. */
    private static String unsigned() {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(claims("ivr").build().toString().getBytes(StandardCharsets.UTF_8))
                + ".";
    }
}
