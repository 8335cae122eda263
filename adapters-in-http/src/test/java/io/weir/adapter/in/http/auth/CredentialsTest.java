package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.NOW;
import static io.weir.adapter.in.http.auth.TestCallers.RSA;
import static io.weir.adapter.in.http.auth.TestCallers.basic;
import static io.weir.adapter.in.http.auth.TestCallers.claims;
import static io.weir.adapter.in.http.auth.TestCallers.jwt;
import static io.weir.adapter.in.http.auth.TestCallers.secret;
import static io.weir.adapter.in.http.auth.TestCallers.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.JWKSet;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of credential, right and wrong in every way there is, at the credential of the real server. */
final class CredentialsTest {
    private static final String BODY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";
    private static final Instant PAST = NOW.minusSeconds(1);
    private static final Instant FUTURE = NOW.plus(Duration.ofDays(30));

    private static final String KEY = KeyHash.newKey(TestCallers.RANDOM);
    private static final String NEXT_KEY = KeyHash.newKey(TestCallers.RANDOM);
    private static final String OLD_KEY = KeyHash.newKey(TestCallers.RANDOM);
    private static final String BOT_KEY = KeyHash.newKey(TestCallers.RANDOM);
    private static final String IVR_2_KEY = KeyHash.newKey(TestCallers.RANDOM);

    private static final AtomicInteger ROWS = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static RunningWeir weir;

    @BeforeAll
    static void startWeir() throws IOException {
        URI keys = Files.writeString(folder.resolve("jwks.json"), new JWKSet(RSA).toString())
                .toUri();
        weir = RunningWeir.knowing(TestCallers.behindAProxy(
                TestCallers.access(
                        TestCallers.known("ivr"),
                        TestCallers.key("current", KEY, FUTURE),
                        TestCallers.key("next", NEXT_KEY, CallerCredential.NEVER),
                        TestCallers.password("current-password", "ivr", "pass word", FUTURE),
                        TestCallers.password("next-password", "ivr", "pässwörd:2", CallerCredential.NEVER),
                        TestCallers.signature("current-secret", secret(1), FUTURE),
                        TestCallers.signature("next-secret", secret(2), CallerCredential.NEVER),
                        TestCallers.token("token", keys, "ivr")),
                TestCallers.access(
                        TestCallers.known("old"),
                        TestCallers.key("ended", OLD_KEY, PAST),
                        TestCallers.password("ended-password", "old", "old", PAST),
                        TestCallers.signature("ended-secret", secret(3), PAST)),
                TestCallers.access(
                        TestCallers.limited("bot"),
                        TestCallers.key("only", BOT_KEY, CallerCredential.NEVER),
                        TestCallers.password("only-password", "bot", "bot", CallerCredential.NEVER),
                        TestCallers.signature("only-secret", secret(4), CallerCredential.NEVER),
                        TestCallers.token("token", keys, "bot")),
                new CallerAccess(
                        TestCallers.known("elsewhere"),
                        List.of(
                                TestCallers.key("only", IVR_2_KEY, CallerCredential.NEVER),
                                TestCallers.password("only-password", "elsewhere", "pw", CallerCredential.NEVER),
                                TestCallers.signature("only-secret", secret(5), CallerCredential.NEVER),
                                TestCallers.token("token", keys, "elsewhere")),
                        List.of(AddressRange.of("203.0.113.0/24")),
                        CallerLimits.NONE)));
    }

    @AfterAll
    static void stopWeir() {
        weir.close();
    }

