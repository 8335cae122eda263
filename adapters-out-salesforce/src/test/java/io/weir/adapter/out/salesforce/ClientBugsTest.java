package io.weir.adapter.out.salesforce;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.AccessDenied;
import io.weir.domain.port.SalesforceFailure.LoginRefused;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.Row;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What other Salesforce clients are known to get wrong; docs/developers.md has the list, with those proved elsewhere.
 */
class ClientBugsTest {
    private final StandIn org = new StandIn();

    @AfterEach
    void close() {
        org.close();
    }

    /** jsforce and simple-salesforce refresh over and over, or recurse, when the new token is refused too. */
    @Test
    void a401ThatStaysEndsAfterOneNewLogin() {
        org.answersQueries(StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"));

        fails(AccessDenied.class);
        assertThat(org.queries()).isEqualTo(2);
        assertThat(org.logins()).isEqualTo(2);
        assertThat(org.waits).isEmpty();
    }

    /** simple-salesforce reads the first entry of a body that is HTML. */
    @Test
    void aBodyOfHtmlIsAnErrorLikeAnother() {
        org.answersQueries(StandIn.error(503, "<html>maintenance</html>"));
        fails(Unavailable.class);

        org.answersQueries(StandIn.error(401, "<html>log in</html>"));
        fails(AccessDenied.class);
    }

    /** simple-salesforce reads the limits of successes only. */
    @Test
    void anErrorReportsTheApiUsageToo() {
        org.answersQueries(StandIn.error(400, "MALFORMED_QUERY", "unexpected token")
                .withHeader("Sforce-Limit-Info", "api-usage=18/5000"));

        fails(QueryRejected.class);
        assertThat(org.usage.latest()).contains(new ApiUsage(18, 5_000));
    }

    /** Camel takes any failure for a reason to log in again, a 400 among them. */
    @Test
    void a400CausesNoLogin() {
        org.answersQueries(StandIn.error(400, "INVALID_FIELD", "No such column"));

        fails(QueryRejected.class);
        assertThat(org.logins()).isEqualTo(1);
        assertThat(org.queries()).isEqualTo(1);
    }

    /** Camel repeats a login that was refused. */
    @Test
    void aRefusedLoginIsNotRepeated() {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\":\"invalid_grant\",\"error_description\":\"authentication failure\"}")));

        fails(LoginRefused.class);
        fails(LoginRefused.class);
        assertThat(org.logins()).isEqualTo(1);
    }

    /** simple-salesforce fails on a refusal without a description. */
    @Test
    void aRefusalNeedsNoDescription() {
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody("{\"error\":\"invalid_grant\",\"error_description\":null}")));

        fails(LoginRefused.class);
    }

    /** restforce meets codes that it does not list, and reads the first entry only. */
    @Test
    void anUnknownCodeIsJudgedByItsStatus() {
        org.answersQueries(StandIn.error(400, "BRAND_NEW_CODE", "x"));
        fails(QueryRejected.class);

        org.answersQueries(StandIn.error(503, "BRAND_NEW_CODE", "x"));
        fails(Unavailable.class);
    }

    @Test
    void everyEntryIsRead() {
        org.answersQueriesInTurn(
                StandIn.error(
                        401,
                        "[{\"errorCode\":\"BRAND_NEW_CODE\",\"message\":\"x\"},"
                                + "{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"Session expired\"}]"),
                StandIn.oneAccount());

        assertThat(org.ask().rows()).hasSize(1);
        assertThat(org.logins()).isEqualTo(2);
    }

    /** Two connectors take {@code done: false} without a way to go on for the end, and lose the rest. */
    @Test
    void refusesAnIncompleteResultWithoutANextPage() {
        org.answersQueries(okJson("{\"totalSize\":2,\"done\":false,\"records\":[{\"Id\":\"001\"}]}"));

        fails(Unreadable.class);
    }

    /** One library takes a token without an end for one that has ended, another for one that never does. */
    @Test
    void aTokenWithoutAnEndIsUsedUntilItIsRefused() {
        org.answersQueriesInTurn(
                StandIn.oneAccount(),
                StandIn.oneAccount(),
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"),
                StandIn.oneAccount());

        org.ask();
        org.ask();
        assertThat(org.logins()).isEqualTo(1);
        org.ask();
        assertThat(org.logins()).isEqualTo(2);
    }

    /** jsforce turned 0 and false into empty text; ts-force made an object of a parent that is not there. */
    @Test
    void whatIsFalsyOrMissingStaysWhatItIs() {
        org.answersQueries(okJson("""
            {"totalSize":1,"done":true,"records":[{"A":0,"B":false,"C":"","D":null,"E":0.0,"Account":null,\
            "Owner":{"attributes":{"type":"User"},"Manager":null},"Cases":null}]}\
            """));

        var row = org.ask().rows().getFirst();
        assertThat(List.of(row.value("A"), row.value("B"), row.value("C"), row.value("E")))
                .containsExactly(0L, false, "", new BigDecimal("0.0"));
        assertThat(row.value("D")).isNull();
        assertThat(row.value("Account")).isNull();
        assertThat(row.value("Cases")).isNull();
        assertThat(row.value("Owner"))
                .isInstanceOfSatisfying(
                        Row.class, owner -> assertThat(owner.value("Manager")).isNull());
    }

    private void fails(Class<? extends SalesforceFailure> failure) {
        assertThatExceptionOfType(failure).isThrownBy(org::ask);
    }
}
