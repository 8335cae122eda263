package io.weir.adapter.out.salesforce.query;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.resilience.BulkheadQueries;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceQueriesContract;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Query;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The adapter, with requests that queries share, against the sandbox over HTTP; what stands between them only asks for
 * pages as small as the contract's.
 */
class RestSalesforceQueriesContractTest extends SalesforceQueriesContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final SandboxServer SANDBOX =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), Clock.systemUTC(), new Random(1));

    private final StandIn between = new StandIn();
    private final SalesforceQueries queries = new BulkheadQueries(
            between.rest, new BulkheadSettings(10, 10), CompositeMode.ALWAYS, () -> false, Clock.systemUTC());

    @BeforeEach
    void passOn() throws IOException, InterruptedException {
        between.givesTokens(tokenOfTheSandbox());
        var sandbox = aResponse()
                .proxiedFrom(SANDBOX.baseUri().toString())
                .withAdditionalRequestHeader("Sforce-Query-Options", "batchSize=" + PAGE_SIZE);
        between.server.stubFor(get(anyUrl()).willReturn(sandbox));
        between.server.stubFor(post(LongQueryTest.COMPOSITE_PATH).willReturn(sandbox));
    }

    @AfterEach
    void stop() {
        between.close();
    }

    @AfterAll
    static void stopSandbox() {
        SANDBOX.stop();
    }

    @Override
    protected SalesforceQueries contactCentre() {
        return queries;
    }

    @Test
    void readsAllChildrenThoughTheSandboxCutsThem() {
        var children = new SelectItem.Children(
                ChildQuery.of(new RelationshipName("Contacts"), List.of(new SelectItem.Field(FieldPath.parse("Id")))));
        var soql = Soql.of(
                Query.of(List.of(new SelectItem.Field(FieldPath.parse("Id")), children), new ObjectName("Account")));
        var whole = new InMemorySalesforceQueries(ORG).start(soql, StandIn.meter());

        var page = between.rest.start(soql, StandIn.meter());
        var rows = new ArrayList<>(page.rows());
        while (page.next().isPresent()) {
            page = between.rest.resume(page.next().get(), StandIn.meter());
            rows.addAll(page.rows());
        }

        assertThat(rows).hasSize(whole.totalSize()).isEqualTo(whole.rows());
    }

    @Test
    void logsInAgainWhenTheSandboxClosesTheSession() {
        try (var api = new RestApi(
                SalesforceSettings.of(SANDBOX.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox")),
                between.usage,
                between.budget,
                between.meters,
                Clock.systemUTC(),
                new Random(1),
                Sleeper.REAL)) {
            var rest = new RestSalesforceQueries(api, new Random(3));
            rest.start(StandIn.ACCOUNTS, StandIn.meter());
            int logins = SANDBOX.logins();
            SANDBOX.expireTokens();

            assertThat(rest.start(StandIn.ACCOUNTS, StandIn.meter()).rows()).isNotEmpty();

            assertThat(SANDBOX.logins()).isEqualTo(logins + 1);
            assertThat(between.usage.latest()).isPresent();
        }
    }

    private static String tokenOfTheSandbox() throws IOException, InterruptedException {
        var form = "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox";
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(SANDBOX.baseUri().resolve(StandIn.TOKEN_PATH))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            var token = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }
    }
}
