package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no org takes, and what would exhaust the sandbox if it did. */
class RefusedWritesTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

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
        Account | {"Name":"A","BillingLatitude":91} | NUMBER_OUTSIDE_VALID_RANGE | Billing Latitude: value outside of valid range on numeric field: 91 | [BillingLatitude]
        Account | {"Name":"A","ShippingLongitude":-180.5} | NUMBER_OUTSIDE_VALID_RANGE | Shipping Longitude: value outside of valid range on numeric field: -180.5 | [ShippingLongitude]
        Account | {"Name":"A","Location__Latitude__s":90.5} | NUMBER_OUTSIDE_VALID_RANGE | Location (Latitude): value outside of valid range on numeric field: 90.5 | [Location__Latitude__s]
        Account | {"Name":"A","BillingGeocodeAccuracy":"Moon"} | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | Billing Geocode Accuracy: bad value for restricted picklist field: Moon | [BillingGeocodeAccuracy]
        Contact | {"LastName":"L","Last_Contacted__c":"2026-02-30T00:00:00Z"} | JSON_PARSER_ERROR | Cannot deserialize instance of datetime from VALUE_STRING value 2026-02-30T00:00:00Z or request may be missing a required field at [line:1, column:37] | null
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
    void namesThePlaceOfBrokenJson(String body, String message) {
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
    void refusesOtherMediaTypesThanJson() {
        error(api.post("/sobjects/Contact", "LastName=L", "Content-Type", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(error(api.post("/sobjects/Contact", "[1]"), 400, "JSON_PARSER_ERROR"))
                .containsEntry(
                        "message", "Cannot deserialize instance of Contact from START_ARRAY value [line:1, column:1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "\"1e999999999\"", "1e4000000", "-1e99999999"})
    void aNumberOfManyDigitsIsOutsideItsRange(String number) {
        var response = api.post("/sobjects/Contact", "{\"LastName\": \"a\", \"Lifetime_Value__c\": " + number + "}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("NUMBER_OUTSIDE_VALID_RANGE").hasSizeLessThan(500);
    }

    @Test
    void aNumberThatIsNearlyNothingIsZero() {
        String id = api.create("Contact", "{\"LastName\": \"a\", \"Lifetime_Value__c\": 1e-999999999}");

        assertThat(api.query("SELECT Id FROM Contact WHERE Lifetime_Value__c = 0 AND Id = '" + id + "'"))
                .hasSize(1);
    }

    @Test
    void anExponentBeyondAllIsNoJson() {
        assertThat(api.post("/sobjects/Contact", "{\"LastName\": \"a\", \"Lifetime_Value__c\": 1e99999999999}")
                        .body())
                .contains("JSON_PARSER_ERROR");
    }

    @Test
    void aUserIsNeverDeleted() {
        var user = api.query("SELECT Id FROM User LIMIT 1").getFirst().get("Id");

        assertThat(api.delete("/sobjects/User/" + user).statusCode()).isBetween(400, 405);
        assertThat(api.query("SELECT Id FROM User WHERE Id = '" + user + "'")).hasSize(1);
    }

    @Test
    void aBlankKeyIsNoKey() {
        assertThat(api.patch("/sobjects/Account/External_Key__c/%20", "{\"Name\": \"e\"}")
                        .body())
                .contains("MISSING_ARGUMENT");
    }

    @Test
    void noRecordIsItsOwnAncestor() {
        String top = api.create("Account", "{\"Name\": \"top\"}");
        String below = api.create("Account", "{\"Name\": \"below\", \"ParentId\": \"" + top + "\"}");

        for (String parent : List.of(top, below)) {
            var response = api.patch("/sobjects/Account/" + top, "{\"ParentId\": \"" + parent + "\"}");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("CIRCULAR_DEPENDENCY", "attempt to violate hierarchy constraints");
        }
        assertThat(api.row("Account", top)).containsEntry("ParentId", null);
    }

    @Test
    void noContactReportsToItself() {
        String contact = api.create("Contact", "{\"LastName\": \"L\"}");

        var response = api.patch("/sobjects/Contact/" + contact, "{\"ReportsToId\": \"%s\"}".formatted(contact));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("CIRCULAR_DEPENDENCY", "ReportsToId");
    }

    @Test
    void anAccountWithCasesStaysAndIsNamed() {
        String account = api.create("Account", "{\"Name\": \"Engines\"}");
        String contact = api.create("Contact", "{\"LastName\": \"Byron\", \"AccountId\": \"%s\"}".formatted(account));
        String id = api.create("Case", "{\"ContactId\": \"%s\"}".formatted(contact));
        Object number = api.row("Case", id).get("CaseNumber");

        var refused = api.delete("/sobjects/Account/" + account);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("DELETE_FAILED", "Your attempt to delete Engines could not", "cases.: " + number);
        assertThat(api.row("Contact", contact)).containsEntry("AccountId", account);
    }

    @Test
    void aTreeNamesEachRecordOnce() {
        var response = api.post("/composite/tree/Account", """
            {"records": [
              {"attributes": {"type": "Account", "referenceId": "a"}, "Name": "First"},
              {"attributes": {"type": "Account", "referenceId": "a"}, "Name": "Second"}]}\
            """);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Duplicate ReferenceId provided in the request.");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'First'")).isEmpty();
    }

    @Test
    void aCollectionUpsertsEachKeyOnceAndOneObject() {
        var response = api.patch("/composite/sobjects/Account/External_Key__c", """
            {"records": [
              {"attributes": {"type": "Account"}, "External_Key__c": "k-1", "Name": "First"},
              {"attributes": {"type": "Account"}, "External_Key__c": "K-1", "Name": "Second"},
              {"attributes": {"type": "Contact"}, "External_Key__c": "k-2", "LastName": "Third"}]}\
            """);

        assertThat(response.body()).contains("Duplicate external id specified: K-1", "INVALID_TYPE");
        assertThat(api.query("SELECT Name FROM Account WHERE External_Key__c = 'k-1'"))
                .extracting(row -> row.get("Name"))
                .containsExactly("First");
        assertThat(api.query("SELECT Id FROM Contact WHERE External_Key__c = 'k-2'"))
                .isEmpty();
    }
}
