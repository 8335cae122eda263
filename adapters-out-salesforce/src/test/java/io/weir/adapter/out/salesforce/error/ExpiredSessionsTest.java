package io.weir.adapter.out.salesforce.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.SessionExpired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that expire, and how often a request is repeated with a new one. */
class ExpiredSessionsTest {
    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void anExpiredSessionIsRenewedOnce() {
        org.answersQueriesInTurn(
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"), StandIn.oneAccount());

        assertThat(org.ask().rows()).hasSize(1);

        assertThat(org.logins()).isEqualTo(2);
        assertThat(org.queriesReceived())
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void aSessionThatAnsweredWithAQueryErrorIsValid() {
        var expired = StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        var refused = StandIn.error(400, "INVALID_FIELD", "No such column");
        org.answersQueriesInTurn(expired, refused, expired, refused, expired, refused);

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(QueryRejected.class).isThrownBy(org::ask);
        }
        assertThat(org.logins()).isEqualTo(4);
    }

    @Test
    void aSecondExpiryDuringOneRequestFails() {
        org.answersQueries(StandIn.oneAccount());
        org.ask();
        org.answersQueries(StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"));

        assertThatExceptionOfType(SessionExpired.class)
                .isThrownBy(() -> org.retried().start(StandIn.ACCOUNTS, StandIn.meter()));

        assertThat(org.queries()).isEqualTo(3);
        assertThat(org.logins()).isEqualTo(2);
        // and does not delay the next request
        org.answersQueries(StandIn.oneAccount());
        assertThat(org.ask().rows()).hasSize(1);
        assertThat(org.logins()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>please log in</html>", "", "[]", "{\"message\":\"?\"}"})
    void a401WithoutAReasonIsRenewedOnceToo(String body) {
        org.answersQueriesInTurn(StandIn.error(401, body), StandIn.oneAccount());

        assertThat(org.ask().rows()).hasSize(1);
        assertThat(org.logins()).isEqualTo(2);
    }
}
