package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.config.Config.Access;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.limit.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallersConfigTest {
    private static final String HASH = KeyHash.of("weir_00000000_0000000000000000000000000000000000000000000")
            .text();
    private static final String PASSWORD_HASH =
            "pbkdf2-sha256:600000:AAAAAAAAAAAAAAAAAAAAAA==:" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final Map<String, String> LIVE = Map.of(
            "SF_LOGIN_URL", "https://acme.my.salesforce.com",
            "SF_CLIENT_ID", "the-id",
            "SF_CLIENT_SECRET", "the-secret");

    @TempDir
    private Path folder;

    @Test
    void theCallersOfTheManualWorkAsTheyStandThere() throws IOException {
        var manual = Files.readString(Path.of("../docs/configuration.md"));
        int begin = manual.indexOf("```yaml\n") + "```yaml\n".length();
        var access = access(manual.substring(begin, manual.indexOf("```", begin)));

        assertThat(access.trustedProxies()).containsExactly(AddressRange.of("10.0.0.0/8"));
        assertThat(access.callers())
                .extracting(caller -> caller.caller().caller().name())
                .containsExactly("ivr-main", "middleware", "agent-desktop");
        var ivr = access.callers().getFirst();
        assertThat(ivr.credentials())
                .extracting(CallerCredential::id)
                .containsExactly("key-2026", "key-2027", "basic-1");
        assertThat(ivr.credentials())
                .extracting(CallerCredential::expires)
                .containsExactly(Instant.parse("2027-02-01T00:00:00Z"), CallerCredential.NEVER, CallerCredential.NEVER);
        assertThat(ivr.addresses()).containsExactly(AddressRange.of("203.0.113.0/24"));
        assertThat(ivr.limits())
                .isEqualTo(new CallerLimits(CallerLimits.Rate.of("50/s").withBurst(100), 40));
        assertThat(ivr.caller().caller().priority()).isEqualTo(Priority.HIGH);
        assertThat(ivr.caller().caller().mayRun(new ActionName("contact-by-phone")))
                .isTrue();
        assertThat(ivr.caller().caller().mayRun(new ActionName("account-by-id")))
                .isFalse();
        assertThat(ivr.caller().caller().mayWrite(new ActionName("create-case")))
                .isTrue();
        assertThat(ivr.caller().caller().mayWrite(new ActionName("contact-by-phone")))
                .isFalse();
        assertThat(ivr.caller().caller().adHoc()).isEqualTo(new Caller.AdHoc.Never());
        assertThat(access.callers().get(1).caller().style())
                .isEqualTo(new AnswerStyle(AnswerStyle.Profile.JSON, AnswerStyle.Errors.ALWAYS_200, 0));
        assertThat(access.callers().get(1).caller().caller().adHoc())
                .asInstanceOf(type(Caller.AdHoc.Within.class))
                .satisfies(within -> {
                    assertThat(within.policy().objects().allow("Contact")).isTrue();
                    assertThat(within.policy().objects().allow("Account")).isFalse();
                    assertThat(within.policy().fields().allow("Contact.Birthdate"))
                            .isFalse();
                });
    }

    @Test
    void aCallerMayDoOnlyWhatItHasBeenGranted() throws IOException {
        var caller = only(caller("keys: [{hash: '%s'}]".formatted(HASH)));

        assertThat(caller.caller().caller().mayRun(new ActionName("any-action")))
                .isFalse();
        assertThat(caller.caller().caller().adHoc()).isEqualTo(new Caller.AdHoc.Never());
        assertThat(caller.caller().caller().mayExplain()).isFalse();
        assertThat(caller.caller().style()).isEqualTo(AnswerStyle.DEFAULT);
        assertThat(caller.limits()).isEqualTo(CallerLimits.NONE);
    }

    @Test
    void theRightToWriteIsOneOfItsOwn() throws IOException {
        var caller = only(caller(
                        "keys: [{hash: '%s'}], actions: [case-*, '*-call', update-contact], writes: [case-create*, log-call]"
                                .formatted(HASH)))
                .caller()
                .caller();

        assertThat(caller.mayWrite(new ActionName("case-create"))).isTrue();
        assertThat(caller.mayWrite(new ActionName("log-call"))).isTrue();
        assertThat(caller.mayWrite(new ActionName("case-close"))).isFalse();
        assertThat(caller.mayWrite(new ActionName("update-contact"))).isFalse();
        assertThat(only(caller("keys: [{hash: '%s'}], actions: ['*']".formatted(HASH)))
                        .caller()
                        .caller()
                        .mayWrite(new ActionName("log-call")))
                .isFalse();
    }

    @Test
    void aCallersPolicyOnlyNarrowsTheOperators() throws IOException {
        var yaml = """
                weir:
                  query: {denied-objects: [Salary__c], max-conditions: 20}
                """
                + caller(
                                "keys: [{hash: '%s'}], ad-hoc: {allowed-objects: ['*'], max-conditions: 900, unfiltered-allowed: true}"
                                        .formatted(HASH))
                        .replace("weir:\n", "");

        assertThat(only(yaml).caller().caller().adHoc())
                .asInstanceOf(type(Caller.AdHoc.Within.class))
                .satisfies(within -> {
                    assertThat(within.policy().objects().allow("Salary__c")).isFalse();
                    assertThat(within.policy().objects().allow("Contact")).isTrue();
                    assertThat(within.policy().maxConditions()).isEqualTo(20);
                    assertThat(within.policy().unfilteredAllowed()).isFalse();
                });
    }

    @Test
    void theKeyOfTheVariableIsOneCallerMore() throws IOException {
        var environment = with(environment(caller("keys: [{hash: '%s'}]".formatted(HASH))), "WEIR_API_KEY", "k");

        assertThat(Config.from(environment).access())
                .asInstanceOf(type(Access.Named.class))
                .satisfies(named -> assertThat(named.callers())
                        .extracting(caller -> caller.caller().caller().name())
                        .containsExactly("default", "ivr"));
    }

    @Test
    void nobodyElseHasTheKeyOfTheVariable() throws IOException {
        var key = "a-key-of-some-length-that-two-callers-have";
        var same = caller("keys: [{hash: '%s'}]".formatted(KeyHash.of(key).text()));

        assertThat(problems(with(environment(same), "WEIR_API_KEY", key)))
                .singleElement()
                .asString()
                .contains("/weir/callers/0/keys/0/hash: is the same as WEIR_API_KEY");
    }

    @Test
    void callersOpenALiveOrgAndLetTheSandboxLeaveLoopback() throws IOException {
        var environment = environment(caller("keys: [{hash: '%s'}]".formatted(HASH)));
        var live = new HashMap<>(LIVE);
        live.putAll(environment);

        assertThat(Config.from(live).access()).isInstanceOf(Access.Named.class);
        assertThat(Config.from(environment).http().data().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void anEmptyListOfCallersOpensNothing() throws IOException {
        var live = new HashMap<>(LIVE);
        live.putAll(environment("weir: {callers: []}"));

        assertThat(problems(live))
                .singleElement()
                .asString()
                .contains("a live org needs at least one caller", "weir.callers");
    }

    @Test
    void callersAndNobodyContradictEachOther() throws IOException {
        var environment = with(environment(caller("keys: [{hash: '%s'}]".formatted(HASH))), "WEIR_AUTH", "none");

        assertThat(problems(environment))
                .singleElement()
                .asString()
                .contains("weir.callers", "WEIR_AUTH", "contradict");
    }

    static Stream<Arguments> mistakes() {
        String key = "keys: [{hash: '%s'}]".formatted(HASH);
        return Stream.of(
                arguments("", "/weir/callers/0: without a credential"),
                arguments("keys: [{}]", "/weir/callers/0/keys/0/hash: is required"),
                arguments("keys: [{hash: 'a-plain-key'}]", "/weir/callers/0/keys/0/hash: expected 'hmac-sha256:'"),
                arguments(
                        "keys: [{hash: '%s', expires: soon}]".formatted(HASH),
                        "/weir/callers/0/keys/0/expires: expected a date such as 2027-01-31"),
                arguments(
                        "keys: [{hash: '%s', hsah: x}]".formatted(HASH),
                        "/weir/callers/0/keys/0/hsah: unknown key; did you mean 'hash'?"),
                arguments(
                        "keys: [{hash: '%1$s'}, {hash: '%1$s'}]".formatted(HASH),
                        "/weir/callers/0/keys/1/hash: is the same as /weir/callers/0/keys/0/hash"),
                arguments("keys: {hash: '%s'}".formatted(HASH), "/weir/callers/0/keys: expected a list, got an object"),
                arguments(
                        "basic: [{user: 'a:b', hash: '%s'}]".formatted(PASSWORD_HASH),
                        "/weir/callers/0/basic/0/user: a user has no ':'"),
                arguments(
                        "basic: [{user: ivr, hash: 'pbkdf2-sha256:1:a:b'}]",
                        "/weir/callers/0/basic/0/hash: expected what 'weir caller hash' prints"),
                arguments(
                        "webhook-secrets: [{secret: 'whsec_short'}]",
                        "/weir/callers/0/webhook-secrets/0/secret: expected 'whsec_'"),
                arguments(
                        "webhook-secrets: [{secret: '%s', secret-file: /x}]".formatted(SECRET),
                        "/weir/callers/0/webhook-secrets/0: expected either secret or secret-file"),
                arguments(
                        "webhook-secrets: [{secret-file: /dev/zero}]",
                        "/weir/callers/0/webhook-secrets/0/secret-file: no readable text file at '/dev/zero': larger"),
                arguments(
                        "webhook-secrets: [{secret-file: /does/not/exist}]",
                        "/weir/callers/0/webhook-secrets/0/secret-file: no readable text file"),
                arguments("jwt: [{issuer: i, audience: a}]", "/weir/callers/0/jwt/0/jwks: is required"),
                arguments(
                        "jwt: [{issuer: i, audience: a, jwks: 'http://idp.example.com/k'}]",
                        "/weir/callers/0/jwt/0/jwks: keys are read from https:"),
                arguments(
                        "jwt: [{issuer: i, audience: a, jwks: 'https://idp.example.com:99999/k'}]",
                        "/weir/callers/0/jwt/0/jwks: keys are read from https:"),
                arguments(
                        "jwt: [{audience: a, jwks: 'https://idp.example.com/k'}]",
                        "/weir/callers/0/jwt/0/issuer: is required"),
                arguments(
                        "mtls-subjects: ['no name']", "/weir/callers/0/mtls-subjects/0: expected a distinguished name"),
                arguments(
                        key + ", addresses: [10.0.0.1/8]",
                        "/weir/callers/0/addresses/0: the address has bits behind its first 8"),
                arguments(key + ", addresses: ", "/weir/callers/0/addresses: has nothing behind it"),
                arguments(key + ", addresses: []", "/weir/callers/0/addresses: name at least one address"),
                arguments(key + ", actions: ['a b']", "/weir/callers/0/actions/0: a name pattern"),
                arguments(key + ", actions: ['*'], writes: ['a b']", "/weir/callers/0/writes/0: a name pattern"),
                arguments(
                        key + ", writes: [create-case]",
                        "/weir/callers/0/writes/0: 'create-case' has no effect, because 'actions' lists no such"),
                arguments(
                        key + ", actions: [contact-*, log-call], writes: [log-call, case-*]",
                        "/weir/callers/0/writes/1: 'case-*' has no effect"),
                arguments(key + ", actions: ['*'], writes: ", "/weir/callers/0/writes: has nothing behind it"),
                arguments(key + ", ad-hoc: maybe", "/weir/callers/0/ad-hoc: expected true or false, got 'maybe'"),
                arguments(
                        key + ", ad-hoc: {allowed-fields: [Phone]}",
                        "/weir/callers/0/ad-hoc/allowed-fields/0: a pattern of fields"),
                arguments(key + ", ad-hoc: {row-cap: 5}", "/weir/callers/0/ad-hoc/row-cap: unknown key"),
                arguments(key + ", profile: xml", "/weir/callers/0/profile: expected cxone or json"),
                arguments(key + ", errors: never", "/weir/callers/0/errors: expected by-status or always-200"),
                arguments(
                        key + ", max-answer-bytes: -1",
                        "/weir/callers/0/max-answer-bytes: expected a whole number from 0"),
                arguments(key + ", priority: urgent", "/weir/callers/0/priority: expected high, normal or low"),
                arguments(key + ", rate: 50", "/weir/callers/0/rate: expected requests by second"),
                arguments(key + ", burst: 5", "/weir/callers/0/burst: without a rate"),
                arguments(key + ", rate: 5/s, burst: '\u0665'", "/weir/callers/0/burst: expected a whole number"),
                arguments(key + ", concurrency: 0", "/weir/callers/0/concurrency: expected a whole number from 1"),
                arguments(key + ", colour: red", "/weir/callers/0/colour: unknown key"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsToldWithItsPath(String members, String told) throws IOException {
        assertThat(problems(environment(caller(members))))
                .singleElement()
                .asString()
                .contains(told);
    }

    @Test
    void allMistakesAreToldAtOnceAndNoSecretWithThem() throws IOException {
        var problems = problems(environment("""
            weir:
              port: many
              trusted-proxies: [proxy.example.com]
              callers:
                - name: Ivr
                  keys: [{hash: plain-secret-key}]
                - name: bot
                  webhook-secrets: [{secret: whsec_notbase64!}]
                  rate: often
                - name: bot
                  keys: [{hash: '%s'}]
                - name: default
                  keys: [{hash: '%s'}]
                - name: unknown
                  addresses: [10.0.0.0/8]
                - name: anonymous
                  addresses: [10.0.0.0/8]
                - name: other
                  addresses: [10.0.0.0/8]
            """.formatted(HASH, HASH)));

        assertThat(problems)
                .anyMatch(problem -> problem.contains("WEIR_PORT"))
                .anyMatch(problem -> problem.contains("WEIR_TRUSTED_PROXIES") && problem.contains("proxy.example.com"))
                .anyMatch(problem -> problem.contains(": /weir/callers/0/name: a name is words"))
                .anyMatch(problem -> problem.contains(": /weir/callers/0/keys/0/hash:"))
                .anyMatch(problem -> problem.contains(": /weir/callers/1/webhook-secrets/0/secret:"))
                .anyMatch(problem -> problem.contains(": /weir/callers/1/rate:"))
                .anyMatch(problem -> problem.contains(": /weir/callers/2/name: there is another caller 'bot'"))
                .anyMatch(problem -> problem.contains(": /weir/callers/3/name: 'default' is the caller"))
                .anyMatch(problem -> problem.contains(": /weir/callers/3/keys/0/hash: is the same as"))
                .anyMatch(problem -> problem.contains(": /weir/callers/4/name: 'unknown' is reserved: metrics, audit"))
                .anyMatch(problem -> problem.contains(": /weir/callers/5/name: 'anonymous' is reserved: metrics"))
                .anyMatch(problem -> problem.contains(": /weir/callers/6/name: 'other' is reserved: metrics"))
                .noneMatch(problem -> problem.contains("plain-secret-key") || problem.contains("notbase64"));
    }

    @Test
    void whatAValueMeansIsLookedAtOnceTheFileHasItsShape() throws IOException {
        var file = """
            weir:
              port: many
              callers:
                - name: Ivr
                  keys: [{hash: plain-secret-key}]
                - colour
              callers: []
            """;
        assertThat(problems(environment(file)))
                .containsExactly(
                        folder + "/weir.yaml:6: /weir/callers/1: expected an object, got a string",
                        folder + "/weir.yaml:7: /weir/callers: duplicate key; first used on line 3");
        assertThat(problems(environment(file.replace("    - colour\n  callers: []\n", ""))))
                .satisfiesExactlyInAnyOrder(
                        port -> assertThat(port).startsWith(folder + "/weir.yaml:2: WEIR_PORT (weir.port): expected"),
                        name -> assertThat(name).startsWith(folder + "/weir.yaml:4: /weir/callers/0/name: a name is"),
                        hash -> assertThat(hash)
                                .startsWith(folder + "/weir.yaml:5: /weir/callers/0/keys/0/hash: expected"));
    }

    @Test
    void noSecretIsShown() throws IOException {
        var access = access(caller("keys: [{hash: '%s'}], webhook-secrets: [{secret: '%s'}]".formatted(HASH, SECRET)));

        assertThat(access).asString().doesNotContain(HASH.substring(12)).doesNotContain(SECRET.substring(6));
    }

    private static String caller(String members) {
        return "weir:\n  callers:\n    - {name: ivr%s}\n".formatted(members.isEmpty() ? "" : ", " + members);
    }

    private CallerAccess only(String yaml) throws IOException {
        return access(yaml).callers().getFirst();
    }

    private Access.Named access(String yaml) throws IOException {
        return (Access.Named) Config.from(environment(yaml)).access();
    }

    private Map<String, String> environment(String yaml) throws IOException {
        return Map.of(
                "WEIR_CONFIG",
                Files.writeString(folder.resolve("weir.yaml"), yaml).toString());
    }
}
