package io.weir.adapter.out.salesforce;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.http.LatestApiUsage;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.resilience.RetriedQueries;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that plays Salesforce, the adapter that asks it, and notes of what happened. */
public final class StandIn implements AutoCloseable {
    public static final String QUERY_PATH = "/services/data/v66.0/query";
    public static final String TOKEN_PATH = "/services/oauth2/token";
    public static final String SECRET = "s3cr3t-of-the-app";
    public static final Soql ACCOUNTS = Soql.of(Query.ofFields("Account", "Id"));

    /** One for all tests, which run one after the other: starting it takes longer than most of them. */
    private static final WireMockServer SERVER = started();

    public final WireMockServer server = SERVER;
    public final MeterRegistry meters = TestMeters.ALL;
    public final LatestApiUsage usage = new LatestApiUsage(meters);
    public final ApiBudget budget;
    public final List<Duration> waits = new CopyOnWriteArrayList<>();
    public final RestApi api;
    public final RestSalesforceQueries rest;

    private final Instant begun = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    public StandIn() {
        this(new ApiBudget(0, Clock.systemUTC()));
    }

    public StandIn(ApiBudget budget) {
        this.budget = budget;
        api = new RestApi(
                settings(new Credentials.ClientCredentials("app", SECRET)),
                usage,
                budget,
                meters,
                Clock.systemUTC(),
                new Random(1),
                waits::add);
        rest = new RestSalesforceQueries(api, new Random(3));
        givesTokens("token-1", "token-2", "token-3");
    }

    /** An adapter for the org at {@code uri}, whose waits are real. */
    public static RestApi adapter(URI uri, Credentials credentials) {
        var clock = Clock.systemUTC();
        return new RestApi(
                SalesforceSettings.of(uri, credentials),
                new LatestApiUsage(TestMeters.ALL),
                new ApiBudget(0, clock),
                TestMeters.ALL,
                clock,
                new Random(1),
                Sleeper.REAL);
    }

    private static WireMockServer started() {
        var server = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .globalTemplating(false)
                .gzipDisabled(true)
                .containerThreads(300));
        server.start();
        return server;
    }

    public SalesforceSettings settings(Credentials credentials) {
        return SalesforceSettings.of(URI.create(server.baseUrl()), credentials);
    }

    /** The adapter with repetitions around it, whose waits are noted and not waited. */
    public RetriedQueries retried() {
        return new RetriedQueries(rest, RetrySettings.defaults(), Clock.systemUTC(), new Random(2), waits::add, meters);
    }

    public static RunMeter meter() {
        return meter(Duration.ofMinutes(2));
    }

    public static RunMeter meter(Duration time) {
        return new RunMeter(Deadline.after(time, Clock.systemUTC()));
    }

    public QueryPage ask() {
        return rest.start(ACCOUNTS, meter());
    }

    /** Each login gives the next of {@code tokens}; the last one over and over. */
    public void givesTokens(String... tokens) {
        for (int i = 0; i < tokens.length; i++) {
            boolean last = i == tokens.length - 1;
            server.stubFor(post(TOKEN_PATH)
                    .inScenario("logins")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "login " + i)
                    .willReturn(okJson(tokenBody(tokens[i], server.baseUrl())))
                    .willSetStateTo("login " + (last ? i : i + 1)));
        }
    }

    /** Each login sends Weir to {@code instanceUrl}. */
    public void givesTokensFor(String instanceUrl) {
        server.stubFor(post(TOKEN_PATH).willReturn(okJson(tokenBody("token", instanceUrl))));
    }

    public static String tokenBody(String token, String instanceUrl) {
        return """
            {"access_token":"%s","instance_url":"%s","id":"https://login.salesforce.com/id/00D/005",\
            "token_type":"Bearer","issued_at":"1700000000000","signature":"c2ln","scope":"api"}\
            """.formatted(token, instanceUrl);
    }

    public void answersQueries(ResponseDefinitionBuilder response) {
        server.stubFor(get(urlPathEqualTo(QUERY_PATH)).willReturn(response));
    }

    /** Answers one query after the other with {@code responses}; the last one over and over. */
    public void answersQueriesInTurn(ResponseDefinitionBuilder... responses) {
        for (int i = 0; i < responses.length; i++) {
            boolean last = i == responses.length - 1;
            server.stubFor(get(urlPathEqualTo(QUERY_PATH))
                    .inScenario("queries")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "query " + i)
                    .willReturn(responses[i])
                    .willSetStateTo("query " + (last ? i : i + 1)));
        }
    }

    public static ResponseDefinitionBuilder error(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(body);
    }

    public static ResponseDefinitionBuilder error(int status, String code, String message) {
        return error(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code));
    }

    public static ResponseDefinitionBuilder oneAccount() {
        return okJson("""
            {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Account","url":"/a"},"Id":"001"}]}\
            """);
    }

    public int logins() {
        return received(postRequestedFor(urlPathEqualTo(TOKEN_PATH))).size();
    }

    public int queries() {
        return queriesReceived().size();
    }

    public List<LoggedRequest> queriesReceived() {
        return received(getRequestedFor(urlPathEqualTo(QUERY_PATH)));
    }

    /** Without the requests of an earlier test that nobody waited for, which the server may list late. */
    private List<LoggedRequest> received(RequestPatternBuilder pattern) {
        return server.findAll(pattern).stream()
                .filter(request -> !request.getLoggedDate().toInstant().isBefore(begun))
                .toList();
    }

    /** All text that an exception carries, causes and suppressed ones included. */
    public static String everythingIn(Throwable e) {
        var text = new ArrayList<String>();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            text.add(cause.toString());
            for (var suppressed : cause.getSuppressed()) {
                text.add(everythingIn(suppressed));
            }
        }
        return String.join("\n", text);
    }

    @Override
    public void close() {
        api.close();
        server.resetAll();
    }
}
