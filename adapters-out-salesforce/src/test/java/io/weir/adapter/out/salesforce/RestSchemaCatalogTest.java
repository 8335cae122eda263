package io.weir.adapter.out.salesforce;

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
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
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

    private final StandIn org = new StandIn();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final RestSchemaCatalog catalog = new RestSchemaCatalog(org.api, REFRESH_TIME, now::get);

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void asksOnceHoweverOftenAndInWhateverCaseItIsAsked() {
        answers(ticket("Name"));

        assertThat(fields()).containsExactly("Name");
        assertThat(catalog.describe(new ObjectName("ticket__C"), deadline())).isInstanceOf(Description.Known.class);
        assertThat(asked()).isEqualTo(1);
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
        assertThat(asked()).isEqualTo(1);
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
        assertThat(asked()).isEqualTo(2);
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
    void anObjectThatDoesNotExistIsMissingForAMinute() {
        lists("Account");
        answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));

        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Missing.class);
        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Missing.class);
        assertThat(asked()).isEqualTo(1);

        answers(ticket("Name"));
        later(CachedResource.PAUSE);
        assertThat(fields()).containsExactly("Name");
    }

    @Test
    void nothingIsMissingWhereNothingCanBeListed() {
        lists(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));
        answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));

        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Unavailable.class);
        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Unavailable.class);
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void whatTheOrgListsIsNotMissing() {
        lists("ticket__C");
        answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));

        assertThat(catalog.describe(TICKET, deadline())).isInstanceOf(Description.Unavailable.class);
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
        assertThat(asked()).isEqualTo(calls);

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
        assertThat(asked()).isEqualTo(1);
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
