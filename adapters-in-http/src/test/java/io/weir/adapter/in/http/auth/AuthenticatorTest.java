package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.AUDIENCE;
import static io.weir.adapter.in.http.auth.TestCallers.CLOCK;
import static io.weir.adapter.in.http.auth.TestCallers.ISSUER;
import static io.weir.adapter.in.http.auth.TestCallers.NOW;
import static io.weir.adapter.in.http.auth.TestCallers.RANDOM;
import static io.weir.adapter.in.http.auth.TestCallers.RSA;
import static io.weir.adapter.in.http.auth.TestCallers.basic;
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
import io.weir.adapter.in.http.caller.HeaderText;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request shows, without a server. */
final class AuthenticatorTest {
    private static final InetAddress HOME = InetAddress.getLoopbackAddress();

    private final ManualTicker ticks = new ManualTicker();

    @TempDir
    private Path folder;

    @Test
    void knowsAClientCertificateByItsSubjectHoweverItIsWritten() {
        var authenticator = authenticator(
                TestCallers.access(TestCallers.known("ivr"), certificate("first", "CN=cxone,O=Acme Inc.,C=US")),
                TestCallers.access(TestCallers.known("bot"), certificate("first", "CN=bot,O=Acme Inc.,C=US")));

        assertThat(caller(authenticator, shown("C=US, ST=Utah, O=Acme Inc., CN=cxone")))
                .isEqualTo("unknown_certificate");
        assertThat(caller(authenticator, shown("cn=cxone, o=acme inc., c=us"))).isEqualTo("ivr");
        assertThat(caller(authenticator, shown("CN=bot,O=Acme Inc.,C=US"))).isEqualTo("bot");
        assertThat(caller(authenticator, new RequestCredentials(headers(), HOME, Optional.empty())))
                .isEqualTo("missing");
    }

