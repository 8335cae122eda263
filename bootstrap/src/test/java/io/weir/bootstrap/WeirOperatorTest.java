package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The wired Weir on its sandbox org: what an operator sees. */
class WeirOperatorTest {
    private static final String PHONE = "+14155550100";

    private final ReadyWeir weir = ReadyWeir.start(Map.of());

    @AfterEach
    void stop() {
        weir.close();
    }

    @Test
    void tellsTheOperatorWhatARunDidAndNothingOfWhomItWasAbout() {
        weir.query(ReadyWeir.readmeRequest());
        assertThat(weir.profiler())
                .contains("\"soql\":\"SELECT Id, Name, Phone, Account.Name, Account.BillingState FROM Contact WHERE"
                        + " Phone = ?")
                .contains("\"outcome\":\"answered\"", "\"api_calls\":1", "\"api_usage_limit\":15000")
                .doesNotContain(PHONE);
        assertThat(weir.metrics())
                .contains("weir_http_request_duration_seconds", "weir_salesforce_request_duration_seconds")
                .contains("weir_rows_total", "weir_api_usage_limit", "weir_history_dropped_total")
                .doesNotContain(PHONE);
    }

    @Test
    void tellsWhichWeirItIs() {
        // run from its jar, it shows the jar's version
        assertThat(weir.get(weir.data("/openapi")).body()).contains("\"version\":\"development\"");
        assertThat(weir.metrics()).containsPattern("weir_build_info\\{[^}]*version=\"development\"[^}]*} 1\\.0");
    }

    @Test
    void asksSalesforceForItsPlansWhenAskedTo() {
        long queries = weir.apiCalls("query");
        long explanations = weir.apiCalls("explain");
        var answer = weir.post(
                weir.admin("/cxone/data-action/salesforce-query?explain=true&plan=true"),
                ReadyWeir.documentedRequest("../docs/operators.md", "<!-- explain -->"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"query_plans\":[{", "\"leading_operation\":\"");
        assertThat(weir.apiCalls("explain")).isEqualTo(explanations + 1);
        assertThat(weir.apiCalls("query")).isEqualTo(queries);
    }

    @Test
    void explainsTheQueryOfTheOperatorsManualAndRunsNothing() throws IOException {
        long queries = weir.apiCalls("query");
        var answer = weir.post(
                weir.admin("/cxone/data-action/salesforce-query?explain=true"),
                ReadyWeir.documentedRequest("../docs/operators.md", "<!-- explain -->"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Files.readString(Path.of("../docs/operators.md")).lines()).contains(answer.body());
        assertThat(weir.apiCalls("query")).isEqualTo(queries);
        assertThat(weir.profiler()).isEqualTo("{\"execution_history\":[]}");
    }

    @Test
    void failsAsADrillAsksAndTellsTheOperatorWhatSalesforceSaid() {
        assertThat(weir.faults("PUT", "{\"malformed-query\":1}").statusCode()).isEqualTo(200);
        var failed = weir.query(ReadyWeir.readmeRequest());
        assertThat(weir.faults("DELETE", "").body()).isEqualTo("{}");

        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(failed.body())
                .contains("\"salesforce_code\":\"MALFORMED_QUERY\"")
                .doesNotContain("requested this error");
        assertThat(weir.profiler())
                .contains("\"salesforce_code\":\"MALFORMED_QUERY\"")
                .contains("\"salesforce_message\":\"unexpected token: the operator requested this error\"")
                .doesNotContain(PHONE);
        assertThat(weir.query(ReadyWeir.readmeRequest()).statusCode()).isEqualTo(200);
    }

    @Test
    void showsTheLimitsWhileQueriesPauseForASpentAllocation() {
        weir.faults("PUT", "{\"quota-exhausted\":1}");
        assertThat(weir.query(ReadyWeir.readmeRequest()).body()).contains("salesforce_quota_exhausted");
        // Salesforce refuses this one too
        assertThat(weir.get(weir.admin("/limits")).body()).contains("salesforce_quota_exhausted");
        weir.faults("DELETE", "");
        long before = weir.apiCalls("query");
        assertThat(weir.query(ReadyWeir.readmeRequest()).body()).contains("salesforce_quota_exhausted");
        assertThat(weir.apiCalls("query")).isEqualTo(before);

        assertThat(weir.get(weir.admin("/limits")).body()).contains("DailyApiRequests");
        assertThat(weir.query(ReadyWeir.readmeRequest()).statusCode()).isEqualTo(200);
    }

    @Test
    void aRunThatALoginPauseRefusesHasNoAttempt() {
        weir.faults("PUT", "{\"session-expired\":1,\"login:invalid-client\":1}");
        weir.query(ReadyWeir.readmeRequest());
        weir.faults("DELETE", "");
        assertThat(weir.query(ReadyWeir.readmeRequest(), "X-Request-Id", "in-the-pause-1")
                        .body())
                .contains("salesforce_login_refused");

        assertThat(weir.get(weir.admin("/profiler/in-the-pause-1")).body())
                .contains("\"api_calls\":0,\"attempts\":0,\"outcome\":\"salesforce_login_refused\"");
    }

    @Test
    void takesTheFaultsOfTheOperatorsManual() {
        assertThat(weir.faults("PUT", ReadyWeir.documentedRequest("../docs/drill.md", "<!-- drill -->"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(weir.faults("GET", "").body()).contains("\"latency\":\"50ms..2s\"");
    }
}
