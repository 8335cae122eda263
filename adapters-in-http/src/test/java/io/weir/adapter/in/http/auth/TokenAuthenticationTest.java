package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.AUDIENCE;
import static io.weir.adapter.in.http.auth.TestCallers.ISSUER;
import static io.weir.adapter.in.http.auth.TestCallers.RSA;
import static io.weir.adapter.in.http.auth.TestCallers.claims;
import static io.weir.adapter.in.http.auth.TestCallers.jwt;
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
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
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
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"), TestCallers.token("jwt", URI.create("http://127.0.0.1:1/jwks"), "")));
        assertThat(bearer(authenticator, jwt(claims("a").build(), RSA)))
                .as("unreachable")
                .isEqualTo("bad_token");
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
        var headers = WritableHeaders.create().add(HeaderNames.AUTHORIZATION, "Bearer " + token);
        var presented = new RequestCredentials(ServerRequestHeaders.create(headers), HOME, Optional.empty());
        return TestCallers.describe(authenticator.authenticate(presented, false, () -> new byte[0]));
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
