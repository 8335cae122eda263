package io.weir.adapter.out.salesforce.query;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.QueryPlan;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestQueryPlansTest {
    private final StandIn org = new StandIn();
    private final RestQueryPlans plans = new RestQueryPlans(org.api);

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void readsThePlansInSalesforcesOrderForOneCall() {
        explains(okJson("""
            {"plans":[{"cardinality":1,"fields":["Phone"],"leadingOperationType":"Index","notes":[],"relativeCost":0.1,\
            "sobjectCardinality":2003,"sobjectType":"Contact"},
            {"cardinality":2003,"fields":[],"leadingOperationType":"TableScan","notes":[{"description":"Not considering\
             filter for optimization because unindexed","fields":["Name","IsDeleted"],"tableEnumOrId":"Contact"}],\
            "relativeCost":2,"sobjectCardinality":2003,"sobjectType":"Contact"}],
            "sourceQuery":"SELECT Id FROM Account"}\
            """));
        var meter = StandIn.meter();

        assertThat(plans.plansFor(StandIn.ACCOUNTS, meter))
                .containsExactly(
                        new QueryPlan("Contact", "Index", 0.1, 1, 2_003, List.of("Phone"), List.of()),
                        new QueryPlan(
                                "Contact",
                                "TableScan",
                                2,
                                2_003,
                                2_003,
                                List.of(),
                                List.of("Not considering filter for optimization because unindexed: Name, IsDeleted")));
        assertThat(meter.apiCalls()).isEqualTo(1);
    }

    @Test
    void reportsWhyThereIsNoPlan() {
        explains(StandIn.error(400, "INVALID_TYPE", "sObject type 'Akkount' is not supported."));

        assertThatExceptionOfType(QueryRejected.class)
                .isThrownBy(() -> plans.plansFor(StandIn.ACCOUNTS, StandIn.meter()));
    }

    @Test
    void anAnswerWithoutPlansIsUnreadable() {
        explains(okJson("[]"));

        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> plans.plansFor(StandIn.ACCOUNTS, StandIn.meter()));
    }

    private void explains(ResponseDefinitionBuilder response) {
        org.server.stubFor(get(urlPathEqualTo(StandIn.QUERY_PATH))
                .withQueryParam("explain", equalTo("SELECT Id FROM Account"))
                .willReturn(response));
    }
}