    static Stream<Arguments> credentials() {
        return Stream.of(
                arguments("key", "right as Bearer", 200, headers("Authorization", "Bearer " + KEY)),
                arguments("key", "right as ApiKey", 200, headers("Authorization", "ApiKey " + KEY)),
                arguments("key", "right as X-API-Key", 200, headers("X-API-Key", KEY)),
                arguments("key", "rotated", 200, headers("Authorization", "Bearer " + NEXT_KEY)),
                arguments("key", "wrong", 401, headers("Authorization", "Bearer " + KEY + "x")),
                arguments("key", "of a wrong public part", 401, headers("X-API-Key", renamed(KEY))),
                arguments("key", "expired", 401, headers("X-API-Key", OLD_KEY)),
                arguments("key", "from a wrong address", 401, headers("X-API-Key", IVR_2_KEY)),
                arguments("key", "without the right", 403, headers("X-API-Key", BOT_KEY)),
                arguments(
                        "key",
                        "the hash itself",
                        401,
                        headers("X-API-Key", KeyHash.of(KEY).text())),
                arguments(
                        "key", "of two callers", 401, headers("Authorization", "Bearer " + KEY, "X-API-Key", BOT_KEY)),
                arguments(
                        "key", "old beside new", 200, headers("Authorization", "Bearer " + KEY, "X-API-Key", NEXT_KEY)),
                arguments("key", "right beside wrong", 200, headers("Authorization", "Bearer x", "X-API-Key", KEY)),
                arguments("key", "without a scheme", 401, headers("Authorization", KEY)),
                arguments("key", "twice, of two callers", 401, headers("X-API-Key", KEY, "X-API-Key", BOT_KEY)),
                arguments("none", "nothing", 401, headers()),
                arguments("basic", "right", 200, headers("Authorization", basic("ivr", "pass word"))),
                arguments("basic", "right again", 200, headers("Authorization", basic("ivr", "pass word"))),
                arguments("basic", "rotated", 200, headers("Authorization", basic("ivr", "pässwörd:2"))),
                arguments("basic", "wrong", 401, headers("Authorization", basic("ivr", "password"))),
                arguments("basic", "wrong again", 401, headers("Authorization", basic("ivr", "password"))),
                arguments("basic", "empty", 401, headers("Authorization", basic("ivr", ""))),
                arguments("basic", "unknown user", 401, headers("Authorization", basic("nobody", "pass word"))),
                arguments("basic", "of a wrong caller", 401, headers("Authorization", basic("bot", "pass word"))),
                arguments("basic", "expired", 401, headers("Authorization", basic("old", "old"))),
                arguments("basic", "from a wrong address", 401, headers("Authorization", basic("elsewhere", "pw"))),
                arguments("basic", "without the right", 403, headers("Authorization", basic("bot", "bot"))),
                arguments("basic", "no base64", 401, headers("Authorization", "Basic ivr:pass word")),
                arguments("signature", "right", 200, signature("a1", NOW, signed(secret(1), "a1", NOW, BODY))),
                arguments("signature", "rotated", 200, signature("a2", NOW, signed(secret(2), "a2", NOW, BODY))),
                arguments(
                        "signature",
                        "one of several",
                        200,
                        signature("a3", NOW, "v2,eA== v1,eA== v1a,eA== " + signed(secret(1), "a3", NOW, BODY))),
                arguments("signature", "replayed", 401, signature("a1", NOW, signed(secret(1), "a1", NOW, BODY))),
                arguments(
                        "signature",
                        "sent again with a new time",
                        200,
                        signature("a1", NOW.plusSeconds(1), signed(secret(1), "a1", NOW.plusSeconds(1), BODY))),
                arguments(
                        "signature",
                        "at the edge of the past",
                        200,
                        signature("a4", NOW.minusSeconds(300), signed(secret(1), "a4", NOW.minusSeconds(300), BODY))),
                arguments(
                        "signature",
                        "too old",
                        401,
                        signature("a5", NOW.minusSeconds(301), signed(secret(1), "a5", NOW.minusSeconds(301), BODY))),
                arguments(
                        "signature",
                        "too early",
                        401,
                        signature("a6", NOW.plusSeconds(301), signed(secret(1), "a6", NOW.plusSeconds(301), BODY))),
                arguments("signature", "wrong", 401, signature("a7", NOW, signed(secret(9), "a7", NOW, BODY))),
                arguments("signature", "of another id", 401, signature("a8", NOW, signed(secret(1), "x8", NOW, BODY))),
                arguments(
                        "signature",
                        "of another body",
                        401,
                        signature("a9", NOW, signed(secret(1), "a9", NOW, BODY + " "))),
                arguments(
                        "signature",
                        "of an unknown version",
                        401,
                        signature("b1", NOW, signed(secret(1), "b1", NOW, BODY).replace("v1,", "v2,"))),
                arguments("signature", "with a dot", 401, signature("b.2", NOW, signed(secret(1), "b.2", NOW, BODY))),
                arguments("signature", "expired", 401, signature("b3", NOW, signed(secret(3), "b3", NOW, BODY))),
                arguments(
                        "signature",
                        "from a wrong address",
                        401,
                        signature("b4", NOW, signed(secret(5), "b4", NOW, BODY))),
                arguments(
                        "signature",
                        "without the right",
                        403,
                        signature("b5", NOW, signed(secret(4), "b5", NOW, BODY))),
                arguments("token", "right", 200, token(jwt(claims("ivr").build(), RSA))),
                arguments("token", "right again", 200, token(jwt(claims("ivr").build(), RSA))),
                arguments(
                        "token",
                        "of an unknown subject",
                        401,
                        token(jwt(claims("eve").build(), RSA))),
                arguments(
                        "token",
                        "expired",
                        401,
                        token(jwt(
                                claims("ivr")
                                        .expirationTime(Date.from(NOW.minusSeconds(60)))
                                        .build(),
                                RSA))),
                arguments(
                        "token",
                        "expired, within the skew",
                        200,
                        token(jwt(
                                claims("ivr")
                                        .expirationTime(Date.from(NOW.minusSeconds(59)))
                                        .build(),
                                RSA))),
                arguments(
                        "token",
                        "without an end",
                        401,
                        token(jwt(claims("ivr").expirationTime(null).build(), RSA))),
                arguments(
                        "token",
                        "of another issuer",
                        401,
                        token(jwt(claims("ivr").issuer("https://evil/").build(), RSA))),
                arguments(
                        "token",
                        "for somebody else",
                        401,
                        token(jwt(claims("ivr").audience("else").build(), RSA))),
                arguments(
                        "token",
                        "signed by a stranger",
                        401,
                        token(jwt(claims("ivr").build(), TestCallers.rsa("k1", 2_048)))),
                arguments(
                        "token",
                        "from a wrong address",
                        401,
                        token(jwt(claims("elsewhere").build(), RSA))),
                arguments(
                        "token",
                        "without the right",
                        403,
                        token(jwt(claims("bot").build(), RSA))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("credentials")
    void letsInWhomItKnows(String kind, String what, int status, List<String> headers) {
        int asked = weir.asked.size();
        var answer = weir.post(BODY, fromAnAddressOfItsOwn(headers));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(weir.asked).hasSize(status == 200 ? asked + 1 : asked);
        for (int i = 1; i < headers.size(); i += 2) {
            assertThat(answer.body()).doesNotContain(headers.get(i));
        }
    }

    /** So that one row's failure does not make the next one look like guessing. */
    private static String[] fromAnAddressOfItsOwn(List<String> headers) {
        var all = new ArrayList<>(headers);
        all.add("X-Forwarded-For");
        all.add("198.51.100." + ROWS.incrementAndGet());
        return all.toArray(String[]::new);
    }

    private static List<String> headers(String... headers) {
        return List.of(headers);
    }

    private static List<String> signature(String id, Instant at, String signatures) {
        return List.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(at.getEpochSecond()),
                "webhook-signature", signatures);
    }

    private static List<String> token(String token) {
        return List.of("Authorization", "Bearer " + token);
    }

    private static String renamed(String key) {
        char letter = key.charAt(5) == '0' ? '1' : '0';
        return "weir_" + letter + key.substring(6);
    }
}
