package io.weir.adapter.out.salesforce.login;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure.LoginRefused;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.status.LoggedLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRotationTest {
    private static final ClientSecret ROTATING = new ClientSecret("old-one", "new-one");

    private final StandIn org = new StandIn();
    private final LoggedLines log = new LoggedLines();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));

    @BeforeEach
    void knowNoSecret() {
        refusing("invalid_client", "invalid client credentials");
    }

    @AfterEach
    void stop() {
        log.close();
        org.close();
    }

    @Test
    void theNextSecretIsNotTriedWhileTheCurrentOneWorks() {
        taking("old-one");

        try (var api = api(ROTATING)) {
            logInAnew(api, 3);
        }

        assertThat(secretsSent()).containsExactly("old-one", "old-one", "old-one");
        assertThat(log.lines()).noneMatch(line -> line.contains("two client secrets"));
    }

    @ParameterizedTest
    @CsvSource({"invalid_client", "invalid_client_credentials"})
    void theNextSecretIsTriedAtOnceAndFirstFromThenOn(String code) {
        refusing(code, "invalid client credentials");
        taking("new-one");

        try (var api = api(ROTATING)) {
            logInAnew(api, 3);
        }

        assertThat(secretsSent()).containsExactly("old-one", "new-one", "new-one", "new-one");
        assertThat(org.waits).isEmpty();
        assertThat(log.lines())
                .filteredOn(line -> line.contains("two client secrets"))
                .singleElement()
                .asString()
                .doesNotContain("old-one", "new-one");
    }

    @Test
    void triesTheOldSecretAgainUntilTheNewOneIsValidEverywhere() {
        taking("new-one");
        try (var api = api(ROTATING)) {
            logInAnew(api, 1);
            refusing("invalid_client", "invalid client credentials");
            taking("old-one");
            logInAnew(api, 2);
        }

        assertThat(secretsSent()).containsExactly("old-one", "new-one", "new-one", "old-one", "old-one");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, authentication failure",
        "invalid_grant, invalid client credentials",
        "invalid_client_id, client identifier invalid",
        "invalid_client, client identifier invalid",
        "rate_limit_exceeded, login rate exceeded",
        "unknown_error, retry your request",
        "inactive_user, user is inactive",
    })
    void nothingButARefusedSecretBringsTheNextOneOut(String code, String description) {
        refusing(code, description);

        try (var api = api(ROTATING)) {
            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> api.logIn(meter()));
        }

        assertThat(secretsSent()).containsExactly("old-one");
    }

    @Test
    void aNextSecretThatIsTheSameIsNotTriedTwice() {
        try (var api = api(new ClientSecret("old-one", "old-one"))) {
            assertThatExceptionOfType(LoginRefused.class).isThrownBy(() -> api.logIn(meter()));
        }

        assertThat(secretsSent()).containsExactly("old-one");
    }

    @Test
    void twoWrongSecretsUnderLoadCostFewLogins() {
        try (var api = api(ROTATING)) {
            for (int millis = 0; millis < 60_000; millis += 5) {
                assertThatExceptionOfType(LoginRefused.class)
                        .isThrownBy(() -> api.logIn(meter()))
                        .withMessageContaining("the client secret is wrong");
                now.updateAndGet(instant -> instant.plusMillis(5));
            }
        }

        assertThat(secretsSent()).hasSizeBetween(3, 10).startsWith("old-one", "new-one", "old-one", "new-one");
    }

    @Test
    void twoRefusedSecretsAreTriedInTurnsUntilOneWorks() {
        try (var api = api(ROTATING)) {
            refuses(api);
            refuses(api);
            taking("new-one");
            logInAnew(api, 2);
        }

        assertThat(secretsSent()).containsExactly("old-one", "new-one", "old-one", "new-one", "new-one");
    }

    @Test
    void anOutageBetweenTheTwoSettlesNothing() {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .withRequestBody(containing("client_secret=new-one"))
                .willReturn(StandIn.error(503, "")));
        try (var api = api(ROTATING)) {
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> api.logIn(meter()));
            taking("new-one");
            logInAnew(api, 1);
        }

        assertThat(secretsSent()).containsExactly("old-one", "new-one", "new-one");
    }

    @Test
    void thePasswordFlowHasASecretToRotateToo() {
        taking("new-one");

        try (var api = api(new Credentials.UsernamePassword("app", ROTATING, "me", "pw", ""))) {
            logInAnew(api, 1);
        }

        assertThat(secretsSent()).containsExactly("old-one", "new-one");
    }

    @Test
    void aNextSecretComesAfterACurrentOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientSecret("", "next"));
    }

    private RestApi api(ClientSecret secret) {
        return api(new Credentials.ClientCredentials("app", secret));
    }

    private RestApi api(Credentials credentials) {
        return new RestApi(
                org.settings(credentials), org.usage, org.budget, org.meters, now::get, new Random(1), org.waits::add);
    }

    /** Tokens live for a second here; the time between logins lets every hold end. */
    private void logInAnew(RestApi api, int times) {
        for (int i = 0; i < times; i++) {
            now.updateAndGet(instant -> instant.plusSeconds(100));
            api.logIn(meter());
        }
    }

    private void refuses(RestApi api) {
        now.updateAndGet(instant -> instant.plusSeconds(100));
        assertThatExceptionOfType(LoginRefused.class).isThrownBy(() -> api.logIn(meter()));
    }

    private RunMeter meter() {
        return new RunMeter(Deadline.after(Duration.ofMinutes(1), now::get));
    }

    private void taking(String secret) {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .withRequestBody(containing("client_secret=" + secret))
                .willReturn(okJson(
                        StandIn.tokenBody("token", org.server.baseUrl()).replaceFirst("\\{", "{\"expires_in\":1,"))));
    }

    private void refusing(String code, String description) {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(StandIn.error(
                        400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description))));
    }

    private List<String> secretsSent() {
        return org.server.findAll(postRequestedFor(urlPathEqualTo(StandIn.TOKEN_PATH))).stream()
                .map(request -> request.getBodyAsString().replaceAll(".*client_secret=|&.*", ""))
                .toList();
    }
}
