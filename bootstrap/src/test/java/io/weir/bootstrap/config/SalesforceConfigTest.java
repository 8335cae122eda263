package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.LIVE;
import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static io.weir.bootstrap.config.Environments.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.bootstrap.config.Config.Access;
import io.weir.bootstrap.config.Config.Org;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The org and how it is called. */
class SalesforceConfigTest {
    private static final Map<String, String> PASSWORD_FLOW = with(
            with(with(LIVE, "SF_AUTH_FLOW", "password"), "SF_USERNAME", "ada@example.com"),
            "SF_PASSWORD",
            "the-password");

    @Test
    void aLoginUrlMeansTheLiveOrgWithClientCredentials() {
        var config = Config.from(LIVE);
        assertThat(config.salesforce().org()).asInstanceOf(type(Org.Live.class)).satisfies(live -> {
            assertThat(live.settings().loginUri()).hasToString("https://acme.my.salesforce.com");
            assertThat(live.settings().apiVersion()).isEqualTo("66.0");
            assertThat(live.settings().credentials())
                    .isEqualTo(new Credentials.ClientCredentials("the-id", "the-secret"));
        });
        assertThat(config.http().data().host()).isEqualTo("0.0.0.0");
    }

    @Test
    void clientCredentialsNeedTheOrgsOwnDomain() {
        assertThat(problems(with(LIVE, "SF_LOGIN_URL", "https://login.salesforce.com")))
                .singleElement()
                .asString()
                .contains("My Domain");
    }