    @Test
    void aListOfCredentialsToTryOpensNothing() {
        String key = KeyHash.newKey(RANDOM);
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("first", key, CallerCredential.NEVER),
                TestCallers.password("basic", "ivr", "right", CallerCredential.NEVER)));
        String right = TestCallers.basic("ivr", "right");
        String wrong = TestCallers.basic("ivr", "wrong");

        assertThat(authenticated(authenticator, false, "Authorization", wrong, "Authorization", right))
                .isEqualTo("ivr");
        assertThat(authenticated(
                        authenticator, false, "Authorization", wrong, "Authorization", wrong, "Authorization", right))
                .isEqualTo("malformed");
        assertThat(authenticated(authenticator, false, "X-API-Key", "a", "X-API-Key", "b", "X-API-Key", key))
                .isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0", "\1", "\t", "\n", "\r", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f"})
    void aRightPasswordWithAControlCharacterOpensNothing(String control) {
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"), TestCallers.password("basic", "ivr", "right", CallerCredential.NEVER)));

        assertThat(authenticated(authenticator, false, "Authorization", TestCallers.basic("ivr", "right")))
                .isEqualTo("ivr");
        for (String credentials : List.of(
                TestCallers.basic("ivr", "right" + control),
                TestCallers.basic("ivr", control + "right"),
                TestCallers.basic("ivr", "ri" + control + "ght"),
                TestCallers.basic("ivr" + control, "right"),
                TestCallers.basic(control + "ivr", "right"))) {
            assertThat(authenticated(authenticator, false, "Authorization", credentials))
                    .isEqualTo("malformed");
        }
    }

    @Test
    void aPasswordIsTheSameCharacterByCharacter() {
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"), TestCallers.password("basic", "ivr", "Zo\u00eb", CallerCredential.NEVER)));

        assertThat(authenticated(authenticator, false, "Authorization", TestCallers.basic("ivr", "Zo\u00eb")))
                .isEqualTo("ivr");
        assertThat(authenticated(authenticator, false, "Authorization", TestCallers.basic("ivr", "Zoe\u0308")))
                .isEqualTo("wrong_password");
        // in UTF-8 alone: not in ISO 8859-1, and no halves of a pair
        for (String bytes : List.of("6976723a5a6feb", "6976723aeda080", "6976723ac080")) {
            String credentials =
                    "Basic " + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(bytes));
            assertThat(authenticated(authenticator, false, "Authorization", credentials))
                    .isEqualTo("malformed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001c", "\u001f", "\u000b", "\u000c", "\u0001", "\u007f", "\u0085", "\u00a0", "\u2003"})
    void whatLooksLikeSpaceBehindAKeyBelongsToIt(String character) {
        assertThat(HeaderText.trimmed("key" + character)).isEqualTo("key" + character);
        assertThat(HeaderText.trimmed(character + "key")).isEqualTo(character + "key");
        assertThat(HeaderText.trimmed(" \tkey\t ")).isEqualTo("key");
        assertThat(HeaderText.trimmed(" \t ")).isEmpty();
    }

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
    void aCertificateOfOneCallerAndAKeyOfAnotherOpenNothing() {
        String key = KeyHash.newKey(RANDOM);
        var authenticator = authenticator(
                TestCallers.access(TestCallers.known("ivr"), certificate("first", "CN=cxone")),
                TestCallers.access(TestCallers.known("bot"), TestCallers.key("first", key, CallerCredential.NEVER)));

        assertThat(caller(
                        authenticator,
                        new RequestCredentials(headers("X-API-Key", key), HOME, certificate("CN=cxone"))))
                .isEqualTo("ambiguous");
        assertThat(caller(
                        authenticator, new RequestCredentials(headers("X-API-Key", key), HOME, certificate("CN=else"))))
                .isEqualTo("bot");
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

    @Test
    void aSharedAddressWithManyFailuresDoesNotKeepTheRightPasswordOut() {
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"), TestCallers.password("first", "ivr", "right", CallerCredential.NEVER)));

        assertThat(authenticated(authenticator, true, "Authorization", basic("ivr", "wrong")))
                .isEqualTo("wrong_password");
        assertThat(authenticated(authenticator, true, "Authorization", basic("ivr", "right")))
                .isEqualTo("ivr");
    }

    @Test
    void aBodyIsReadOnlyForASignatureThatMayBeRight() {
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.signature("first", TestCallers.secret(1), CallerCredential.NEVER)));
        var shown = new RequestCredentials(
                headers(
                        "webhook-id", "a",
                        "webhook-timestamp", Long.toString(NOW.minusSeconds(400).getEpochSecond()),
                        "webhook-signature", "v1,eA=="),
                HOME,
                Optional.empty());

        var answer = authenticator.authenticate(shown, false, () -> {
            throw new AssertionError("nobody asked for the body");
        });
        assertThat(describe(answer)).isEqualTo("stale_signature");
    }

    private Authenticator authenticator(CallerAccess... callers) {
        var credentials = RegisteredCredential.allOf(List.of(callers), ticks);
        return new Authenticator(credentials, CLOCK, RANDOM, TestCallers.HASHES, ticks);
    }

    private URI published(JWKSet keys) throws IOException {
        return Files.writeString(folder.resolve("jwks.json"), keys.toString()).toUri();
    }

    private static CallerCredential.Certificate certificate(String id, String subject) {
        return new CallerCredential.Certificate(id, new X500Principal(subject));
    }

    private static RequestCredentials shown(String subject) {
        return new RequestCredentials(headers(), HOME, certificate(subject));
    }

    private static Optional<ClientCertificate> certificate(String subject) {
        return Optional.of(new ClientCertificate(new X500Principal(subject)));
    }

    private static String tokened(Authenticator authenticator, JWSAlgorithm algorithm, String key, JWSSigner signer) {
        return bearer(authenticator, jwt(claims("ivr").build(), algorithm, key, signer));
    }

    private static String bearer(Authenticator authenticator, String token) {
        return authenticated(authenticator, false, "Authorization", "Bearer " + token);
    }

    /** A token that says that it needs no signature. */
    private static String unsigned() {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(claims("ivr").build().toString().getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    private static String authenticated(Authenticator authenticator, boolean suspicious, String... headers) {
        return describe(authenticator.authenticate(
                new RequestCredentials(headers(headers), HOME, Optional.empty()), suspicious, () -> new byte[0]));
    }

    private static String caller(Authenticator authenticator, RequestCredentials shown) {
        return describe(authenticator.authenticate(shown, false, () -> new byte[0]));
    }

    private static String describe(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Known(var caller, var _) -> caller.caller().name();
            case Authentication.Refused(var reason, var _) -> reason.label();
        };
    }

    private static ServerRequestHeaders headers(String... namesAndValues) {
        var headers = WritableHeaders.create();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderNames.create(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return ServerRequestHeaders.create(headers);
    }
}
