package io.weir.adapter.out.salesforce.login;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.LoginRefused;
import io.weir.domain.port.SalesforceFailure.Misconfigured;
import io.weir.domain.port.SalesforceFailure.Throttled;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.query.SalesforceMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private final StandIn org = new StandIn();

    @BeforeEach
    void answerQueries() {
        org.answersQueries(StandIn.oneAccount());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void logsInWithClientCredentials() {
        org.ask();

        assertThat(form()).isEqualTo("grant_type=client_credentials&client_id=app&client_secret=s3cr3t-of-the-app");
    }

    @Test
    void aQueryThatALoginKeepsFromBeingSentIsNoAttempt() {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"invalid_client\"}")));

        for (int run = 0; run < 2; run++) {
            var meter = StandIn.meter();
            assertThatExceptionOfType(LoginRefused.class)
                    .isThrownBy(() -> org.retried().start(StandIn.ACCOUNTS, meter));

            assertThat(meter.attempts()).isZero();
            assertThat(meter.apiCalls()).isZero();
        }
        assertThat(org.queries()).isZero();
    }

    @Test
    void logsInWithAPasswordWhereTheOperatorWantsThat() {
        var credentials =
                new Credentials.UsernamePassword("a b", ClientSecret.of("c&d"), "me+you@example.com", "pä%ss", "TOKEN");
        try (var api = new RestApi(
                org.settings(credentials),
                org.usage,
                org.budget,
                org.meters,
                Clock.systemUTC(),
                new Random(1),
                org.waits::add)) {
            new RestSalesforceQueries(api, new Random(3)).start(StandIn.ACCOUNTS, StandIn.meter());
        }
        assertThat(form())
                .isEqualTo("grant_type=password&client_id=a%20b&client_secret=c%26d"
                        + "&username=me%2Byou%40example.com&password=p%C3%A4%25ssTOKEN");
    }

    @Test
    void aLoginIsNoApiCall() {
        var meter = StandIn.meter();

        org.rest.start(StandIn.ACCOUNTS, meter);

        assertThat(meter.apiCalls()).isEqualTo(1);
    }

    @Test
    void twoHundredCallersWithAnExpiredTokenLogInOnce() throws Exception {
        org.ask();
        org.server.stubFor(get(urlPathEqualTo(StandIn.QUERY_PATH))
                .withHeader("Authorization", equalTo("Bearer token-1"))
                .willReturn(StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid")));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> org.ask().totalSize()));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }

        assertThat(org.logins()).isEqualTo(2);
    }

    @Test
    void theInstanceMayMoveWithALogin() {
        var other = "http://127.0.0.1:" + org.server.port();
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .inScenario("logins")
                .whenScenarioStateIs("login 1")
                .willReturn(okJson(StandIn.tokenBody("token-2", other))));
        org.answersQueriesInTurn(
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"), StandIn.oneAccount());

        org.ask();

        assertThat(org.queriesReceived())
                .extracting(request -> request.getHeader("Host"))
                .containsExactly("localhost:" + org.server.port(), "127.0.0.1:" + org.server.port());
    }

    @Test
    void aTokenExpiresAfterItsLifetime() {
        logsIn(okJson(StandIn.tokenBody("token", org.server.baseUrl()).replace("{", "{\"expires_in\":3600,")));
        var now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
        try (var api = new RestApi(
                org.settings(new Credentials.ClientCredentials("app", StandIn.SECRET)),
                org.usage,
                org.budget,
                org.meters,
                now::get,
                new Random(1),
                org.waits::add)) {
            var rest = new RestSalesforceQueries(api, new Random(3));
            for (int seconds : new int[] {0, 3569, 3571}) {
                now.set(Instant.parse("2026-11-01T00:00:00Z").plusSeconds(seconds));
                rest.start(StandIn.ACCOUNTS, new RunMeter(Deadline.after(Duration.ofMinutes(1), now::get)));
                assertThat(org.logins()).isEqualTo(seconds < 3570 ? 1 : 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.my.salesforce.com",
                "https://evil.example",
                "https://salesforce.com.evil.example",
                "https://acme.my.salesforce.com@evil.example",
                "https://evil.example/.salesforce.com",
                "https://acme.my.salesforce.com/path",
                "ftp://127.0.0.1",
                "not a url"
            })
    void sendsNoTokenToAForeignInstance(String instanceUrl) {
        logsIn(okJson(StandIn.tokenBody("token", instanceUrl)));

        assertThatExceptionOfType(Misconfigured.class).isThrownBy(org::ask);
        assertThat(org.queries()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_grant",
                "invalid_client_id",
                "invalid_client",
                "invalid_client_credentials",
                "invalid_request",
                "invalid_scope",
                "unsupported_grant_type",
                "unauthorized_client",
                "app_not_found",
                "invalid_app_access",
                "inactive_user",
                "inactive_org",
                "a_code_of_the_future"
            })
    void aRefusalIsNeverRepeated(String code) {
        logsIn(StandIn.error(400, oauth(code, "authentication failure for jane@example.com")));

        for (int i = 0; i < 20; i++) {
            var failure = catchThrowableOfType(
                    LoginRefused.class, () -> org.retried().start(StandIn.ACCOUNTS, StandIn.meter()));
            assertThat(failure.salesforceCode()).contains(code);
            assertThat(StandIn.everythingIn(failure)).doesNotContain(StandIn.SECRET, "jane");
        }
        assertThat(org.logins()).isEqualTo(1);
        assertThat(org.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        no client credentials user enabled, run-as user
        request not supported on this domain, My Domain
        user hasn't approved this consumer, pre-authorized
        client identifier invalid, client id is wrong
        """, quoteCharacter = '`')
    void theOperatorLearnsWhatToDo(String description, String advice) {
        logsIn(StandIn.error(400, oauth("invalid_grant", description)));

        assertThatExceptionOfType(LoginRefused.class).isThrownBy(org::ask).withMessageContaining(advice);
    }

    @Test
    void onlyADescriptionThatIsKnownIsKept() {
        var soql = StandIn.ACCOUNTS;
        logsIn(StandIn.error(400, oauth("invalid_grant", "Authentication failure for jane@example.com")));
        for (int i = 0; i < 2; i++) {
            var failure = catchThrowableOfType(LoginRefused.class, org::ask);
            assertThat(failure.salesforceMessage().redacted(soql)).isEqualTo("authentication failure");
        }
    }

    @Test
    void anUnknownDescriptionIsHidden() {
        logsIn(StandIn.error(400, oauth("invalid_grant", "jane may not")));

        assertThat(catchThrowableOfType(LoginRefused.class, org::ask).salesforceMessage())
                .isEqualTo(new SalesforceMessage.Nothing());
    }

    @Test
    void aLoginThatOverlapsWithAnotherIsRepeatedALittleLater() {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .inScenario("overlap")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(StandIn.error(400, oauth("invalid_grant", "token request is already being processed")))
                .willSetStateTo("free"));
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .inScenario("overlap")
                .whenScenarioStateIs("free")
                .willReturn(okJson(StandIn.tokenBody("token", org.server.baseUrl()))));

        assertThat(org.ask().rows()).hasSize(1);
        assertThat(org.logins()).isEqualTo(2);
        assertThat(org.waits)
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofMillis(500)));
    }

    @Test
    void overlapsAreRepeatedThreeTimesAtMost() {
        logsIn(StandIn.error(400, oauth("invalid_grant", "token request is already being processed")));

        assertThatExceptionOfType(Unavailable.class).isThrownBy(org::ask);
        assertThat(org.logins()).isEqualTo(4);
    }

    @Test
    void aRateLimitIsHeldForMinutes() {
        logsIn(StandIn.error(400, oauth("rate_limit_exceeded", "login rate exceeded")));

        var failure = catchThrowableOfType(Throttled.class, org::ask);
        assertThat(failure.retryAfter()).isGreaterThan(Duration.ofMinutes(4));
        assertThatExceptionOfType(Throttled.class).isThrownBy(org::ask);
        assertThat(org.logins()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        400, '{"error":"unknown_error","error_description":"retry your request"}'
        408, ''
        420, <html></html>
        500, ''
        503, no healthy upstream
        """)
    void anOutageOfTheLoginIsOne(int status, String body) {
        logsIn(StandIn.error(status, body));

        assertThatExceptionOfType(Unavailable.class).isThrownBy(org::ask);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 404, 405})
    void aLoginUrlWithoutATokenEndpointIsForTheOperator(int status) {
        logsIn(aResponse().withStatus(status).withHeader("Location", "https://evil.example/"));

        assertThatExceptionOfType(Misconfigured.class).isThrownBy(org::ask);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "<html>",
                "{}",
                "{\"access_token\":\"a\"}",
                "{\"access_token\":\"a b\\r\\nX: y\",\"instance_url\":\"http://127.0.0.1\"}",
                "{\"access_token\":\"abc"
            })
    void refusesAnswersWithoutAToken(String body) {
        logsIn(okJson(body));

        assertThatExceptionOfType(SalesforceFailure.class)
                .isThrownBy(org::ask)
                .satisfies(e -> assertThat(e).isInstanceOf(Unavailable.class).hasNoCause());
        assertThat(org.queries()).isZero();
    }

    private void logsIn(ResponseDefinitionBuilder response) {
        org.server.stubFor(post(StandIn.TOKEN_PATH).willReturn(response));
    }

    private String form() {
        return org.server
                .findAll(postRequestedFor(urlPathEqualTo(StandIn.TOKEN_PATH)))
                .getFirst()
                .getBodyAsString();
    }

    private static String oauth(String error, String description) {
        return "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description);
    }
}
