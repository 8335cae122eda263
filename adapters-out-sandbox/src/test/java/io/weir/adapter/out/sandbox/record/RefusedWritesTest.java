package io.weir.adapter.out.sandbox.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no org takes, and what would exhaust the sandbox if it did. */
class RefusedWritesTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-14T09:26:53Z"));
    private final SandboxServer server = SandboxServer.start(
            TestOrgs.contactCentre(clock), SandboxSettings.onPort(0), clock, new SplittableRandom(7));
    private final ApiClient api = new ApiClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
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
    void headIsGetWithoutABody() {
        var response = api.send("HEAD", "/limits", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Sforce-Limit-Info")).isPresent();
    }

    @Test
    void aFormulaIsNotSupported() {
        assertThat(api.get("/query?q=SELECT+FORMULA('Name')+FROM+Contact".replace("'", "%27"))
                        .body())
                .contains("the sandbox does not support FORMULA");
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

    @ParameterizedTest
    @CsvSource({"'SELECT Id FROM Contact, Case'", "'SELECT Id FROM Contact c, Account'"})
    void aQueryHasOneDrivingObject(String soql) {
        var response = api.get("/query?q=" + soql.replace(" ", "+").replace(",", "%2C"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("MALFORMED_QUERY", "A driving SObject type has already been set");
    }
}
