package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which strategy finds whom, on a sandbox whose index lags fifteen minutes behind the records. */
class SearchStrategiesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Sandbox ORG = Sandbox.start(
            SandboxOrg::contactCentre,
            SandboxSettings.onPort(0).withSearchIndexDelay(Duration.ofMinutes(15)),
            InstantSource.fixed(NOW.minus(Duration.ofDays(3))));

    private static ReadyWeir weir;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        create("Contact", "'LastName':'Extension','Phone':'(850) 555-0155 ext. 45'");
        create("Contact", "'LastName':'Abroad','MobilePhone':'01 99 00 12 34'");
        create("Contact", "'LastName':'Both','Phone':'8505550156'");
        create("Lead", "'LastName':'Also','Company':'Acme','Phone':'850.555.0156'");
        create("Lead", "'LastName':'Prospect','Company':'Acme','Phone':'+1 850-555-0157'");
        create("Account", "'Name':'Switchboard','Phone':'850/5550158'");
        create("Contact", "'LastName':'Twin','Phone':'850-555-0159'");
        create("Contact", "'LastName':'Twin','MobilePhone':'(850) 555-0159'");
        ORG.clock().set(NOW.minus(Duration.ofMinutes(1)));
        create("Contact", "'LastName':'Fresh','Phone':'+18505550161'");
        ORG.clock().set(NOW);
        for (String strategy : List.of("query", "search", "query_then_search", "search_then_recent")) {
            Files.writeString(folder.resolve(name(strategy) + ".yaml"), """
                name: %s
                version: 1
                description: Who is calling?
                cache: 0s
                inputs:
                  phone: {type: phone, region: US, required: true}
                search:
                  for: "{phone}"
                  in: phone
                  returning:
                    Contact: {fields: [Id, Name]}
                    Lead: {fields: [Id, Name, Company]}
                    Account: {fields: [Id, Name]}
                strategy: %s
                outputs:
                  caller: "{object} {Name}"
                  url: "{recordUrl}"
                """.formatted(name(strategy), strategy));
        }
        weir = ReadyWeir.start(
                Map.of(
                        "WEIR_ACTIONS", folder.toString(),
                        "WEIR_API_KEY", "the-key-of-at-least-32-characters",
                        "SF_LOGIN_URL", ORG.baseUri().toString(),
                        "SF_CLIENT_ID", ORG.clientId(),
                        "SF_CLIENT_SECRET", ORG.clientSecret()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        weir.close();
        ORG.close();
    }

    @ParameterizedTest
    @CsvSource({
        "query,true",
        "search,false",
        "query_then_search,true",
        "search_then_recent,true",
    })
    void aContactThatWasCreatedAMinuteAgo(String strategy, boolean found) {
        assertThat(ask(strategy, "+18505550161"))
                .contains(
                        found ? "\"outcome\":\"found\"" : "\"outcome\":\"not_found\"",
                        found ? "\"caller\":\"Contact Fresh\"" : "\"caller\":\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "query_then_search", "search_then_recent"})
    void aNumberThatIsStoredWithAnExtensionOrAsInAnotherCountry(String strategy) {
        assertThat(ask(strategy, "+18505550155")).contains("\"caller\":\"Contact Extension\"");
        assertThat(ask(strategy, "+33199001234")).contains("\"caller\":\"Contact Abroad\"");
        assertThat(ask("query", "+18505550155")).contains("\"outcome\":\"not_found\"");
        assertThat(ask("query", "+33199001234")).contains("\"outcome\":\"not_found\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "search", "query_then_search", "search_then_recent"})
    void theFirstObjectThatHasTheNumberAnswers(String strategy) {
        assertThat(ask(strategy, "8505550156")).contains("\"caller\":\"Contact Both\"", "\"count\":\"1\"");
        assertThat(ask(strategy, "8505550157"))
                .contains("\"caller\":\"Lead Prospect\"", "/lightning/r/Lead/")
                .contains("\"outcome\":\"found\"");
        assertThat(ask(strategy, "8505550159")).contains("\"outcome\":\"multiple\"", "\"count\":\"2\"");
    }

    @Test
    void aSpellingThatNoQueryKnowsIsFoundByASearch() {
        assertThat(ask("query", "8505550158")).contains("\"outcome\":\"not_found\"");
        assertThat(ask("search", "8505550158")).contains("\"caller\":\"Account Switchboard\"");
    }

    @ParameterizedTest
    @CsvSource({
        "query,8505550156,1",
        "query,8505550157,2",
        "search,8505550157,1",
        "query_then_search,8505550158,4",
        "search_then_recent,8505550158,1",
        "search_then_recent,8505550199,4",
        "query_then_search,8505550161,1",
    })
    void costsOneCallForEachStatementUntilSomebodyIsFound(String strategy, String phone, int calls) {
        long before = ORG.apiCalls();

        ask(strategy, phone);

        assertThat(ORG.apiCalls() - before).isEqualTo(calls);
        assertThat(weir.profiler()).contains("\"api_calls\":" + calls);
    }

    @Test
    void theProfilerShowsTheStatementsWithoutAValue() {
        ask("search_then_recent", "8505550161");

        String newest = weir.get(weir.admin("/profiler?limit=1")).body();
        assertThat(newest)
                .contains(
                        "FIND {?} IN PHONE FIELDS RETURNING Contact(Id, Name, Phone, MobilePhone LIMIT 200), Lead(",
                        "; SELECT Id, Name FROM Contact WHERE (Phone IN (?) OR MobilePhone IN (?)) AND SystemModstamp"
                                + " >= ?")
                .doesNotContain("8505550161");
        assertThat(weir.metrics()).contains("operation=\"search\"");
    }

    @Test
    void theCatalogShowsTheStrategy() {
        assertThat(weir.get(weir.admin("/actions/by-query-then-search")).body())
                .contains(
                        "\"object\":\"Contact, Lead, Account\"",
                        "\"strategy\":\"query_then_search\"",
                        "\"shape\":\"SELECT Id, Name FROM Contact",
                        "FIND {?} IN PHONE FIELDS");
        assertThat(weir.run(
                                name("search") + "?dry_run=true",
                                "{\"phone\":\"8505550155\"}",
                                "X-API-Key",
                                "the-key-of-at-least-32-characters")
                        .body())
                .contains(
                        "\"strategy\":\"search\",\"shape\":\"FIND {?} IN PHONE FIELDS",
                        "[\"8505550155\",\"18505550155\"]");
    }

    private static String name(String strategy) {
        return "by-" + strategy.replace('_', '-');
    }

    private static String ask(String strategy, String phone) {
        return weir.run(
                        name(strategy),
                        "{\"phone\":\"%s\",\"timeoutMs\":60000}".formatted(phone),
                        "X-API-Key",
                        "the-key-of-at-least-32-characters")
                .body();
    }

    private static void create(String object, String members) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(ORG.baseUri() + "/services/data/v66.0/sobjects/" + object))
                    .header("Authorization", "Bearer " + ORG.accessToken())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{" + members.replace('\'', '"') + "}"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
        }
    }
}