    @Test
    void thePasswordFlowNeedsAUserToo() {
        assertThat(problems(with(LIVE, "SF_AUTH_FLOW", "password")))
                .satisfiesExactly(
                        user -> assertThat(user).contains("SF_USERNAME"),
                        password -> assertThat(password).contains("SF_PASSWORD"));
        var complete = with(with(with(LIVE, "SF_AUTH_FLOW", "password"), "SF_USERNAME", "me"), "SF_PASSWORD", "pw");
        assertThat(Config.from(complete).salesforce().org())
                .asInstanceOf(type(Org.Live.class))
                .extracting(live -> live.settings().credentials())
                .isEqualTo(new Credentials.UsernamePassword("the-id", ClientSecret.of("the-secret"), "me", "pw", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SF_CLIENT_ID",
                "SF_CLIENT_SECRET",
                "SF_CLIENT_SECRET_NEXT",
                "SF_USERNAME",
                "SF_PASSWORD",
                "SF_SECURITY_TOKEN"
            })
    void noCredentialHasAControlCharacter(String variable) {
        for (String control : List.of("\u0000", "\n", "\u001f", "\u007f", "\u0085")) {
            assertThat(problems(with(PASSWORD_FLOW, variable, "a" + control + "b")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).contains(variable, "control character"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9090", "http://localhost:9090", "http://127.0.0.1:9090/"})
    void plainHttpIsForLoopback(String loginUrl) {
        assertThat(Config.from(with(LIVE, "SF_LOGIN_URL", loginUrl))
                        .salesforce()
                        .org())
                .isInstanceOf(Org.Live.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.my.salesforce.com",
                "acme.my.salesforce.com",
                "https://",
                "https://acme.my.salesforce.com:99999",
                "not a url"
            })
    void otherLoginUrlsAreRefused(String loginUrl) {
        assertThat(problems(with(LIVE, "SF_LOGIN_URL", loginUrl)))
                .singleElement()
                .asString()
                .contains("SF_LOGIN_URL");
    }

    @Test
    void salesforceSettingsWithoutALoginUrlAreAMistake() {
        assertThat(problems(Map.of("SF_CLIENT_ID", "the-id")))
                .singleElement()
                .asString()
                .contains("SF_CLIENT_ID", "SF_LOGIN_URL");
    }

    @Test
    void aLiveOrgWithoutCallersIsRefusedUnlessTheOperatorSaysSo() {
        assertThat(problems(without(LIVE, "WEIR_API_KEY")))
                .singleElement()
                .asString()
                .contains("WEIR_API_KEY", "WEIR_AUTH");
        var open = with(without(LIVE, "WEIR_API_KEY"), "WEIR_AUTH", "none");
        assertThat(Config.from(open).access()).isInstanceOf(Access.Anybody.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "31-characters-0123456789abcdefg", "11111111111111111111111111111111111"})
    void aLiveOrgNeedsAKeyThatIsHardToGuess(String key) {
        assertThat(problems(with(with(LIVE, "WEIR_API_KEY", key), "WEIR_PORT", "x")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("WEIR_API_KEY", "at least 32 characters", "'weir caller key' makes one")
                        .doesNotContain(key))
                .anySatisfy(problem -> assertThat(problem).contains("WEIR_PORT"));
    }

    @Test
    void theSandboxTakesAnyKeyThatCanBeSent() {
        assertThat(Config.from(Map.of("WEIR_API_KEY", "short")).access()).isInstanceOf(Access.Named.class);
        assertThat(problems(Map.of("WEIR_API_KEY", "two words"))).hasSize(1);
    }

    @Test
    void onlyTheSandboxInjectsFaults() {
        assertThat(Config.from(Map.of("WEIR_SANDBOX_FAULTS", "latency=50ms..2s, 503=0.02"))
                        .salesforce()
                        .org())
                .isEqualTo(new Org.Sandbox(0, Optional.empty(), Faults.of(List.of("latency=50ms..2s", "503=0.02"))));
        assertThat(problems(Map.of("WEIR_SANDBOX_FAULTS", "503=2, nonsense=1")))
                .singleElement()
                .asString()
                .contains("WEIR_SANDBOX_FAULTS", "'503' must be a share", "unknown fault 'nonsense'");
        assertThat(problems(with(LIVE, "WEIR_SANDBOX_FAULTS", "503=0.02")))
                .singleElement()
                .asString()
                .contains("WEIR_SANDBOX_FAULTS", "a live org cannot be told to fail");
    }

    @Test
    void onlyTheSandboxTakesAFolderWithAnOrg() {
        assertThat(Config.from(Map.of("WEIR_SANDBOX_ORG", "some/org"))
                        .salesforce()
                        .org())
                .isEqualTo(new Org.Sandbox(0, Optional.of(Path.of("some/org")), Faults.NONE));
        assertThat(Config.from(Map.of("WEIR_SANDBOX_ORG", "some/org")).actions().source())
                .isEqualTo(new Config.ActionSource.None());
        assertThat(problems(with(LIVE, "WEIR_SANDBOX_ORG", "some/org")))
                .singleElement()
                .asString()
                .contains("WEIR_SANDBOX_ORG", "a live org has its own records");
    }

    @Test
    void readsBreakerAndRetries() {
        assertThat(Config.from(Map.of()).salesforce().calls())
                .isEqualTo(new Config.SalesforceCalls(
                        128, 128, CompositeMode.BUSY, RetrySettings.defaults(), BreakerSettings.defaults()));
        var config = Config.from(Map.of(
                        "SF_MAX_ATTEMPTS", "2",
                        "SF_RETRY_FIRST_WAIT", "100ms",
                        "SF_RETRY_LONGEST_WAIT", "2s",
                        "SF_RETRY_SHARE", "5",
                        "SF_RETRY_FLOOR", "0",
                        "SF_BREAKER_VOLUME", "20",
                        "SF_BREAKER_ERROR_RATIO", "50",
                        "SF_BREAKER_DELAY", "10s"))
                .salesforce()
                .calls();
        assertThat(config.retry()).isEqualTo(new RetrySettings(2, Duration.ofMillis(100), Duration.ofSeconds(2), 5, 0));
        assertThat(config.breaker()).isEqualTo(new BreakerSettings(20, 50, Duration.ofSeconds(10)));
    }

    @Test
    void lookupsShareCallsAsConfigured() {
        assertThat(composite("off")).isEqualTo(CompositeMode.OFF);
        assertThat(composite("false")).isEqualTo(CompositeMode.OFF);
        assertThat(composite("busy")).isEqualTo(CompositeMode.BUSY);
        assertThat(composite("always")).isEqualTo(CompositeMode.ALWAYS);
        assertThat(problems(Map.of("SF_COMPOSITE", "sometimes")))
                .singleElement()
                .asString()
                .contains("SF_COMPOSITE", "off, busy or always");
    }

    private static CompositeMode composite(String word) {
        return Config.from(Map.of("SF_COMPOSITE", word)).salesforce().calls().composite();
    }

    @Test
    void refusesInvalidBreakersAndRetries() {
        assertThat(problems(Map.of(
                        "SF_RETRY_FIRST_WAIT", "0s",
                        "SF_RETRY_LONGEST_WAIT", "2h",
                        "SF_RETRY_SHARE", "101",
                        "SF_RETRY_FLOOR", "-1",
                        "SF_BREAKER_VOLUME", "0",
                        "SF_BREAKER_ERROR_RATIO", "101",
                        "SF_BREAKER_DELAY", "0s",
                        "SF_MAX_QUEUED_CALLS", "0")))
                .hasSize(8);
        assertThat(problems(Map.of("SF_RETRY_FIRST_WAIT", "2s", "SF_RETRY_LONGEST_WAIT", "1s")))
                .singleElement()
                .asString()
                .contains("SF_RETRY_LONGEST_WAIT", "is shorter than", "SF_RETRY_FIRST_WAIT");
    }

    @Test
    void descriptionsAreNotRefreshedAllTheTime() {
        assertThat(Config.from(Map.of()).salesforce().schemaRefreshTime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(problems(Map.of("SF_SCHEMA_REFRESH_TIME", "59s")))
                .singleElement()
                .asString()
                .contains("SF_SCHEMA_REFRESH_TIME", "at least 1m");
    }
}
