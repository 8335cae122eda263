package io.weir.adapter.out.salesforce.org;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.REFRESH_TIME;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.TICKET;
import static io.weir.adapter.out.salesforce.org.DescribedOrg.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of objects, which decides whether an unknown name costs a call. */
@Timeout(60)
class ObjectListTest {
    private final DescribedOrg org = new DescribedOrg();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void anUnlistedNameCostsNoDescribe() {
        org.lists("Account");
        org.answers(ticket("Name"));

        for (int i = 0; i < 50; i++) {
            assertThat(org.describe("Made_Up_" + i + "__c")).isInstanceOf(Description.Missing.class);
        }
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Missing.class);
        assertThat(org.asked()).isZero();
        org.listedExactly(1);
        assertThat(org.catalog.objectNames(org.deadline())).containsExactly("Account");
    }

    @Test
    void findsANewObjectOnceTheListIsFiveMinutesOld() {
        org.lists("Account");
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Missing.class);
        org.lists("Ticket__c");
        org.answers(ticket("Name"));

        org.later(RestSchemaCatalog.LIST_TIME.minusSeconds(1));
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Missing.class);
        org.later(Duration.ofSeconds(1));
        assertThat(org.fields()).containsExactly("Name");
        org.listedExactly(2);
    }

    @Test
    void readsTheListAgainOnceForAllUnknownNames() throws Exception {
        org.lists("Account");
        org.describe("Ticket__c");
        org.later(RestSchemaCatalog.LIST_TIME);
        org.lists(okJson("{\"sobjects\":[{\"name\":\"Account\",\"queryable\":true}]}")
                .withFixedDelay(200));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Description>>();
            for (int i = 0; i < 50; i++) {
                String name = "Made_Up_" + i + "__c";
                answers.add(threads.submit(() -> org.describe(name)));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isInstanceOf(Description.Missing.class);
            }
        }
        org.listedExactly(2);
    }

    @Test
    void aListThatCannotBeReadAgainStaysInUseForFiveMinutes() {
        org.lists("Account");
        org.describe("Ticket__c");
        org.lists(StandIn.error(503, "SERVER_UNAVAILABLE", "down"));
        org.later(RestSchemaCatalog.LIST_TIME);

        for (int i = 0; i < 20; i++) {
            assertThat(org.describe("Made_Up_" + i + "__c")).isInstanceOf(Description.Missing.class);
        }
        org.listedExactly(2);
    }

    @Test
    void checksAndDescribesNothingWithoutAList() {
        org.lists(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));
        org.answers(ticket("Name"));

        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
        assertThat(org.asked()).isZero();
        org.listedExactly(1);
    }

    @Test
    void descriptionsStayInUseWithoutAList() {
        org.answers(ticket("Name"));
        org.fields();
        org.lists(StandIn.error(403, "API_DISABLED_FOR_ORG", "x"));
        org.later(REFRESH_TIME);
        org.catalog.objectNames(org.deadline());

        assertThat(org.fields()).containsExactly("Name");
        org.listedExactly(2);
        org.askedExactly(2);
    }

    @Test
    void listsObjectsThatCannotBeQueriedToo() {
        org.lists(okJson("{\"sobjects\":[{\"name\":\"Ticket__c\",\"queryable\":false}]}"));
        org.answers(ticket("Name"));

        assertThat(org.fields()).containsExactly("Name");
        assertThat(org.catalog.objectNames(org.deadline())).isEmpty();
    }

    @Test
    void aDeletedObjectIsMissingOnceTheListIsReadAgain() {
        org.answers(ticket("Name"));
        org.fields();
        org.answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));
        org.later(CachedResource.PAUSE);
        org.catalog.forget(TICKET);
        assertThat(org.describe("Ticket__c")).as("still listed").isInstanceOf(Description.Unavailable.class);

        org.lists("Account");
        org.later(RestSchemaCatalog.LIST_TIME);
        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Missing.class);
    }

    @Test
    void aListedObjectIsNotMissing() {
        org.lists("ticket__C");
        org.answers(StandIn.error(404, "NOT_FOUND", "The requested resource does not exist"));

        assertThat(org.describe("Ticket__c")).isInstanceOf(Description.Unavailable.class);
    }

    @Test
    void unknownNamesCostNoCallWhileTheReserveIsReached() {
        org.answers(ticket("Name"));
        org.fields();
        org.reserveIsReached();
        org.askedExactly(1);
        org.listedExactly(1);
        int calls = org.asked() + org.listed();

        for (int i = 0; i < 50; i++) {
            assertThat(org.describe("Made_Up_" + i + "__c")).isInstanceOf(Description.Missing.class);
        }
        assertThat(org.asked() + org.listed()).isEqualTo(calls);
    }

    @Test
    void namesTheObjectsThatCanBeQueried() {
        org.salesforce.server.stubFor(
                get(urlPathEqualTo("/services/data/v66.0/sobjects")).willReturn(okJson("""
                    {"encoding":"UTF-8","sobjects":[{"name":"Account","queryable":true,"urls":{"describe":"/x"}},
                     {"name":"AccountChangeEvent","queryable":false},{"name":"Ticket__c","queryable":true}]}\
                    """)));

        assertThat(org.catalog.objectNames(org.deadline())).containsExactly("Account", "Ticket__c");
        assertThat(org.catalog.objectNames(org.deadline())).hasSize(2);
        org.salesforce.server.verify(1, getRequestedFor(urlPathEqualTo("/services/data/v66.0/sobjects")));
    }

    @Test
    void namesNothingWithoutAList() {
        org.lists(StandIn.error(403, "API_DISABLED_FOR_ORG", "x"));

        assertThat(org.catalog.objectNames(org.deadline())).isEmpty();
    }

    @Test
    void unknownNamesDoNotPileUp() {
        org.answers(ticket("Name"));
        org.fields();
        for (int i = 0; i < 1_100; i++) {
            org.catalog.describe(new ObjectName("Made_Up_" + i + "__c"), new Deadline(org.now.get()));
        }

        assertThat(org.fields()).containsExactly("Name");
        org.askedExactly(1);
    }
}
