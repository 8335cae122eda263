package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that are found, upserted and refused by an External ID. */
class ExternalIdsTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53.589Z");

    private final ApiClient api = server.logIn();

    @Test
    @DisplayName("REST API guide, Insert or Update (Upsert) a Record Using an External ID")
    void upsertsByAnExternalId() {
        String path = "/sobjects/Contact/External_Key__c/ab%2Fc%20d";

        var created = api.patch(path, "{\"LastName\": \"One\"}");
        var updated = api.patch(path, "{\"FirstName\": \"Two\"}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String id = (String) object(created).get("id");
        assertThat(object(created)).containsEntry("created", true).containsEntry("success", true);
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(object(updated)).containsEntry("created", false).containsEntry("id", id);
        assertThat(object(api.get(path))).containsEntry("Name", "Two One").containsEntry("External_Key__c", "ab/c d");
        var old = api.patch("/services/data/v45.0" + path, "{\"FirstName\": \"Three\"}");
        assertThat(old.statusCode()).isEqualTo(204);
        assertThat(api.delete(path).statusCode()).isEqualTo(204);
        error(api.get(path), 404, "NOT_FOUND");
    }

    @Test
    @DisplayName("REST API guide, Upsert: updateOnly=true never creates; the key is not in the body")
    void upsertCanBeLimitedToUpdates() {
        error(
                api.patch("/sobjects/Contact/External_Key__c/k?updateOnly=true", "{\"LastName\":\"L\"}"),
                404,
                "NOT_FOUND");
        assertThat(error(
                        api.patch(
                                "/sobjects/Contact/External_Key__c/k",
                                "{\"LastName\":\"L\",\"External_Key__c\":\"k\"}"),
                        400,
                        "INVALID_FIELD"))
                .containsEntry("message", "The External_Key__c field should not be specified in the sobject data.");
        assertThat(error(api.patch("/sobjects/Contact/Nope__c/k", "{}"), 404, "NOT_FOUND"))
                .containsEntry("message", "Provided external ID field does not exist or is not accessible: Nope__c");
    }

    @Test
    @DisplayName("REST API guide, Upsert: 300 with the urls of all records that have the key, and nothing is written")
    void answersAnAmbiguousKeyWithAllMatches() {
        String body = "{\"LastName\": \"L\", \"Email\": \"twice@example.com\"}";
        String one = api.create("Contact", body);
        String two = api.create("Contact", body);

        var read = api.get("/sobjects/Contact/Email/twice@example.com");
        var written = api.patch("/sobjects/Contact/Email/twice@example.com", "{\"Phone\": \"1\"}");

        var urls = "[\"/services/data/v66.0/sobjects/Contact/%s\",\"/services/data/v66.0/sobjects/Contact/%s\"]"
                .formatted(one, two);
        assertThat(read.statusCode()).isEqualTo(300);
        assertThat(read.body()).isEqualTo(urls);
        assertThat(written.statusCode()).isEqualTo(300);
        assertThat(written.body()).isEqualTo(urls);
        assertThat(api.query("SELECT Id FROM Contact WHERE Email = 'twice@example.com' AND Phone != null"))
                .isEmpty();
    }

    @Test
    @DisplayName("Object reference, idLookup: Email of Contact and Lead, Username of User, not Name of Account")
    void findsRecordsByTheirLookupFields() {
        String contact = api.create("Contact", "{\"LastName\": \"L\", \"Email\": \"l@example.com\"}");
        String username = String.valueOf(
                api.query("SELECT Username FROM User LIMIT 1").getFirst().get("Username"));
        api.create("Account", "{\"Name\": \"Engines\"}");

        var lead = api.patch("/sobjects/Lead/Email/m@example.com", "{\"LastName\": \"M\", \"Company\": \"C\"}");

        assertThat(object(api.get("/sobjects/Contact/Email/L@example.com"))).containsEntry("Id", contact);
        assertThat(object(api.get("/sobjects/User/Username/" + username))).containsEntry("Username", username);
        assertThat(lead.statusCode()).as(lead.body()).isEqualTo(201);
        error(api.get("/sobjects/Account/Name/Engines"), 404, "NOT_FOUND");
    }

    @Test
    @DisplayName("Object reference, External ID and Unique: the second record is a DUPLICATE_VALUE with the first's id")
    void refusesASecondRecordWithAUniqueValue() {
        String first = api.create("Case", "{\"Subject\": \"Once\", \"External_Key__c\": \"call-1\"}");

        var second = error(
                api.post("/sobjects/Case", "{\"Subject\": \"Twice\", \"External_Key__c\": \"CALL-1\"}"),
                400,
                "DUPLICATE_VALUE");

        assertThat(second)
                .containsEntry(
                        "message",
                        "duplicate value found: External_Key__c duplicates value on record with id: "
                                + first.substring(0, 15));
        api.delete("/sobjects/Case/" + first);
        api.create("Case", "{\"Subject\": \"Again\", \"External_Key__c\": \"call-1\"}");
    }

    @Test
    @DisplayName("REST API guide, Upsert: a parent named by its External ID")
    void findsAParentByItsExternalId() {
        String account = api.create("Account", "{\"Name\": \"Engines\", \"External_Key__c\": \"e1\"}");

        String contact = api.create("Contact", "{\"LastName\": \"L\", \"Account\": {\"External_Key__c\": \"e1\"}}");
        var missing = error(
                api.post("/sobjects/Contact", "{\"LastName\": \"L\", \"Account\": {\"External_Key__c\": \"e2\"}}"),
                400,
                "INVALID_FIELD");

        assertThat(api.row("Contact", contact)).containsEntry("AccountId", account);
        assertThat(missing)
                .containsEntry(
                        "message", "Foreign key external ID: e2 not found for field External_Key__c in entity Account");
    }
}
