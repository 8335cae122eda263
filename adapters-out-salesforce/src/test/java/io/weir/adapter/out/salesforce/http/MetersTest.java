package io.weir.adapter.out.salesforce.http;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.domain.port.SalesforceFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetersTest {
    private static final String REQUESTS = "weir_salesforce_requests_total";

    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void countsAndTimesWhatWasAnswered() {
        org.answersQueries(StandIn.oneAccount());
        long answered = TestMeters.count(REQUESTS, "operation", "query", "error_code", "none");
        long logins = TestMeters.count(REQUESTS, "operation", "login", "error_code", "none");
        long refreshes = TestMeters.count("weir_token_refresh_total", "result", "success");
        long timed = timed("query", "2xx");

        org.ask();
        org.ask();

        assertThat(TestMeters.count(REQUESTS, "operation", "query", "error_code", "none"))
                .isEqualTo(answered + 2);
        assertThat(TestMeters.count(REQUESTS, "operation", "login", "error_code", "none"))
                .isEqualTo(logins + 1);
        assertThat(TestMeters.count("weir_token_refresh_total", "result", "success"))
                .isEqualTo(refreshes + 1);
        assertThat(timed("query", "2xx")).isEqualTo(timed + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_client",
                "invalid_client_credentials",
                "invalid_grant",
                "invalid_app_access",
                "inactive_user"
            })
    void aRefusedLoginIsAnErrorInEveryMetric(String code) {
        refusesLogins(code, "no");
        long ok = TestMeters.count(REQUESTS, "operation", "login", "error_code", "none");
        long refused = TestMeters.count(REQUESTS, "operation", "login", "error_code", code);
        long logins = TestMeters.count("weir_token_refresh_total", "result", "refused");
        long successes = TestMeters.count("weir_token_refresh_total", "result", "success");
        long timed = timed("login", "4xx");
        long timedOk = timed("login", "2xx");

        assertThatExceptionOfType(SalesforceFailure.LoginRefused.class).isThrownBy(org::ask);

        assertThat(TestMeters.count(REQUESTS, "operation", "login", "error_code", "none"))
                .isEqualTo(ok);
        assertThat(TestMeters.count(REQUESTS, "operation", "login", "error_code", code))
                .isEqualTo(refused + 1);
        assertThat(TestMeters.count("weir_token_refresh_total", "result", "refused"))
                .isEqualTo(logins + 1);
        assertThat(TestMeters.count("weir_token_refresh_total", "result", "success"))
                .isEqualTo(successes);
        assertThat(timed("login", "4xx")).isEqualTo(timed + 1);
        assertThat(timed("login", "2xx")).isEqualTo(timedOk);
    }

    @Test
    void aLoginThatOverlapsWithAnotherIsAnErrorEachTime() {
        refusesLogins("invalid_grant", "token request is already being processed");
        long ok = TestMeters.count(REQUESTS, "operation", "login", "error_code", "none");
        long refused = TestMeters.count(REQUESTS, "operation", "login", "error_code", "invalid_grant");

        assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(org::ask);

        assertThat(TestMeters.count(REQUESTS, "operation", "login", "error_code", "none"))
                .isEqualTo(ok);
        assertThat(TestMeters.count(REQUESTS, "operation", "login", "error_code", "invalid_grant"))
                .isEqualTo(refused + 4);
    }

    private void refusesLogins(String code, String description) {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(StandIn.error(
                        400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description))));
    }

    @Test
    void anUnknownErrorCodeIsNotALabel() {
        org.answersQueriesInTurn(
                StandIn.error(400, "INVALID_FIELD", "no"),
                StandIn.error(400, "JANE_DOE", "no"),
                StandIn.error(503, ""));
        long known = TestMeters.count(REQUESTS, "operation", "query", "error_code", "INVALID_FIELD");
        long unknown = TestMeters.count(REQUESTS, "operation", "query", "error_code", "other");
        long silent = TestMeters.count(REQUESTS, "operation", "query", "error_code", "salesforce_unavailable");
        long timed = timed("query", "5xx");

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(SalesforceFailure.class).isThrownBy(org::ask);
        }

        assertThat(TestMeters.count(REQUESTS, "operation", "query", "error_code", "INVALID_FIELD"))
                .isEqualTo(known + 1);
        assertThat(TestMeters.count(REQUESTS, "operation", "query", "error_code", "other"))
                .isEqualTo(unknown + 1);
        assertThat(TestMeters.count(REQUESTS, "operation", "query", "error_code", "salesforce_unavailable"))
                .isEqualTo(silent + 1);
        assertThat(timed("query", "5xx")).isEqualTo(timed + 1);
        assertThat(TestMeters.ALL.meters())
                .allSatisfy(meter -> assertThat(meter.id().tagsMap().values()).doesNotContain("JANE_DOE"));
    }

    private static long timed(String operation, String statusClass) {
        return TestMeters.ALL
                .timer(
                        "weir_salesforce_request_duration_seconds",
                        List.of(Tag.create("operation", operation), Tag.create("status_class", statusClass)))
                .map(Timer::count)
                .orElse(0L);
    }
}
