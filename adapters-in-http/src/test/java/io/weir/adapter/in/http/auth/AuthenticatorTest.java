package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.NOW;
import static io.weir.adapter.in.http.auth.TestCallers.RANDOM;
import static io.weir.adapter.in.http.auth.TestCallers.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.in.http.ManualTicker;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.HeaderText;
import io.weir.adapter.in.http.caller.KeyHash;
import java.net.InetAddress;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which credentials authenticate a caller, without a server. */
final class AuthenticatorTest {
    private static final InetAddress HOME = InetAddress.getLoopbackAddress();

    private final ManualTicker ticks = new ManualTicker();

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
    @CsvSource({"right, ivr", "guessed, wrong_password"})
    void aPasswordThatManyPresentAtOnceIsCheckedForAllOfThem(String password, String result) throws Exception {
        var authenticator = authenticator(TestCallers.access(
                TestCallers.known("ivr"), TestCallers.password("basic", "ivr", "right", CallerCredential.NEVER)));
        String presented = TestCallers.basic("ivr", password);
        var requests = Collections.<Callable<String>>nCopies(
                4 * Passwords.POOL.places(), () -> authenticated(authenticator, false, "Authorization", presented));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(requests)) {
                assertThat(answer.get()).isEqualTo(result);
            }
        }
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

        var answer = authenticator.authenticate(shown, () -> false, () -> {
            throw new AssertionError("nobody asked for the body");
        });
        assertThat(TestCallers.describe(answer)).isEqualTo("stale_signature");
    }

    @Test
    void whetherAnAddressFailsOftenIsAskedOnlyForAPassword() {
        String key = KeyHash.newKey(TestCallers.RANDOM);
        var authenticator = authenticator(
                TestCallers.access(TestCallers.known("ivr"), TestCallers.key("key", key, CallerCredential.NEVER)));
        var shown = new RequestCredentials(headers("X-API-Key", key), HOME, Optional.empty());

        var answer = authenticator.authenticate(
                shown,
                () -> {
                    throw new AssertionError("nobody asked whether the address fails often");
                },
                () -> new byte[0]);
        assertThat(TestCallers.describe(answer)).isEqualTo("ivr");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPasswordThatHasExpiredDoesNotHideTheSameOneThatHasNot(boolean expiredIsLast) {
        var expired = TestCallers.password("old", "ivr", "right", NOW.minusSeconds(1));
        var valid = TestCallers.password("new", "ivr", "right", NOW.plusSeconds(1));
        var authenticator =
                authenticator(TestCallers.access(TestCallers.known("ivr"), inOrder(expired, valid, expiredIsLast)));

        assertThat(authenticated(authenticator, false, "Authorization", basic("ivr", "right")))
                .isEqualTo("ivr");
        assertThat(authenticated(authenticator, false, "Authorization", basic("ivr", "right")))
                .isEqualTo("ivr");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSignatureByASecretThatHasExpiredDoesNotHideOneByASecretThatHasNot(boolean expiredIsLast) {
        var expired = TestCallers.signature("old", TestCallers.secret(1), NOW.minusSeconds(1));
        var valid = TestCallers.signature("new", TestCallers.secret(2), NOW.plusSeconds(1));
        var authenticator =
                authenticator(TestCallers.access(TestCallers.known("ivr"), inOrder(expired, valid, expiredIsLast)));

        assertThat(authenticated(authenticator, false, signed("a", 1, 2))).isEqualTo("ivr");
        assertThat(authenticated(authenticator, false, signed("a", 1, 2))).isEqualTo("replayed");
        assertThat(authenticated(authenticator, false, signed("b", 1))).isEqualTo("expired");
    }

    @Test
    void signaturesOfTwoCallersOpenNothing() {
        var authenticator = authenticator(
                TestCallers.access(
                        TestCallers.known("ivr"),
                        TestCallers.signature("only", TestCallers.secret(1), CallerCredential.NEVER)),
                TestCallers.access(
                        TestCallers.known("bot"),
                        TestCallers.signature("only", TestCallers.secret(2), CallerCredential.NEVER)));

        assertThat(authenticated(authenticator, false, signed("a", 1, 2))).isEqualTo("ambiguous");
    }

    private static CallerCredential[] inOrder(CallerCredential expired, CallerCredential valid, boolean expiredIsLast) {
        return expiredIsLast ? new CallerCredential[] {valid, expired} : new CallerCredential[] {expired, valid};
    }

    /** The headers of a message without a body, signed with the secrets of these numbers. */
    private static String[] signed(String id, int... secrets) {
        return new String[] {
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(NOW.getEpochSecond()),
            "webhook-signature",
            IntStream.of(secrets)
                    .mapToObj(number -> TestCallers.signed(TestCallers.secret(number), id, NOW, ""))
                    .collect(Collectors.joining(" "))
        };
    }

    private static CallerCredential.Certificate certificate(String id, String subject) {
        return new CallerCredential.Certificate(id, new X500Principal(subject));
    }

    private static RequestCredentials shown(String subject) {
        return new RequestCredentials(headers(), HOME, certificate(subject));
    }

    private static Optional<X500Principal> certificate(String subject) {
        return Optional.of(new X500Principal(subject));
    }

    private static String authenticated(Authenticator authenticator, boolean suspicious, String... headers) {
        return TestCallers.describe(authenticator.authenticate(
                new RequestCredentials(headers(headers), HOME, Optional.empty()), () -> suspicious, () -> new byte[0]));
    }

    private static String caller(Authenticator authenticator, RequestCredentials shown) {
        return TestCallers.describe(authenticator.authenticate(shown, () -> false, () -> new byte[0]));
    }

    private static ServerRequestHeaders headers(String... namesAndValues) {
        var headers = WritableHeaders.create();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderNames.create(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return ServerRequestHeaders.create(headers);
    }

    private Authenticator authenticator(CallerAccess... callers) {
        return TestCallers.authenticator(ticks, callers);
    }
}
