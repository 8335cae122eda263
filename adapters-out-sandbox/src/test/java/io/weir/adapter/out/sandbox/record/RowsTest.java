package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.JsonValues;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Single records that are created, read, changed and deleted by their ids. */
class RowsTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53.589Z");

    private final ApiClient api = server.logIn();

    @Test
    @DisplayName("REST API guide, Create a Record: 201 with id, success and errors, and the row's Location")
    void createsARecord() {
        var response = api.post("/sobjects/Contact", """
            {"FirstName": " Ada ", "LastName": "Lovelace", "Email": "ada@example.com", "MailingCity": "London"}\
            """);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        var created = object(response);
        assertThat(created).containsEntry("success", true).containsEntry("errors", List.of());
        String id = String.valueOf(created.get("id"));
        assertThat(response.headers().firstValue("Location")).contains("/services/data/v66.0/sobjects/Contact/" + id);
        assertThat(api.row("Contact", id))
                .containsEntry("Name", "Ada Lovelace")
                .containsEntry("FirstName", "Ada")
                .containsEntry("VIP__c", false)
                .containsEntry("OwnerId", server.org().runningUser().id())
                .containsEntry("CreatedDate", "2026-03-14T09:26:53.000+0000")
                .containsEntry("LastModifiedDate", "2026-03-14T09:26:53.000+0000");
        assertThat(api.query("SELECT MailingAddress FROM Contact WHERE Email = 'ada@example.com'"))
                .singleElement()
                .extracting(row -> row.get("MailingAddress"))
                .hasToString("{city=London, country=null, geocodeAccuracy=null, latitude=null, longitude=null,"
                        + " postalCode=null, state=null, street=null}");
    }

    @Test
    @DisplayName("REST API guide, Update a Record: 204 without a body; only the given fields change")
    void updatesARecord() {
        String id = api.create("Contact", "{\"LastName\": \"Lovelace\", \"Title\": \"Countess\"}");
        server.clock().advance(Duration.ofMinutes(1));

        var response = api.patch("/sobjects/Contact/" + id, "{\"FirstName\": \"Ada\"}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(api.row("Contact", id))
                .containsEntry("Name", "Ada Lovelace")
                .containsEntry("Title", "Countess")
                .containsEntry("CreatedDate", "2026-03-14T09:26:53.000+0000")
                .containsEntry("LastModifiedDate", "2026-03-14T09:27:53.000+0000");
    }

    @Test
    @DisplayName("REST API guide, Delete a Record; SOQL reference, queryAll: deleted rows have IsDeleted true")
    void deletesARecordButKeepsItForQueryAll() {
        String id = api.create("Contact", "{\"LastName\": \"Lovelace\"}");

        assertThat(api.delete("/sobjects/Contact/" + id).statusCode()).isEqualTo(204);

        String soql = "SELECT Id, IsDeleted FROM Contact WHERE LastName = 'Lovelace'";
        assertThat(api.query(soql)).isEmpty();
        assertThat(api.queryAll(soql))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("Id", id).containsEntry("IsDeleted", true));
        error(api.get("/sobjects/Contact/" + id), 404, "NOT_FOUND");
        assertThat(error(api.delete("/sobjects/Contact/" + id), 404, "ENTITY_IS_DELETED"))
                .containsEntry("message", "entity is deleted");
        error(api.patch("/sobjects/Contact/" + id, "{}"), 404, "ENTITY_IS_DELETED");
    }

    @Test
    void deletesContactsWithTheirAccount() {
        String account = api.create("Account", "{\"Name\": \"Analytical Engines\"}");
        String contact = api.create("Contact", "{\"LastName\": \"L\", \"AccountId\": \"%s\"}".formatted(account));

        assertThat(api.delete("/sobjects/Account/" + account).statusCode()).isEqualTo(204);

        error(api.get("/sobjects/Contact/" + contact), 404, "NOT_FOUND");
    }

    @Test
    void derivesWhatFollowsFromOtherFields() {
        String account = api.create("Account", "{\"Name\": \"Engines\"}");
        String contact = api.create("Contact", "{\"LastName\": \"L\", \"AccountId\": \"%s\"}".formatted(account));

        String open = api.create("Case", "{\"Subject\": \"S\", \"ContactId\": \"%s\"}".formatted(contact));
        String next = api.create("Case", "{\"Subject\": \"T\"}");
        var row = api.row("Case", open);
        assertThat(row)
                .containsEntry("Status", "New")
                .containsEntry("IsClosed", false)
                .containsEntry("AccountId", account);
        assertThat(Long.parseLong((String) api.row("Case", next).get("CaseNumber")))
                .isEqualTo(Long.parseLong((String) row.get("CaseNumber")) + 1);

        api.patch("/sobjects/Case/" + open, "{\"Status\": \"Closed\"}");
        assertThat(api.row("Case", open))
                .containsEntry("IsClosed", true)
                .containsEntry("ClosedDate", "2026-03-14T09:26:53.000+0000");
        api.patch("/sobjects/Case/" + open, "{\"Status\": \"Working\"}");
        assertThat(api.row("Case", open)).containsEntry("IsClosed", false).containsEntry("ClosedDate", null);

        String task = api.create("Task", "{\"Subject\": \"Call\", \"WhatId\": \"%s\"}".formatted(open));
        assertThat(api.row("Task", task)).containsEntry("Status", "Not Started");
    }

    @Test
    void storesMultiSelectValuesInTheOrderOfThePicklist() {
        String id = api.create("Contact", "{\"LastName\": \"L\", \"Languages__c\": \"Spanish;English;Spanish\"}");

        assertThat(api.row("Contact", id)).containsEntry("Languages__c", "English;Spanish");
    }

    @Test
    void countsEveryWriteAsAnApiCall() {
        long before = server.apiCalls();

        api.create("Contact", "{\"LastName\": \"One\"}");
        var refused = api.post("/sobjects/Contact", "{}");

        assertThat(server.apiCalls()).isEqualTo(before + 2);
        assertThat(refused.headers().firstValue("Sforce-Limit-Info"))
                .contains("api-usage=%d/15000".formatted(before + 2));
    }

    @Test
    @DisplayName("REST API guide, Get Records Using sObject Relationships")
    void followsRelationships() {
        String account = api.create("Account", "{\"Name\": \"Engines\"}");
        String contact = api.create("Contact", "{\"LastName\": \"L\", \"AccountId\": \"%s\"}".formatted(account));
        String orphan = api.create("Contact", "{\"LastName\": \"O\"}");

        assertThat(object(api.get("/sobjects/Contact/" + contact + "/Account?fields=Name")))
                .containsEntry("Name", "Engines")
                .containsEntry("Id", account);
        assertThat(JsonValues.objects(object(api.get("/sobjects/Account/" + account + "/Contacts?fields=LastName"))
                        .get("records")))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("LastName", "L"));
        error(api.get("/sobjects/Contact/" + orphan + "/Account"), 404, "NOT_FOUND");
        error(api.get("/sobjects/Contact/" + contact + "/Nope"), 404, "NOT_FOUND");
        error(api.get("/sobjects/Contact/" + contact + "?fields=Id)--"), 400, "INVALID_FIELD");
    }

    @Test
    void saysWhatItDoesNotSupport() {
        for (var response : List.of(
                api.get("/sobjects/Contact/describe/layouts"),
                api.get("/sobjects/Contact/listviews"),
                api.get("/sobjects/Contact/quickActions"),
                api.post("/composite/graph", "{\"graphs\": []}"))) {
            assertThat(response.statusCode()).isEqualTo(501);
            assertThat(response.body()).contains("the sandbox does not support");
        }
    }

    @Test
    void takesAPostForAPatch() {
        String id = api.create("Contact", "{\"LastName\": \"L\"}");

        assertThat(api.post("/sobjects/Contact/" + id + "?_HttpMethod=PATCH", "{\"Title\": \"T\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.row("Contact", id)).containsEntry("Title", "T");
    }

    @Test
    void headIsGetWithoutABody() {
        var response = api.send("HEAD", "/limits", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Sforce-Limit-Info")).isPresent();
    }

    @Test
    @DisplayName("REST API guide, Insert or Update by External ID: POST on Id without a value creates a record")
    void createsARecordByAnUpsertWithoutAnId() {
        var created = api.post("/sobjects/Contact/Id", "{\"LastName\": \"Upserted\"}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(object(created)).containsEntry("created", true);
        assertThat(api.row("Contact", String.valueOf(object(created).get("id"))))
                .containsEntry("LastName", "Upserted");
        assertThat(api.post("/sobjects/Contact/0035g0000000001AAA", "{}").statusCode())
                .isEqualTo(405);
        assertThat(api.post("/sobjects/Nope/Id", "{}").statusCode()).isEqualTo(404);
    }
}
