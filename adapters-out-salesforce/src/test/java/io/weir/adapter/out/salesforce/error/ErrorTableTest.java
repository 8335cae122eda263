package io.weir.adapter.out.salesforce.error;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.LongQueryTest;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.AccessDenied;
import io.weir.domain.port.SalesforceFailure.CursorLost;
import io.weir.domain.port.SalesforceFailure.Misconfigured;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.QueryTimedOut;
import io.weir.domain.port.SalesforceFailure.QuotaExhausted;
import io.weir.domain.port.SalesforceFailure.Throttled;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.port.SalesforceFailure.UnexpectedError;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Salesforce's table of errors, row by row: the response, the number of attempts, and the resulting failure. */
class ErrorTableTest {
    private static final int ONCE = 1;
    private static final int TWICE = 2;
    private static final int AS_OFTEN_AS_ALLOWED = 4;
    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MALFORMED_QUERY",
                "INVALID_FIELD",
                "INVALID_TYPE",
                "INVALID_QUERY_FILTER_OPERATOR",
                "INVALID_FILTER_VALUE",
                "MALFORMED_ID",
                "INVALID_ID_FIELD",
                "ENTITY_NOT_QUERYABLE",
                "NUMBER_OUTSIDE_VALID_RANGE",
                "INVALID_SORT_OPTION",
                "INVALID_QUERY_SCOPE",
                "EXCEEDED_ID_LIMIT",
                "EXCEEDED_MAX_SEMIJOIN_SUBSELECTS",
                "EXCEEDED_MAX_FILTER_ENTITIES",
                "EXCEEDED_MAX_TYPES_LIMIT",
                "DUPLICATE_ARGUMENT_VALUE",
                "QUERY_TOO_COMPLICATED",
                "OPERATION_TOO_LARGE",
                "A_CODE_OF_THE_FUTURE"
            })
    void aQueryThatSalesforceRefusesIsAskedOnce(String code) {
        meets(StandIn.error(400, code, "no"), QueryRejected.class, code, ONCE);
    }

    @Test
    void aQueryThatRunsTooLongIsRepeatedOnce() {
        meets(
                StandIn.error(400, "QUERY_TIMEOUT", "Your query request was running for too long."),
                QueryTimedOut.class,
                "QUERY_TIMEOUT",
                TWICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVALID_QUERY_LOCATOR", "INVALID_LOCATOR"})
    void aLostCursorIsNotRepeated(String code) {
        meets(StandIn.error(400, code, "invalid query locator"), CursorLost.class, code, ONCE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        REQUEST_RUNNING_TOO_LONG, Your request was running for too long
        FUNCTIONALITY_TEMPORARILY_UNAVAILABLE, try later
        UNABLE_TO_LOCK_ROW, unable to obtain exclusive access
        UNKNOWN_CODE, Access Declined
        UNKNOWN_CODE, Unable to complete the creation of the query cursor at this time
        UNKNOWN_CODE, Failed while fetching query cursor data for this QueryLocator
        """)
    void aBusyOrgIsAskedAgain(String code, String message) {
        meets(StandIn.error(400, code, message), Unavailable.class, code, AS_OFTEN_AS_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Access Declined",
                "Unable to complete the creation of the query cursor",
                "Failed while fetching query cursor data"
            })
    void aValueThatTheMessageQuotesDecidesNothing(String value) {
        String message =
                "SELECT Id, Nmae FROM Contact WHERE Title = '%s' ERROR at Row:1:Column:12 No such column 'Nmae'"
                        .formatted(value);
        meets(StandIn.error(400, "INVALID_FIELD", message), QueryRejected.class, "INVALID_FIELD", ONCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNSUPPORTED_API_VERSION", "JSON_PARSER_ERROR"})
    void aWrongConfigurationIsNotRepeated(String code) {
        meets(StandIn.error(400, code, "no"), Misconfigured.class, code, ONCE);
    }

    @Test
    void aSecondExpiredSessionIsDenied() {
        meets(
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"),
                AccessDenied.class,
                "INVALID_SESSION_ID",
                TWICE);
        assertThat(org.logins()).isEqualTo(2);

        // the next caller finds that out without asking anybody
        assertThatExceptionOfType(AccessDenied.class).isThrownBy(org::ask);
        assertThat(org.logins()).isEqualTo(2);
        assertThat(org.queries()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        INVALID_SESSION_ID, This session is not valid for use with the REST API
        INVALID_AUTH_HEADER, INVALID_HEADER_TYPE
        """)
    void a401ThatALoginDoesNotCureCausesNone(String code, String message) {
        meets(StandIn.error(401, code, message), AccessDenied.class, code, ONCE);
        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void reads401ObjectsToo() {
        meets(
                StandIn.error(401, "{\"error\":\"invalid\",\"message\":\"Connected app is not attached to Agent\"}"),
                AccessDenied.class,
                "invalid",
                ONCE);
        assertThat(org.logins()).isEqualTo(1);
    }

    @Test
    void aSpentDailyQuotaIsNotRepeated() {
        meets(
                StandIn.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
                QuotaExhausted.class,
                "REQUEST_LIMIT_EXCEEDED",
                ONCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
                "ConcurrentPerOrgLongTxn Limit exceeded"
            })
    void aConcurrencyLimitIsRetriedLater(String message) {
        meets(
                StandIn.error(403, "REQUEST_LIMIT_EXCEEDED", message),
                Throttled.class,
                "REQUEST_LIMIT_EXCEEDED",
                AS_OFTEN_AS_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_DISABLED_FOR_ORG",
                "API_CURRENTLY_DISABLED",
                "INSUFFICIENT_ACCESS",
                "CLIENT_NOT_ACCESSIBLE_FOR_USER",
                "FUNCTIONALITY_NOT_ENABLED",
                "ORG_LOCKED",
                "TRIAL_EXPIRED",
                "INACTIVE_OWNER_OR_USER",
                "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
                "TXN_SECURITY_NO_ACCESS",
                "A_CODE_OF_THE_FUTURE"
            })
    void missingRightsAreNotRepeated(String code) {
        meets(StandIn.error(403, code, "no"), AccessDenied.class, code, ONCE);
    }

    @Test
    void aMeteringErrorIsAskedAgain() {
        meets(
                StandIn.error(403, "TXN_SECURITY_METERING_ERROR", "no"),
                Unavailable.class,
                "TXN_SECURITY_METERING_ERROR",
                AS_OFTEN_AS_ALLOWED);
    }

    @Test
    void aRequestThatArrivedTooSlowlyIsRepeated() {
        meets(StandIn.error(408, "<html>Request Timeout</html>"), Unavailable.class, "", AS_OFTEN_AS_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        404, NOT_FOUND
        405, METHOD_NOT_ALLOWED
        406, NOT_ACCEPTABLE
        415, UNSUPPORTED_MEDIA_TYPE
        410, GONE_OR_SO
        409, A_CODE_OF_THE_FUTURE
        """)
    void aMissingResourceIsNotRepeated(int status, String code) {
        meets(StandIn.error(status, code, "no"), Misconfigured.class, code, ONCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 304, 307, 308, 410})
    void aRedirectIsNotRepeated(int status) {
        meets(aResponse().withStatus(status), Misconfigured.class, "", ONCE);
    }

    @Test
    void anEmpty406OfTheEdgeIsRepeatedOnce() {
        meets(aResponse().withStatus(406), UnexpectedError.class, "", TWICE);
    }

    @ParameterizedTest
    @ValueSource(ints = {414, 431})
    void aQueryThatAProxyFindsTooLongGoesInABody(int status) {
        org.answersQueries(html(status, "<h1>Bad Message " + status + "</h1><pre>reason: URI Too Long</pre>"));
        org.server.stubFor(post(LongQueryTest.COMPOSITE_PATH).willReturn(LongQueryTest.oneAccount()));

        assertThat(org.retried().start(StandIn.ACCOUNTS, StandIn.meter()).rows())
                .hasSize(1);
        assertThat(org.queries()).isEqualTo(1);
    }

    @Test
    void anEdgeWithoutARouteIsAskedOnceMore() {
        meets(html(420, "<html>no routing information</html>"), UnexpectedError.class, "", TWICE);
    }

    @Test
    void a429WaitsAsLongAsItSays() {
        meets(aResponse().withStatus(429).withHeader("Retry-After", "7"), Throttled.class, "", AS_OFTEN_AS_ALLOWED);
        assertThat(org.waits).containsOnly(Duration.ofSeconds(7));
    }

    @Test
    void anUnexplainedErrorIsRepeatedOnce() {
        meets(
                StandIn.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. ErrorId: 1-2 (3)"),
                UnexpectedError.class,
                "UNKNOWN_EXCEPTION",
                TWICE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        502, <html>bad gateway</html>
        503, no healthy upstream
        504, upstream connect error or disconnect/reset before headers
        599, ''
        """)
    void anOrgThatIsDownIsAskedAgain(int status, String body) {
        meets(html(status, body), Unavailable.class, "", AS_OFTEN_AS_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        500, SERVER_UNAVAILABLE
        503, SERVER_UNAVAILABLE
        503, ORG_IN_MAINTENANCE
        """)
    void anOrgInMaintenanceIsAskedAgain(int status, String code) {
        meets(StandIn.error(status, code, "later"), Unavailable.class, code, AS_OFTEN_AS_ALLOWED);
    }

    @Test
    void aHugePageOfTheEdgeIsNotReadToItsEnd() {
        meets(html(503, "<p>" + "x".repeat(2_000_000)), Unavailable.class, "", AS_OFTEN_AS_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 206})
    void anotherSuccessStatusIsUnreadable(int status) {
        meets(aResponse().withStatus(status), SalesforceFailure.Unreadable.class, "", TWICE);
    }

    @Test
    void everyEntryOfAnErrorIsRead() {
        meets(StandIn.error(403, """
            [{"message":"?","errorCode":"SOMETHING_NEW"},{"message":"no","errorCode":"INSUFFICIENT_ACCESS"},
            {"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]\
            """), QuotaExhausted.class, "REQUEST_LIMIT_EXCEEDED", ONCE);
    }

    @Test
    void anErrorWithoutTextsIsUnderstood() {
        meets(
                StandIn.error(400, "[{\"message\":null,\"errorCode\":null,\"fields\":[{}]},7]"),
                QueryRejected.class,
                "",
                ONCE);
    }

    @Test
    void aMalformedCodeIsIgnored() {
        meets(StandIn.error(400, "O'Neil +1 415", "no"), QueryRejected.class, "", ONCE);
    }

    private void meets(
            ResponseDefinitionBuilder response, Class<? extends SalesforceFailure> failure, String code, int calls) {
        org.answersQueries(response);
        var meter = StandIn.meter();

        var thrown = catchThrowableOfType(
                SalesforceFailure.class, () -> org.retried().start(StandIn.ACCOUNTS, meter));

        assertThat(thrown).isInstanceOf(failure).hasNoCause();
        assertThat(thrown.salesforceCode().orElse("")).isEqualTo(code);
        assertThat(org.queries()).as("requests").isEqualTo(calls);
        assertThat(meter.apiCalls()).isEqualTo(calls);
        boolean relogin = failure == AccessDenied.class && calls == TWICE;
        assertThat(org.waits).as("waits").hasSize(relogin ? 0 : calls - 1);
        assertThat(Set.copyOf(org.waits)).allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) < 0);
    }

    private static ResponseDefinitionBuilder html(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody(body);
    }
}
