package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.list;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private final SandboxOrg org = TestOrgs.contactCentre(clock);
    private final SandboxServer server =
            SandboxServer.start(org, SandboxSettings.onPort(0), clock, new SplittableRandom(7));
    private final ApiClient api = new ApiClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
    }

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
                .containsEntry("OwnerId", org.runningUser().id())
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
        clock.advance(Duration.ofMinutes(1));

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
    void refusesToDeleteAnAccountWithCases() {
        String account = api.create("Account", "{\"Name\": \"Analytical Engines\"}");
        api.create("Contact", "{\"LastName\": \"L\", \"AccountId\": \"%s\"}".formatted(account));
        api.create("Case", "{\"Subject\": \"Jam\", \"AccountId\": \"%s\"}".formatted(account));

        var refused = error(api.delete("/sobjects/Account/" + account), 400, "DELETE_FAILED");

        assertThat((String) refused.get("message"))
                .startsWith("Your attempt to delete Analytical Engines could not be completed because it is associated"
                        + " with the following cases.: ");
        assertThat(api.query("SELECT Id FROM Contact WHERE AccountId = '" + account + "'"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Contact | {"FirstName":"A"} | REQUIRED_FIELD_MISSING | Required fields are missing: [LastName] | [LastName]
        Contact | {"LastName":null} | REQUIRED_FIELD_MISSING | Required fields are missing: [LastName] | [LastName]
        Contact | {"LastName":"  "} | REQUIRED_FIELD_MISSING | Required fields are missing: [LastName] | [LastName]
        Contact | {"Nope":"A"} | INVALID_FIELD | No such column 'Nope' on sobject of type Contact | null
        Contact | {"LastName":"L","Email":"nope"} | INVALID_EMAIL_ADDRESS | Email: invalid email address: nope | [Email]
        Contact | {"LastName":"L","Id":"0035g000000001AAAQ"} | INVALID_FIELD_FOR_INSERT_UPDATE | cannot specify Id in an insert call | [Id]
        Contact | {"LastName":"L","AccountId":"nope"} | MALFORMED_ID | Account ID: id value of incorrect type: nope | [AccountId]
        Contact | {"LastName":"L","AccountId":"0035g00000000001AA"} | MALFORMED_ID | Account ID: id value of incorrect type: 0035g00000000001AA | [AccountId]
        Contact | {"LastName":"L","AccountId":"0035g0000000001"} | FIELD_INTEGRITY_EXCEPTION | Account ID: id value of incorrect type: 0035g0000000001 | [AccountId]
        Contact | {"LastName":"L","AccountId":"0015g00000zzzzz"} | INVALID_CROSS_REFERENCE_KEY | invalid cross reference id | []
        Contact | {"LastName":"L","Satisfaction__c":12345} | NUMBER_OUTSIDE_VALID_RANGE | Satisfaction: value outside of valid range on numeric field: 12345 | [Satisfaction__c]
        Entitlement__c | {"Name":"E","Status__c":"Nope"} | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Status: bad value for restricted picklist field: Nope | [Status__c]
        Contact | {"LastName":"L","Birthdate":"13/01/1990"} | JSON_PARSER_ERROR | Cannot deserialize instance of date from VALUE_STRING value 13/01/1990 or request may be missing a required field at [line:1, column:29] | null
        Contact | {"LastName":"L","Birthdate":"1990-02-30"} | JSON_PARSER_ERROR | Cannot deserialize instance of date from VALUE_STRING value 1990-02-30 or request may be missing a required field at [line:1, column:29] | null
        Contact | {"LastName":5} | JSON_PARSER_ERROR | Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 or request may be missing a required field at [line:1, column:13] | null
        Contact | {"LastName":"L","VIP__c":"yes"} | JSON_PARSER_ERROR | Cannot deserialize instance of boolean from VALUE_STRING value yes or request may be missing a required field at [line:1, column:26] | null
        Contact | {"LastName":"L","Languages__c":["English"]} | JSON_PARSER_ERROR | Cannot deserialize instance of multipicklist from START_ARRAY value [line:1, column:32] | null
        Contact | {"LastName":"L","Last_Contacted__c":"2026-01-01"} | JSON_PARSER_ERROR | Cannot deserialize instance of datetime from VALUE_STRING value 2026-01-01 or request may be missing a required field at [line:1, column:37] | null
        """)
    void refusesWhatAnOrgRefuses(String object, String body, String code, String message, String fields) {
        var error = error(api.post("/sobjects/" + object, body), 400, code);

        assertThat(error).containsEntry("message", message);
        assertThat(String.valueOf(error.get("fields"))).isEqualTo(fields);
    }

    @Test
    void refusesATextThatIsTooLong() {
        var error = error(
                api.post("/sobjects/Contact", "{\"LastName\": \"%s\"}".formatted("x".repeat(81))),
                400,
                "STRING_TOO_LONG");

        assertThat(error)
                .containsEntry("message", "Last Name: data value too large: " + "x".repeat(81) + " (max length=80)")
                .containsEntry("fields", List.of("LastName"));
    }

    @Test
    void refusesFieldsThatOnlySalesforceSets() {
        var error = error(
                api.post("/sobjects/Case", "{\"CaseNumber\": \"1\", \"CreatedDate\": \"2020-01-01T00:00:00Z\"}"),
                400,
                "INVALID_FIELD_FOR_INSERT_UPDATE");

        assertThat(error)
                .containsEntry(
                        "message",
                        "Unable to create/update fields: CaseNumber, CreatedDate. Please check the security settings of"
                                + " this field and verify that it is read/write for your profile or permission set.")
                .containsEntry("fields", List.of("CaseNumber", "CreatedDate"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"LastName": | Unexpected end-of-input
        {LastName: 1} | Unexpected character ('L' (code 76)): was expecting double-quote to start field name
        nope | Unrecognized token 'nope'
        """)
    void tellsThePlaceOfBrokenJson(String body, String message) {
        var error = error(api.post("/sobjects/Contact", body), 400, "JSON_PARSER_ERROR");

        assertThat((String) error.get("message")).startsWith(message).contains(" at [line:1, column:");
    }

    @Test
    void refusesARequestWithoutBody() {
        assertThat(error(api.post("/sobjects/Contact", ""), 400, "JSON_PARSER_ERROR"))
                .containsEntry("message", "The HTTP entity body is required, but this request has no entity body.");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/sobjects/Nope,404,NOT_FOUND",
        "PATCH,/sobjects/Contact/0035g00000zzzzz,404,NOT_FOUND",
        "PATCH,/sobjects/Contact/nope,400,MALFORMED_ID",
        "PATCH,/sobjects/Contact/0015g0000000001,400,MALFORMED_ID",
        "DELETE,/sobjects/Contact/0035g00000zzzzz,404,NOT_FOUND",
        "PUT,/sobjects/Contact/0035g0000000001,405,METHOD_NOT_ALLOWED",
        "PUT,/sobjects/Contact/External_Key__c/1,405,METHOD_NOT_ALLOWED",
        "PATCH,/sobjects/Contact/Title/1,404,NOT_FOUND",
        "POST,/sobjects/Organization,400,CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
    })
    void refusesOtherRows(String method, String path, int status, String code) {
        error(api.send(method, path, "{}"), status, code);
    }

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
        String one = api.create("Account", "{\"Name\": \"Twice\"}");
        String two = api.create("Account", "{\"Name\": \"Twice\"}");

        var read = api.get("/sobjects/Account/Name/Twice");
        var written = api.patch("/sobjects/Account/Name/Twice", "{\"Phone\": \"1\"}");

        var urls = "[\"/services/data/v66.0/sobjects/Account/%s\",\"/services/data/v66.0/sobjects/Account/%s\"]"
                .formatted(one, two);
        assertThat(read.statusCode()).isEqualTo(300);
        assertThat(read.body()).isEqualTo(urls);
        assertThat(written.statusCode()).isEqualTo(300);
        assertThat(written.body()).isEqualTo(urls);
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'Twice' AND Phone != null"))
                .isEmpty();
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
    @DisplayName("REST API guide, Conditional Request Headers: dates on any row, to the second")
    void updatesOnlyWhatHasNotChanged() {
        String id = api.create("Contact", "{\"LastName\": \"L\"}");
        String path = "/sobjects/Contact/" + id;
        String seen = api.get(path).headers().firstValue("Last-Modified").orElseThrow();
        assertThat(seen).isEqualTo("Sat, 14 Mar 2026 09:26:53 GMT");
        assertThat(api.get(path, "If-Modified-Since", seen).statusCode()).isEqualTo(304);
        clock.advance(Duration.ofSeconds(1));

        assertThat(api.patch(path, "{\"Title\": \"A\"}", "If-Unmodified-Since", seen)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.patch(path, "{\"Title\": \"B\"}", "If-Unmodified-Since", seen)
                        .statusCode())
                .isEqualTo(412);
        assertThat(api.patch(path, "{\"Title\": \"C\"}", "If-Unmodified-Since", "yesterday")
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.get(path, "If-Modified-Since", seen).statusCode()).isEqualTo(200);
        assertThat(api.get(path, "If-Unmodified-Since", seen).statusCode()).isEqualTo(412);
        assertThat(api.row("Contact", id)).containsEntry("Title", "A");
    }

    @Test
    @DisplayName("REST API guide, Conditional Request Headers: ETag on rows of Account only")
    void onlyAccountsHaveTags() {
        String account = "/sobjects/Account/" + api.create("Account", "{\"Name\": \"A\"}");
        String contact = "/sobjects/Contact/" + api.create("Contact", "{\"LastName\": \"L\"}");
        assertThat(api.get(contact).headers().firstValue("ETag")).isEmpty();
        String tag = api.get(account).headers().firstValue("ETag").orElseThrow();
        String compressed = tag.substring(0, tag.length() - 1) + "-gzip\"";

        assertThat(api.get(account, "If-None-Match", compressed).statusCode()).isEqualTo(304);
        assertThat(api.patch(account, "{\"Phone\": \"1\"}", "If-Match", tag).statusCode())
                .isEqualTo(204);
        assertThat(api.patch(account, "{\"Phone\": \"2\"}", "If-Match", tag).statusCode())
                .isEqualTo(412);
        assertThat(api.patch(contact, "{\"Phone\": \"2\"}", "If-Match", tag).statusCode())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("REST API guide, Get Updated and Get Deleted")
    void listsWhatChangedInAPeriod() {
        clock.advance(Duration.ofHours(1));
        String kept = api.create("Contact", "{\"LastName\": \"Kept\"}");
        String gone = api.create("Contact", "{\"LastName\": \"Gone\"}");
        api.delete("/sobjects/Contact/" + gone);
        String period = "?start=2026-03-14T10:00:00%2B00:00&end=2026-03-14T11:00:00+00:00";

        assertThat(object(api.get("/sobjects/Contact/updated/" + period)))
                .containsEntry("ids", List.of(kept))
                .containsEntry("latestDateCovered", "2026-03-14T10:26:54.000+0000");
        assertThat(object(api.get("/sobjects/Contact/deleted/" + period)))
                .containsEntry(
                        "deletedRecords", List.of(Map.of("deletedDate", "2026-03-14T10:26:53.000+0000", "id", gone)))
                .containsKey("earliestDateAvailable");
        error(
                api.get("/sobjects/Contact/updated/?start=2026-03-14T09:00:00Z&end=2026-03-14T09:00:30Z"),
                400,
                "INVALID_REPLICATION_DATE");
        error(
                api.get("/sobjects/Contact/updated/?start=2026-01-15T09:00:00Z&end=2026-03-15T09:00:30Z"),
                400,
                "INVALID_REPLICATION_DATE");
    }

    @Test
    void listsRecentRecords() {
        String one = api.create("Contact", "{\"LastName\": \"One\"}");
        api.create("Case", "{\"Subject\": \"Two\"}");
        String three = api.create("Account", "{\"Name\": \"Three\"}");
        api.patch("/sobjects/Contact/" + one, "{\"FirstName\": \"Number\"}");
        api.delete("/sobjects/Account/" + three);

        var recent = list(api.get("/recent?limit=1"));

        assertThat(recent)
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("Id", one)
                        .containsEntry("Name", "Number One")
                        .containsEntry(
                                "attributes",
                                Map.of("type", "Contact", "url", "/services/data/v66.0/sobjects/Contact/" + one)));
        assertThat(list(api.get("/recent"))).hasSize(2);
        assertThat(JsonValues.objects(object(api.get("/sobjects/Contact")).get("recentItems")))
                .extracting(item -> item.get("Id"))
                .containsExactly(one);
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
    void refusesOtherMediaTypesThanJson() {
        error(api.post("/sobjects/Contact", "LastName=L", "Content-Type", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(error(api.post("/sobjects/Contact", "[1]"), 400, "JSON_PARSER_ERROR"))
                .containsEntry(
                        "message", "Cannot deserialize instance of Contact from START_ARRAY value [line:1, column:1]");
    }
}
