package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static io.weir.adapter.out.sandbox.SandboxClient.queryPath;
import static io.weir.adapter.out.sandbox.SandboxClient.searchPath;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.statement.StandardNames;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard objects and relationships that the sandbox lacks are not refused as if no org had them. */
class StandardNamesTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxOrg ORG = TestOrgs.contactCentre(CLOCK);
    private static final SandboxServer SERVER =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT Id FROM CaseComment|the object CaseComment",
                "SELECT Id FROM emailmessage|the object EmailMessage",
                "SELECT COUNT() FROM CampaignMember|the object CampaignMember",
                "SELECT MasterLabel FROM CaseStatus WHERE IsClosed = true|the object CaseStatus",
                "SELECT FIELDS(STANDARD) FROM Asset LIMIT 1|the object Asset",
                "SELECT Id FROM Case WHERE Id IN (SELECT ParentId FROM CaseComment)|the object CaseComment",
                "SELECT Id, (SELECT Id FROM OpenActivities) FROM Account|the relationship OpenActivities",
                "SELECT Id, (SELECT Id FROM ActivityHistories) FROM Contact|the relationship ActivityHistories",
                "SELECT Id, (SELECT Id FROM emailMessages) FROM Case|the relationship EmailMessages",
                "SELECT Asset.Name FROM Case|the relationship Asset",
            })
    void aQueryOfThemIsNotSupported(String soql, String missing) {
        var refused = CLIENT.get(queryPath(soql));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"message\":\"the sandbox does not support " + missing + "\"");
    }

    @Test
    void aSearchForThemIsNotSupported() {
        assertThat(CLIENT.get(searchPath("FIND {Acme} RETURNING Contact, Solution"))
                        .body())
                .contains("\"message\":\"the sandbox does not support the object Solution\"");
        assertThat(CLIENT.get("/services/data/v66.0/parameterizedSearch?q=Acme&sobject=" + encoded("CaseComment"))
                        .body())
                .contains("\"message\":\"the sandbox does not support the object CaseComment\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sobjects/CaseComment",
                "sobjects/CaseComment/describe",
                "sobjects/CaseComment/describe/layouts",
                "sobjects/CaseComment/00a5g0000000001AAA",
                "composite/sobjects/CaseComment?ids=00a5g0000000001AAA&fields=Id",
            })
    void theirResourcesAreNotSupported(String resource) {
        var refused = CLIENT.get("/services/data/v66.0/" + resource);

        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(refused.body())
                .contains("\"errorCode\":\"NOT_SUPPORTED\"", "the sandbox does not support the object CaseComment");
    }

    @Test
    void theyCannotBeCreated() {
        var created = CLIENT.authorized("/services/data/v66.0/sobjects/CampaignMember")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(created).body()).contains("the sandbox does not support the object CampaignMember");
    }

    @Test
    void noneOfThemIsInTheOrg() {
        assertThat(StandardNames.objects())
                .hasSizeGreaterThan(400)
                .allSatisfy(name -> assertThat(ORG.table(name)).as(name).isEmpty());
    }
}
