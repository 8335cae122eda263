package io.weir.adapter.out.salesforce.org;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.DESCRIBE_TICKET;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.REFRESH_TIME;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.TICKET;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.status.LoggedLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions of objects: when they are read, kept and read again. */
@Timeout(60)
class RestSchemaCatalogTest {
    private static final String LAST_MODIFIED = "Tue, 13 Oct 2026 07:00:00 GMT";
    private final DescribedOrg org = new DescribedOrg();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void describesAnObjectOnceInAnyCase() {
        org.answers(ticket("Name"));

        assertThat(org.fields()).containsExactly("Name");
        assertThat(org.catalog.describe(new ObjectName("ticket__C"), org.deadline()))
                .isInstanceOf(Description.Known.class);
        org.askedExactly(1);
    }

    @Test
    void describesAnObjectOnceForAllThatWait() throws Exception {
        org.answers(ticket("Name").withFixedDelay(200));
        org.salesforce.ask(); // so that no login is waited for

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> ask = org::fields;
            var answers = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(ask));
            }
            for (var answer : answers) {
                assertThat(answer.get()).containsExactly("Name");
            }
        }
        org.askedExactly(1);
    }

    @Test
    void keepsOnlyWhatQueriesNeed() {
        org.answers(okJson("""
            {"actionOverrides":[{"name":"x","nested":{"fields":[1,2]}}],"name":"Ticket__c","label":"Ticket",
             "queryable":true,"recordTypeInfos":[{"name":"Master"}],"namedLayoutInfos":null,
             "childRelationships":[
               {"childSObject":"AttachedContentNote","field":"LinkedEntityId","relationshipName":null},
               {"childSObject":"Call__c","field":"Ticket__c","relationshipName":"Calls__r","junctionIdListNames":[]}],
             "fields":[
               {"name":"Stage__c","label":"Stage","type":"picklist","filterable":true,"restrictedPicklist":true,
                "length":255,"picklistValues":[{"active":true,"label":"Open","value":"Open","validFor":null},
                {"active":false,"label":"Closed long ago","value":"Old"}],
                "filteredLookupInfo":{"controllingFields":["a"]}},
               {"name":"Hologram__c","type":"hologram"},
               {"name":"not a name","type":"string"}]}\
            """));

        assertThat(org.catalog.describe(TICKET, org.deadline()))
                .isInstanceOfSatisfying(Description.Known.class, known -> {
                    assertThat(known.object().childRelationships()).hasSize(1);
                    assertThat(known.object().child("Calls__r")).isPresent();
                    assertThat(known.object().field("Stage__c").orElseThrow().picklistValues())
                            .containsExactly("Open");
                    assertThat(known.object().field("Stage__c").orElseThrow().picklistLabels())
                            .containsExactly(Map.entry("Old", "Closed long ago"));
                    assertThat(known.object().field("Hologram__c").orElseThrow().filterable())
                            .isFalse();
                    assertThat(known.object().fields()).hasSize(2);
                });
    }

    @Test
    void asksForChangesInTheBackgroundOnceADescriptionIsOld() {
        org.answers(ticket("Name").withHeader("Last-Modified", LAST_MODIFIED));
        org.fields();
        org.answers(aResponse().withStatus(304));
        org.later(REFRESH_TIME);

        assertThat(org.fields()).containsExactly("Name");
        org.eventuallyAsked(2);
        org.salesforce.server.verify(
                1, getRequestedFor(urlPathEqualTo(DESCRIBE_TICKET)).withHeader("If-Modified-Since", absent()));
        org.salesforce.server.verify(
                1,
                getRequestedFor(urlPathEqualTo(DESCRIBE_TICKET))
                        .withHeader("If-Modified-Since", equalTo(LAST_MODIFIED)));
    }

    @Test
    void findsANewField() {
        org.answers(ticket("Name").withHeader("Last-Modified", LAST_MODIFIED));
        org.fields();
        org.answers(ticket("Priority__c"));
        org.later(REFRESH_TIME);

        while (!org.fields().equals(List.of("Priority__c"))) {
            Thread.onSpinWait();
        }
        org.askedExactly(2);
    }

    @Test
    void keepsADescriptionThatCannotBeReadAgain() {
        org.answers(ticket("Name"));
        org.fields();
        org.answers(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
        org.later(REFRESH_TIME);
        org.fields();
        org.eventuallyAsked(2);

        assertThat(org.fields()).containsExactly("Name");
    }

    @Test
    void describesNothingWhileTheReserveIsReachedOrTheQuotaSpent() {
        org.answers(ticket("Name"));
        org.reserveIsReached();
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);

        org.later(CachedResource.PAUSE);
        org.budget.quotaExhausted();
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
        assertThat(org.asked() + org.listed()).isZero();
    }

    @Test
    void logsOneWarningWhenDescribeFailsAndOneLineWhenItSucceeds() throws Exception {
        try (var log = new LoggedLines()) {
            org.answers(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
            for (int minute = 0; minute < 5; minute++) {
                org.later(CachedResource.PAUSE);
                try (var threads = Executors.newFixedThreadPool(2)) {
                    threads.invokeAll(Collections.nCopies(20, () -> org.describe("Ticket__c")));
                }
            }
            org.answers(ticket("Name"));
            org.later(CachedResource.PAUSE);
            org.fields();
            org.fields();

            assertThat(log.lines().stream().filter(line -> line.contains("Salesforce does not describe its objects")))
                    .singleElement()
                    .asString()
                    .contains("WARNING", "SERVER_UNAVAILABLE", "names in queries are not checked");
            assertThat(log.lines().stream().filter(line -> line.contains("Salesforce describes its objects again")))
                    .hasSize(1);
        }
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
    void anyOtherAnswerSwitchesTheChecksOffForAMinute(ResponseDefinitionBuilder failure) {
        org.answers(failure);

        assertThat(org.catalog.describe(TICKET, org.deadline())).isInstanceOf(Description.Unavailable.class);
        int calls = org.asked();
        assertThat(org.catalog.describe(TICKET, org.deadline())).isInstanceOf(Description.Unavailable.class);
        org.askedExactly(calls);

        org.answers(ticket("Name"));
        org.later(CachedResource.PAUSE);
        assertThat(org.fields()).containsExactly("Name");
    }

    @Test
    void aShortDeadlineSkipsTheChecksButNotTheDescription() {
        org.answers(ticket("Name").withFixedDelay(500));

        assertThat(org.catalog.describe(TICKET, new Deadline(org.now.get().plusMillis(20))))
                .isInstanceOf(Description.Unavailable.class);

        while (!(org.catalog.describe(TICKET, org.deadline()) instanceof Description.Known)) {
            Thread.onSpinWait();
        }
        org.askedExactly(1);
    }

    @Test
    void aContradictedDescriptionIsReadAgainUnlessItIsFresh() {
        org.answers(ticket("Name"));
        org.fields();
        org.answers(ticket("Priority__c"));

        org.catalog.forget(TICKET);
        assertThat(org.fields()).containsExactly("Name");

        org.later(CachedResource.PAUSE);
        org.catalog.forget(TICKET);
        assertThat(org.fields()).containsExactly("Priority__c");
    }

    @Test
    void aClockThatIsSetBackProlongsNoPause() {
        org.answers(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
        org.describe("Ticket__c");
        org.answers(ticket("Name"));
        org.later(Duration.ofSeconds(-1));

        assertThat(org.fields()).containsExactly("Name");
    }

    @Test
    void asksForChangesOnceTheClockIsSetBack() {
        org.answers(ticket("Name"));
        org.fields();
        org.answers(ticket("Priority__c"));
        org.later(Duration.ofSeconds(-1));

        while (!org.fields().equals(List.of("Priority__c"))) {
            Thread.onSpinWait();
        }
        org.askedExactly(2);
    }

    @Test
    void aContradictedDescriptionIsNotFreshOnceTheClockIsSetBack() {
        org.answers(ticket("Name"));
        org.fields();
        org.answers(ticket("Priority__c"));
        org.later(Duration.ofSeconds(-1));

        org.catalog.forget(TICKET);
        assertThat(org.fields()).containsExactly("Priority__c");
    }

    @Test
    void aDescriptionThatAnotherUserReadIsNotUsed() {
        org.answers(ticket("Name"));
        org.fields();
        org.answers(ticket("Priority__c"));
        org.salesforce.server.stubFor(post(StandIn.TOKEN_PATH)
                .willReturn(okJson(StandIn.tokenBody("other", org.salesforce.server.baseUrl())
                        .replace("/id/00D/005", "/id/00D/0059"))));
        org.salesforce.answersQueriesInTurn(
                StandIn.error(401, "INVALID_SESSION_ID", "Session expired or invalid"), StandIn.oneAccount());
        org.salesforce.ask();

        assertThat(org.fields()).containsExactly("Priority__c");
    }
}
