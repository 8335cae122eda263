package io.weir.adapter.out.salesforce.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.org.RestOrgStatus;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API budget learns from an answer of Salesforce, and from a missing one. */
class BudgetedCallsTest {
    private static final ResponseDefinitionBuilder QUOTA_WORD =
            StandIn.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.now().minusSeconds(3_600));
    private final ApiBudget budget = new ApiBudget(0, now::get);
    private final StandIn org = new StandIn(budget);

    @AfterEach
    void close() {
        org.close();
    }

    static List<Arguments> answers() {
        return List.of(
                arguments("rows", StandIn.oneAccount()),
                arguments("no rights", StandIn.error(403, "INSUFFICIENT_ACCESS", "x")),
                arguments("too many at once", StandIn.error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests Limit")),
                arguments("a wrong query", StandIn.error(400, "INVALID_FIELD", "x")),
                arguments("an ended session", StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid")),
                arguments("no such path", StandIn.error(404, "NOT_FOUND", "x")),
                arguments("a failure", StandIn.error(500, "UNKNOWN_EXCEPTION", "x")),
                arguments("maintenance", StandIn.error(503, "<html>maintenance</html>")),
                arguments("not JSON", okJson("<html></html>")),
                arguments("half an answer", okJson("{\"totalSize\":1,\"done\":true,\"records\":[")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void anyAnswerButTheQuotaWordEndsThePause(String what, ResponseDefinitionBuilder answer) {
        meetsTheQuotaWord();
        org.answersQueries(answer);
        probes(Duration.ofMinutes(1));

        assertThat(budget.admit()).as("after " + what).isEqualTo(Admission.Granted.FREELY);
    }

    static List<Arguments> silences() {
        return List.of(
                arguments("a lost connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), 60_000),
                arguments("an empty answer", aResponse().withFault(Fault.EMPTY_RESPONSE), 60_000),
                arguments("a deadline", StandIn.oneAccount().withFixedDelay(2_000), 50));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void aProbeWithoutAnAnswerPassesItsTurnOn(String what, ResponseDefinitionBuilder silence, int millis) {
        meetsTheQuotaWord();
        org.answersQueries(silence);
        probes(Duration.ofMillis(millis));

        assertThat(budget.admit())
                .as("after " + what)
                .isInstanceOf(Admission.Granted.class)
                .isNotEqualTo(Admission.Granted.FREELY);
    }

    @Test
    void aLoginSaysNothingAboutTheAllocation() {
        meetsTheQuotaWord();
        budget.admit(); // the probe, still under way
        org.api.logIn(StandIn.meter());
        org.api.sendWithoutLogin(
                origin -> SalesforceRequest.anonymous(Operation.VERSIONS, origin, "/services/data"),
                StandIn.meter(),
                Answer::status);

        assertThat(budget.admit()).isInstanceOf(Admission.QuotaExhausted.class);
    }

    @Test
    void theQuotaWordInAnyAnswerPausesEverything() {
        org.answersQueries(StandIn.oneAccount());
        org.ask();
        org.server.stubFor(get(urlPathEqualTo("/services/data/v66.0/limits")).willReturn(QUOTA_WORD));
        var status = new RestOrgStatus(org.api);

        assertThatExceptionOfType(SalesforceFailure.QuotaExhausted.class)
                .isThrownBy(() -> status.limits(StandIn.meter()));
        assertThat(budget.admit()).isInstanceOf(Admission.QuotaExhausted.class);
    }

    private void meetsTheQuotaWord() {
        org.answersQueries(QUOTA_WORD);
        assertThatExceptionOfType(SalesforceFailure.QuotaExhausted.class).isThrownBy(org::ask);
        assertThat(budget.admit()).isInstanceOf(Admission.QuotaExhausted.class);
        now.updateAndGet(instant -> instant.plus(ApiBudget.PAUSE));
    }

    /** One run that the budget admits, as the application has it. */
    private void probes(Duration time) {
        budget.<SalesforceFailure>spend(
                budget.admit(),
                () -> catchThrowableOfType(
                        SalesforceFailure.class, () -> org.rest.start(StandIn.ACCOUNTS, StandIn.meter(time))),
                denied -> {
                    throw new AssertionError(denied);
                });
    }
}
