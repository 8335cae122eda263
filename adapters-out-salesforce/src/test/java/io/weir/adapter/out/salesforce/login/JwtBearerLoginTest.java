package io.weir.adapter.out.salesforce.login;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.weir.adapter.out.salesforce.RsaKeys;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.Audience;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.salesforce.settings.SigningKey;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure.LoginRefused;
import java.net.URI;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtBearerLoginTest {
    private static final String FORM = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
    private static final Audience LOGIN = new Audience("https://login.salesforce.com");

    private final StandIn org = new StandIn();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00.999Z"));

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void sendsAnAssertionThatTheAppsKeySignedAndNothingElse() throws Exception {
        logIn(bearer("the\"app\\", LOGIN));

        var parts = assertions().getFirst().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"RS256\"}");
        assertThat(decoded(parts[1]))
                .isEqualTo("{\"iss\":\"the\\\"app\\\\\",\"sub\":\"weir@example.com\","
                        + "\"aud\":\"https://login.salesforce.com\",\"exp\":1793491380}");
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(RsaKeys.publicKey());
        verifier.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void anAssertionIsGoodForThreeMinutes() {
        logIn(bearer("app", LOGIN));

        assertThat(Duration.between(now.get(), Instant.ofEpochSecond(1_793_491_380)))
                .isLessThanOrEqualTo(Duration.ofSeconds(180))
                .isGreaterThan(Duration.ofSeconds(178));
    }

    @Test
    void theAssertionIsForTheAudienceAndGoesToTheLoginUrl() {
        logIn(bearer("app", new Audience("https://acme.my.site.com/customers")));

        assertThat(decoded(assertions().getFirst().split("\\.", -1)[1]))
                .contains("\"aud\":\"https://acme.my.site.com/customers\"");
    }

    @Test
    void eachAttemptHasAnAssertionOfItsOwn() {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .inScenario("overlap")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(StandIn.error(
                        400,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"token request is already being"
                                + " processed\"}"))
                .willSetStateTo("free"));
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .inScenario("overlap")
                .whenScenarioStateIs("free")
                .willReturn(okJson(StandIn.tokenBody("token", org.server.baseUrl()))));

        try (var api = api(org.settings(bearer("app", LOGIN)), _ -> now.updateAndGet(time -> time.plusSeconds(2)))) {
            api.logIn(meter());
        }

        assertThat(assertions())
                .extracting(assertion -> decoded(assertion.split("\\.", -1)[1]).replaceAll(".*:|}", ""))
                .containsExactly("1793491380", "1793491382");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        invalid_grant, invalid assertion, certificate
        invalid_grant, audience is invalid, https://test.salesforce.com
        invalid_grant, expired authorization code, clock
        invalid_grant, user hasn't approved this consumer, pre-authorized
        invalid_client, invalid client credentials, client secret
        invalid_client_id, client identifier invalid, client id
        app_not_found, External client app is not installed in this org, not installed
        """, quoteCharacter = '`')
    void aRefusalNamesTheRemedyAndIsNotRepeated(String code, String description, String advice) {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(StandIn.error(
                        400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description))));

        assertThatExceptionOfType(LoginRefused.class)
                .isThrownBy(() -> logIn(bearer("app", LOGIN)))
                .withMessageContaining(advice);
        assertThat(org.logins()).isEqualTo(1);
        assertThat(org.waits).isEmpty();
    }

    @Test
    void logsInToTheSandbox() {
        var sandbox = SandboxServer.start(
                SandboxOrg.contactCentre(Clock.systemUTC()),
                SandboxSettings.onPort(0).withAppKey(RsaKeys.publicKey()),
                Clock.systemUTC(),
                new Random(1));
        var bearer =
                new Credentials.JwtBearer("sandbox", "sandbox@example.com", SigningKey.ofPem(RsaKeys.pkcs1()), LOGIN);
        now.set(Clock.systemUTC().instant());
        try (var api = api(SalesforceSettings.of(sandbox.baseUri(), bearer), org.waits::add)) {
            var rest = new RestSalesforceQueries(api, new Random(3));
            assertThat(rest.start(StandIn.ACCOUNTS, meter()).rows()).isNotEmpty();
            sandbox.expireTokens();
            assertThat(rest.start(StandIn.ACCOUNTS, meter()).rows()).isNotEmpty();
            assertThat(sandbox.logins()).isEqualTo(2);
        } finally {
            sandbox.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.salesforce.com, https://login.salesforce.com",
        "https://acme.my.salesforce.com, https://login.salesforce.com",
        "https://acme-dev-ed.develop.my.salesforce.com, https://login.salesforce.com",
        "https://sandbox.my.salesforce.com, https://login.salesforce.com",
        "https://sf.proxy.example, https://login.salesforce.com",
        "http://127.0.0.1:9090, https://login.salesforce.com",
        "https://test.salesforce.com, https://test.salesforce.com",
        "https://ACME--uat.Sandbox.my.salesforce.com, https://test.salesforce.com",
        "https:none, https://login.salesforce.com",
    })
    void sandboxesHaveAnAudienceOfTheirOwn(String loginUrl, String audience) {
        assertThat(Audience.defaultFor(URI.create(loginUrl)).url()).isEqualTo(audience);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "login.salesforce.com",
                "http://login.salesforce.com",
                "https://",
                "https://a b",
                "https://u:p@a"
            })
    void anAudienceIsASecureUrl(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Audience(url));
    }

    private static Credentials.JwtBearer bearer(String clientId, Audience audience) {
        return new Credentials.JwtBearer(clientId, "weir@example.com", RsaKeys.signingKey(), audience);
    }

    private void logIn(Credentials.JwtBearer bearer) {
        try (var api = api(org.settings(bearer), org.waits::add)) {
            api.logIn(meter());
        }
    }

    private RestApi api(SalesforceSettings settings, Sleeper sleeper) {
        InstantSource clock = now::get;
        return new RestApi(settings, org.usage, org.budget, org.meters, clock, new Random(1), sleeper);
    }

    private RunMeter meter() {
        return new RunMeter(Deadline.after(Duration.ofMinutes(1), now::get));
    }

    private List<String> assertions() {
        return org.server.findAll(postRequestedFor(urlPathEqualTo(StandIn.TOKEN_PATH))).stream()
                .map(LoggedRequest::getBodyAsString)
                .map(form -> {
                    assertThat(form).startsWith(FORM).matches("[^&]+&[^&]+");
                    return form.substring(FORM.length());
                })
                .toList();
    }

    /** Base64url without padding is all that passes here. */
    private static String decoded(String part) {
        assertThat(part).matches("[A-Za-z0-9_-]+");
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
