package io.weir.adapter.out.salesforce.query;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceSearchesContract;
import io.weir.domain.query.Query;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.query.SearchTerms;
import io.weir.domain.query.Sosl;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against the sandbox over HTTP, and against answers that the sandbox does not give. */
class RestSalesforceSearchesContractTest extends SalesforceSearchesContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxServer SANDBOX = SandboxServer.start(
            SandboxOrg.contactCentre(CLOCK), SandboxSettings.onPort(0), Clock.systemUTC(), new Random(1));

    private final StandIn standIn = new StandIn();
    private final RestApi api =
            StandIn.adapter(SANDBOX.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox"));

    @AfterEach
    void close() {
        api.close();
        standIn.close();
    }

    @AfterAll
    static void stopSandbox() {
        SANDBOX.stop();
    }

    @Override
    protected SalesforceSearches contactCentre() {
        return new RestSalesforceSearches(api);
    }

    @Test
    void logsInAgainWhenTheSandboxClosesTheSession() {
        var rest = contactCentre();
        rest.search(byName("Okonkwo", "Id"), StandIn.meter());
        SANDBOX.expireTokens();

        var meter = StandIn.meter();
        assertThat(rest.search(byName("Okonkwo", "Id"), meter)).hasSize(1);
        assertThat(meter.apiCalls()).isEqualTo(2);
        assertThat(meter.attempts()).isEqualTo(1);
    }

    @Test
    void aSearchThatIsTooLongForAUriIsRefusedUnsent() {
        var fields = IntStream.range(0, 1_000)
                .mapToObj("A_field_of_this_org_%d__c"::formatted)
                .toArray(String[]::new);
        var meter = StandIn.meter();

        assertThatThrownBy(() -> contactCentre().search(byName("Okonkwo", fields), meter))
                .isInstanceOf(SalesforceFailure.QueryRejected.class)
                .hasMessageContaining("too long for a URI")
                .hasMessageNotContaining("Okonkwo");
        assertThat(meter.apiCalls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"searchRecords\":null}",
                "{\"searchRecords\":[1]}",
                "{\"searchRecords\":[{",
                "<html>"
            })
    void anAnswerThatIsNoneIsUnreadable(String body) {
        standIn.server.stubFor(get(urlPathEqualTo("/services/data/v" + version() + "/search"))
                .willReturn(aResponse().withStatus(200).withBody(body)));

        assertThatThrownBy(() -> new RestSalesforceSearches(standIn.api).search(byName("Ada", "Id"), StandIn.meter()))
                .isInstanceOf(SalesforceFailure.Unreadable.class);
    }

    private String version() {
        return standIn.api.root().replaceFirst(".*/v", "");
    }

    private static Sosl byName(String name, String... fields) {
        return Sosl.of(
                SearchTerms.words(name).orElseThrow(), SearchGroup.NAME, List.of(Query.ofFields("Contact", fields)));
    }
}
