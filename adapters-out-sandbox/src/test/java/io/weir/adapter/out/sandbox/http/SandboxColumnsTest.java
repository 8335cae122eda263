package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The columns of queries, the claims about the user, and what the sandbox does not have. */
class SandboxColumnsTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxServer SERVER = SandboxServer.start(
            SandboxOrg.contactCentre(CLOCK), SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void tellsFieldsAndParents() {
        var answer = columns(
                "SELECT c.id, Name, Account.Owner.Name, account.name, VIP__c, Lifetime_Value__c FROM Contact c");

        assertThat(answer)
                .containsOnlyKeys("columnMetadata", "entityName", "groupBy", "idSelected", "keyPrefix")
                .containsEntry("entityName", "Contact")
                .containsEntry("groupBy", false)
                .containsEntry("idSelected", true)
                .containsEntry("keyPrefix", "003");
        var columns = JsonValues.objects(answer.get("columnMetadata"));
        assertThat(columns)
                .extracting(column -> column.get("columnName"))
                .containsExactly("Id", "Name", "Account", "VIP__c", "Lifetime_Value__c");
        assertThat(columns.getFirst()).isEqualTo(JsonValues.object(JsonValues.read("""
            {"aggregate": false, "apexType": "Id", "booleanType": false, "columnName": "Id",
             "custom": false, "displayName": "Id", "foreignKeyName": null, "insertable": false,
             "joinColumns": [], "numberType": false, "textType": false, "updatable": false}\
            """)));
        assertThat(columns.get(2)).containsEntry("foreignKeyName", "AccountId").containsEntry("apexType", null);
        assertThat(JsonValues.objects(columns.get(2).get("joinColumns")))
                .extracting(column -> column.get("columnName"))
                .containsExactly("Owner", "Name");
        assertThat(columns.get(3)).containsEntry("booleanType", true).containsEntry("custom", true);
        assertThat(columns.get(4)).containsEntry("numberType", true).containsEntry("apexType", "Double");
    }

    @Test
    void tellsSubQueriesAndAggregates() {
        var children = JsonValues.objects(
                columns("SELECT Name, (SELECT LastName FROM contacts WHERE VIP__c = true) FROM Account")
                        .get("columnMetadata"));
        assertThat(children.getLast()).containsEntry("aggregate", true).containsEntry("columnName", "Contacts");
        assertThat(JsonValues.objects(children.getLast().get("joinColumns")))
                .extracting(column -> column.get("columnName"))
                .containsExactly("LastName");

        var grouped = columns("SELECT Status, COUNT(Id), MAX(CreatedDate) latest FROM Case GROUP BY Status");
        assertThat(grouped).containsEntry("groupBy", true);
        assertThat(JsonValues.objects(grouped.get("columnMetadata")))
                .extracting(column -> column.get("columnName"), column -> column.get("displayName"))
                .containsExactly(tuple("Status", "Status"), tuple("expr0", "count(Id)"), tuple("latest", "latest"));
    }

    @Test
    void refusesTheColumnsOfAQueryThatTheOrgRefuses() {
        var response = CLIENT.get("/services/data/v66.0/query?columns=true&q=" + encoded("SELECT Nope FROM Contact"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("INVALID_FIELD");
    }

    @Test
    void tellsWhoTheUserIs() {
        var claims = json(CLIENT.get("/services/oauth2/userinfo"));
        var user = JsonValues.objects(
                        CLIENT.query("SELECT Username, Name, FirstName, LastName, Email FROM User WHERE Id = '"
                                        + claims.get("user_id") + "'")
                                .get("records"))
                .getFirst();

        assertThat(claims)
                .containsEntry("preferred_username", user.get("Username"))
                .containsEntry("name", user.get("Name"))
                .containsEntry("given_name", user.get("FirstName"))
                .containsEntry("family_name", user.get("LastName"))
                .containsEntry("email", user.get("Email"))
                .containsEntry("active", true)
                .containsKeys("zoneinfo", "locale", "photos", "urls");
        assertThat(claims.get("sub"))
                .isEqualTo(SERVER.baseUri() + "/id/" + claims.get("organization_id") + "/" + claims.get("user_id"));
    }

    @Test
    void refusesClaimsWithoutAToken() {
        var response = send(CLIENT.request("/services/oauth2/userinfo").header("Authorization", "Bearer nope"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("Bad_OAuth_Token");
    }

    @Test
    void refusesIngestJobs() {
        assertThat(send(CLIENT.authorized("/services/data/v66.0/jobs/ingest")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"operation\": \"insert\"}")))
                        .body())
                .contains("the sandbox does not support /jobs/ingest");
    }

    @Test
    void ignoresASecondSlashInFrontAsTheSalesforceCliSendsIt() {
        assertThat(CLIENT.get("//services/data/v66.0/limits").statusCode()).isEqualTo(200);
    }

    @Test
    void listsItsResources() {
        var resources = json(CLIENT.get("/services/data/v66.0"));

        assertThat(json(CLIENT.get(String.valueOf(resources.get("identity"))
                        .replace(SERVER.baseUri().toString(), ""))))
                .containsKeys("user_id", "username");
        assertThat(resources)
                .containsKeys("jobs", "limits", "parameterizedSearch", "query", "search", "sobjects")
                .containsEntry("search", "/services/data/v66.0/search");
    }

    private static Map<String, @Nullable Object> columns(String soql) {
        return json(CLIENT.get("/services/data/v66.0/query?columns=true&q=" + encoded(soql)));
    }
}
