package io.weir.adapter.out.salesforce.org;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.weir.adapter.out.salesforce.LoggedLines;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When the catalog asks, when it does not, and what it makes of answers that are no description. */
@Timeout(60)
class RestSchemaCatalogTest {
    private static final Duration REFRESH_TIME = Duration.ofMinutes(15);
    private static final String DESCRIBE_TICKET = "/services/data/v66.0/sobjects/Ticket__c/describe";
    private static final String LAST_MODIFIED = "Tue, 13 Oct 2026 07:00:00 GMT";
    private static final ObjectName TICKET = new ObjectName("Ticket__c");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final ApiBudget budget = new ApiBudget(1_000, now::get);
    private final StandIn org = new StandIn(budget);
    private final RestSchemaCatalog catalog = new RestSchemaCatalog(org.api, REFRESH_TIME, now::get);

    @BeforeEach
    void listsTheTicket() {
        lists("Ticket__c");
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void asksOnceHoweverOftenAndInWhateverCaseItIsAsked() {
        answers(ticket("Name"));

        assertThat(fields()).containsExactly("Name");
        assertThat(catalog.describe(new ObjectName("ticket__C"), deadline())).isInstanceOf(Description.Known.class);
        askedExactly(1);
    }

    @Test
    void asksOnceForAllWhoWait() throws Exception {
        answers(ticket("Name").withFixedDelay(200));
        org.ask(); // so that no login is waited for

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> ask = this::fields;
            var answers = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(ask));
            }
            for (var answer : answers) {
                assertThat(answer.get()).containsExactly("Name");
            }
        }
        askedExactly(1);
    }

    @Test
    void keepsNothingThatQueriesDoNotNeed() {
        answers(okJson("""
            {"actionOverrides":[{"name":"x","nested":{"fields":[1,2]}}],"name":"Ticket__c","label":"Ticket",
             "queryable":true,"recordTypeInfos":[{"name":"Master"}],"namedLayoutInfos":null,
             "childRelationships":[
               {"childSObject":"AttachedContentNote","field":"LinkedEntityId","relationshipName":null},
               {"childSObject":"Call__c","field":"Ticket__c","relationshipName":"Calls__r","junctionIdListNames":[]}],
             "fields":[
               {"name":"Stage__c","label":"Stage","type":"picklist","filterable":true,"restrictedPicklist":true,"length":255,
                "picklistValues":[{"active":true,"value":"Open","validFor":null},{"active":false,"value":"Old"}],
                "filteredLookupInfo":{"controllingFields":["a"]}},
               {"name":"Hologram__c","type":"hologram"},
               {"name":"not a name","type":"string"}]}\
            """));

        assertThat(catalog.describe(TICKET, deadline())).isInstanceOfSatisfying(Description.Known.class, known -> {
            assertThat(known.object().childRelationships()).hasSize(1);
            assertThat(known.object().child("Calls__r")).isPresent();
            assertThat(known.object().field("Stage__c").orElseThrow().picklistValues())
                    .containsExactly("Open");
            assertThat(known.object().field("Hologram__c").orElseThrow().filterable())
                    .isFalse();
            assertThat(known.object().fields()).hasSize(2);
        });
    }

    @Test
    void asksForChangesInTheBackgroundOnceADescriptionIsOld() {
        answers(ticket("Name").withHeader("Last-Modified", LAST_MODIFIED));
        fields();
        answers(aResponse().withStatus(304));
        later(REFRESH_TIME);

        assertThat(fields()).containsExactly("Name");
        eventuallyAsked(2);
        org.server.verify(
                1, getRequestedFor(urlPathEqualTo(DESCRIBE_TICKET)).withHeader("If-Modified-Since", absent()));
        org.server.verify(
                1,
                getRequestedFor(urlPathEqualTo(DESCRIBE_TICKET))
                        .withHeader("If-Modified-Since", equalTo(LAST_MODIFIED)));
    }

    @Test
    void findsAFieldThatIsNew() throws InterruptedException {
        answers(ticket("Name").withHeader("Last-Modified", LAST_MODIFIED));
        fields();
        answers(ticket("Priority__c"));
        later(REFRESH_TIME);

        while (!fields().equals(List.of("Priority__c"))) {
            Thread.sleep(10);
        }
        askedExactly(2);
    }

    @Test
    void keepsWhatItKnowsWhileTheOrgCannotSay() {
        answers(ticket("Name"));
        fields();
        answers(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
        later(REFRESH_TIME);
        fields();
        eventuallyAsked(2);

        assertThat(fields()).containsExactly("Name");
    }

    @Test
    void aNameThatTheOrgDoesNotListCostsNoDescribe() {
        lists("Account");
        answers(ticket("Name"));

        for (int i = 0; i < 50; i++) {
            assertThat(describe("Made_Up_" + i + "__c")).isInstanceOf(Description.Missing.class);
        }
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Missing.class);
        assertThat(asked()).isZero();
        listedExactly(1);
        assertThat(catalog.objectNames(deadline())).containsExactly("Account");
    }

    @Test
    void findsAnObjectThatIsNewOnceTheListIsFiveMinutesOld() {
        lists("Account");
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Missing.class);
        lists("Ticket__c");
        answers(ticket("Name"));

        later(RestSchemaCatalog.LIST_TIME.minusSeconds(1));
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Missing.class);
        later(Duration.ofSeconds(1));
        assertThat(fields()).containsExactly("Name");
        listedExactly(2);
    }

    @Test
    void readsTheListAgainOnceForAllWhoMissAName() throws Exception {
        lists("Account");
        describe("Ticket__c");
        later(RestSchemaCatalog.LIST_TIME);
        lists(okJson("{\"sobjects\":[{\"name\":\"Account\",\"queryable\":true}]}")
                .withFixedDelay(200));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Description>>();
            for (int i = 0; i < 50; i++) {
                String name = "Made_Up_" + i + "__c";
                answers.add(threads.submit(() -> describe(name)));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isInstanceOf(Description.Missing.class);
            }
        }
        listedExactly(2);
    }

    @Test
    void aListThatCannotBeReadAgainStaysInUseAndIsLeftAloneForFiveMinutes() {
        lists("Account");
        describe("Ticket__c");
        lists(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
        later(RestSchemaCatalog.LIST_TIME);

        for (int i = 0; i < 20; i++) {
            assertThat(describe("Made_Up_" + i + "__c")).isInstanceOf(Description.Missing.class);
        }
        listedExactly(2);
    }

    @Test
    void nothingIsCheckedOrDescribedWhileNothingCanBeListed() {
        lists(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));
        answers(ticket("Name"));

        assertThat(describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
        assertThat(asked()).isZero();
        listedExactly(1);
    }

    @Test
    void whatIsDescribedStaysKnownWhileNothingCanBeListed() {
        answers(ticket("Name"));
        fields();
        lists(StandIn.error(403, "API_DISABLED_FOR_ORG", "x"));
        later(REFRESH_TIME);
        catalog.objectNames(deadline());

        assertThat(fields()).containsExactly("Name");
        listedExactly(2);
        askedExactly(2);
    }

    @Test
    void anObjectThatCannotBeQueriedIsListedAllTheSame() {
        lists(okJson("{\"sobjects\":[{\"name\":\"Ticket__c\",\"queryable\":false}]}"));
        answers(ticket("Name"));

        assertThat(fields()).containsExactly("Name");
        assertThat(catalog.objectNames(deadline())).isEmpty();
    }

    @Test
    void anObjectThatIsDeletedIsMissingOnceTheListIsReadAgain() {
        answers(ticket("Name"));
        fields();
        answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));
        later(CachedResource.PAUSE);
        catalog.forget(TICKET);
        assertThat(describe("Ticket__c")).as("still listed").isInstanceOf(Description.Unavailable.class);

        lists("Account");
        later(RestSchemaCatalog.LIST_TIME);
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Missing.class);
    }

    @Test
    void whatTheOrgListsIsNotMissing() {
        lists("ticket__C");
        answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));

        assertThat(describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
    }

    @Test
    void inventedNamesCostNoCallWhileTheReserveIsReached() {
        answers(ticket("Name"));
        fields();
        reserveIsReached();
        askedExactly(1);
        listedExactly(1);
        int calls = asked() + listed();

        for (int i = 0; i < 50; i++) {
            assertThat(describe("Made_Up_" + i + "__c")).isInstanceOf(Description.Missing.class);
        }
        assertThat(asked() + listed()).isEqualTo(calls);
    }

    @Test
    void nothingIsDescribedWhileTheReserveIsReachedOrTheQuotaSpent() {
        answers(ticket("Name"));
        reserveIsReached();
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);

        later(CachedResource.PAUSE);
        budget.quotaExhausted();
        assertThat(describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
        assertThat(asked() + listed()).isZero();
    }

    @Test
    void warnsOnceWhenNothingIsDescribedAndOnceWhenAllIsAgain() throws Exception {
        try (var log = new LoggedLines()) {
            answers(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
            for (int minute = 0; minute < 5; minute++) {
                later(CachedResource.PAUSE);
                try (var threads = Executors.newFixedThreadPool(2)) {
                    threads.invokeAll(Collections.nCopies(20, () -> describe("Ticket__c")));
                }
            }
            answers(ticket("Name"));
            later(CachedResource.PAUSE);
            fields();
            fields();

            assertThat(log.lines().stream().filter(line -> line.contains("Salesforce does not describe its objects")))
                    .singleElement()
                    .asString()
                    .contains("WARNING", "SERVER_UNAVAILABLE", "names in queries are not checked");
            assertThat(log.lines().stream().filter(line -> line.contains("Salesforce describes its objects again")))
                    .hasSize(1);
        }
    }

    /** What the org's next answer says, to a query that no test counts. */
    private void reserveIsReached() {
        org.answersQueries(StandIn.oneAccount().withHeader("Sforce-Limit-Info", "api-usage=9500/10000"));
        org.ask();
        budget.admit(new ApiUsage(9_500, 10_000));
    }

    static List<ResponseDefinitionBuilder> failures() {
        return List.of(
                aResponse().withStatus(404),
                StandIn.error(404, "URL_NOT_RESET", "x"),
                StandIn.error(403, "INSUFFICIENT_ACCESS", "x"),
                StandIn.error(400, "NOT_FOUND", "x"),
                StandIn.error(500, "UNKNOWN_EXCEPTION", "x"),
                StandIn.error(503, "<html>maintenance</html>"),
                StandIn.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                okJson("[]"),
                okJson("{}"),
                okJson("{\"name\":\"Ticket__c\",\"fields\":[]}"),
                okJson("{\"name\":\"Ticket__c\",\"fields\":[{\"name\":\"Id\""),
                okJson("<html></html>"),
                aResponse().withStatus(304));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anythingElseSwitchesTheChecksOffForAMinute(ResponseDefinitionBuilder failure) {
        answers(failure);

        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Unavailable.class);
        int calls = asked();
        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Unavailable.class);
        askedExactly(calls);

        answers(ticket("Name"));
        later(CachedResource.PAUSE);
        assertThat(fields()).containsExactly("Name");
    }

    @Test
    void whoCannotWaitAsksUncheckedAndLeavesTheDescriptionToOthers() throws InterruptedException {
        answers(ticket("Name").withFixedDelay(500));

        assertThat(catalog.describe(TICKET, new Deadline(now.get().plusMillis(20))))
                .isInstanceOf(Description.Unavailable.class);

        while (!(catalog.describe(TICKET, deadline()) instanceof Description.Known)) {
            Thread.sleep(10);
        }
        askedExactly(1);
    }

    @Test
    void aContradictedDescriptionIsReadAnewUnlessItIsFresh() {
        answers(ticket("Name"));
        fields();
        answers(ticket("Priority__c"));

        catalog.forget(TICKET);
        assertThat(fields()).containsExactly("Name");

        later(CachedResource.PAUSE);
        catalog.forget(TICKET);
        assertThat(fields()).containsExactly("Priority__c");
    }

    @Test
    void whatOneUserWasToldDoesNotCountForAnother() {
        answers(ticket("Name"));
        fields();
        answers(ticket("Priority__c"));
        org.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(okJson(
                        StandIn.tokenBody("other", org.server.baseUrl()).replace("/id/00D/005", "/id/00D/0059"))));
        org.answersQueriesInTurn(
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"), StandIn.oneAccount());
        org.ask();

        assertThat(fields()).containsExactly("Priority__c");
    }

    @Test
    void namesTheObjectsThatCanBeQueried() {
        org.server.stubFor(get(urlPathEqualTo("/services/data/v66.0/sobjects")).willReturn(okJson("""
            {"encoding":"UTF-8","sobjects":[{"name":"Account","queryable":true,"urls":{"describe":"/x"}},
             {"name":"AccountChangeEvent","queryable":false},{"name":"Ticket__c","queryable":true}]}\
            """)));

        assertThat(catalog.objectNames(deadline())).containsExactly("Account", "Ticket__c");
        assertThat(catalog.objectNames(deadline())).hasSize(2);
        org.server.verify(1, getRequestedFor(urlPathEqualTo("/services/data/v66.0/sobjects")));
    }

    @Test
    void namesNothingWhereTheListCannotBeHad() {
        lists(StandIn.error(403, "API_DISABLED_FOR_ORG", "x"));

        assertThat(catalog.objectNames(deadline())).isEmpty();
    }

    @Test
    void namesThatNobodyHasDoNotPileUp() {
        answers(ticket("Name"));
        fields();
        for (int i = 0; i < 1_100; i++) {
            catalog.describe(new ObjectName("Made_Up_" + i + "__c"), new Deadline(now.get()));
        }

        assertThat(fields()).containsExactly("Name");
        askedExactly(1);
    }

    private List<String> fields() {
        return catalog.describe(TICKET, deadline()) instanceof Description.Known(var object)
                ? object.fields().stream().map(field -> field.name()).toList()
                : List.of();
    }

    private static ResponseDefinitionBuilder ticket(String field) {
        return okJson("""
            {"name":"Ticket__c","label":"Ticket","queryable":true,"childRelationships":[],
             "fields":[{"name":"%s","label":"x","type":"string","filterable":true,"length":80}]}\
            """.formatted(field));
    }

    private void answers(ResponseDefinitionBuilder response) {
        org.answersQueries(StandIn.oneAccount());
        org.server.stubFor(get(urlPathEqualTo(DESCRIBE_TICKET)).willReturn(response));
    }

    private void lists(String object) {
        lists(okJson("{\"sobjects\":[{\"name\":\"%s\",\"queryable\":true}]}".formatted(object)));
    }

    private void lists(ResponseDefinitionBuilder response) {
        org.server.stubFor(get(urlPathEqualTo("/services/data/v66.0/sobjects")).willReturn(response));
    }

    private Description describe(String object) {
        return catalog.describe(new ObjectName(object), deadline());
    }

    private int listed() {
        return org.server
                .findAll(getRequestedFor(urlPathEqualTo("/services/data/v66.0/sobjects")))
                .size();
    }

    private void listedExactly(int times) {
        while (listed() < times) {
            Thread.onSpinWait();
        }
        assertThat(listed()).isEqualTo(times);
    }

    /** The stand-in notes a request after it has answered. */
    private void askedExactly(int times) {
        eventuallyAsked(times);
        assertThat(asked()).isEqualTo(times);
    }

    private int asked() {
        return org.server
                .findAll(getRequestedFor(urlPathEqualTo(DESCRIBE_TICKET)))
                .size();
    }

    private void eventuallyAsked(int times) {
        while (asked() < times) {
            Thread.onSpinWait();
        }
    }

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Deadline deadline() {
        return new Deadline(now.get().plus(Duration.ofMinutes(1)));
    }
}
