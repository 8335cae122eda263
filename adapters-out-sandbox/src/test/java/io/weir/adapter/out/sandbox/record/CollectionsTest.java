package io.weir.adapter.out.sandbox.record;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.list;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CollectionsTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

    @Test
    @DisplayName("REST API guide, Create Records Using sObject Collections: one SaveResult for each record, in order")
    void createsTheValidOnes() {
        var results = list(api.post("/composite/sobjects", """
            {"records": [
              {"attributes": {"type": "Account"}, "Name": "First"},
              {"attributes": {"type": "Contact"}, "FirstName": "Nameless"},
              {"attributes": {"type": "Contact"}, "LastName": "Third"}]}\
            """));

        assertThat(results).extracting(result -> result.get("success")).containsExactly(true, false, true);
        assertThat(results.get(1))
                .doesNotContainKey("id")
                .containsEntry(
                        "errors",
                        List.of(Map.of(
                                "statusCode", "REQUIRED_FIELD_MISSING",
                                "message", "Required fields are missing: [LastName]",
                                "fields", List.of("LastName"))));
        assertThat(api.row("Account", id(results.getFirst()))).containsEntry("Name", "First");
        assertThat(api.query("SELECT Id FROM Contact WHERE LastName = 'Third'")).hasSize(1);
    }

    @Test
    @DisplayName("REST API guide, sObject Collections: allOrNone rolls all records back")
    void createsAllOrNone() {
        var results = list(api.post("/composite/sobjects", """
            {"allOrNone": true, "records": [
              {"attributes": {"type": "Account"}, "Name": "First"},
              {"attributes": {"type": "Contact"}}]}\
            """));

        assertThat(results).allSatisfy(result -> assertThat(result).containsEntry("success", false));
        assertThat(codes(results)).containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'First'")).isEmpty();
    }

    @Test
    @DisplayName("REST API guide, Update, Upsert and Delete Records Using sObject Collections")
    void updatesUpsertsAndDeletes() {
        String contact = api.create("Contact", "{\"LastName\": \"One\", \"External_Key__c\": \"k1\"}");

        var updated = list(api.patch("/composite/sobjects", """
            {"records": [
              {"attributes": {"type": "Contact"}, "id": "%s", "Title": "Boss"},
              {"attributes": {"type": "Contact"}, "id": "0035g00000zzzzz", "Title": "Boss"},
              {"attributes": {"type": "Contact"}, "Title": "Boss"}]}\
            """.formatted(contact)));
        var upserted = list(api.patch("/composite/sobjects/Contact/External_Key__c", """
            {"records": [
              {"attributes": {"type": "Contact"}, "External_Key__c": "k1", "LastName": "Uno"},
              {"attributes": {"type": "Contact"}, "External_Key__c": "k2", "LastName": "Two"}]}\
            """));
        var deleted = list(api.delete("/composite/sobjects?ids=" + contact + ",0035g00000zzzzz,nope&allOrNone=false"));

        assertThat(codes(updated)).containsExactly("", "INVALID_CROSS_REFERENCE_KEY", "MISSING_ARGUMENT");
        assertThat(upserted).extracting(result -> result.get("created")).containsExactly(false, true);
        assertThat(id(upserted.getFirst())).isEqualTo(contact);
        assertThat(codes(deleted)).containsExactly("", "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID");
        assertThat(api.queryAll("SELECT LastName, Title, IsDeleted FROM Contact WHERE External_Key__c = 'k1'"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("LastName", "Uno")
                        .containsEntry("Title", "Boss")
                        .containsEntry("IsDeleted", true));
    }

    @Test
    @DisplayName("REST API guide, sObject Collections: at most 200 records, in at most 10 chunks of one type")
    void limitsRecordsAndChunks() {
        String one = "{\"attributes\": {\"type\": \"Account\"}, \"Name\": \"N\"}";
        String other = "{\"attributes\": {\"type\": \"Contact\"}, \"LastName\": \"N\"}";
        String tooMany = IntStream.range(0, 201).mapToObj(_ -> one).collect(Collectors.joining(","));
        String chunks =
                IntStream.range(0, 11).mapToObj(i -> i % 2 == 0 ? one : other).collect(Collectors.joining(","));

        assertThat(error(api.post("/composite/sobjects", "{\"records\": [" + tooMany + "]}"), 400, "EXCEEDED_ID_LIMIT"))
                .containsEntry("message", "record limit reached. cannot submit more than 200 records into this call");
        error(api.post("/composite/sobjects", "{\"records\": [" + chunks + "]}"), 400, "INVALID_BATCH_OPERATION");
    }

    @Test
    void refusesTheWholeRequestForAFieldThatDoesNotExist() {
        error(api.post("/composite/sobjects", """
            {"records": [{"attributes": {"type": "Account"}, "Name": "First"},
                         {"attributes": {"type": "Account"}, "Nope": "N"}]}\
            """), 400, "INVALID_FIELD");

        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'First'")).isEmpty();
    }

    @Test
    @DisplayName("REST API guide, Get Records Using sObject Collections: null for what is not there, in the ids' order")
    void readsByIds() {
        String one = api.create("Account", "{\"Name\": \"One\"}");
        String two = api.create("Account", "{\"Name\": \"Two\"}");
        String gone = api.create("Account", "{\"Name\": \"Gone\"}");
        api.delete("/sobjects/Account/" + gone);

        var posted = (List<?>) Objects.requireNonNull(JsonValues.read(api.post(
                        "/composite/sobjects/Account",
                        "{\"ids\": [\"%s\", \"%s\", \"nope\", \"%s\"], \"fields\": [\"Name\", \"Owner.Name\"]}"
                                .formatted(two, gone, one.substring(0, 15)))
                .body()));
        var got = list(api.get("/composite/sobjects/Account?ids=" + one + "&fields=name"));

        assertThat(posted).hasSize(4);
        assertThat(posted.subList(1, 3)).containsOnlyNulls();
        assertThat(JsonValues.object(posted.getFirst())).containsEntry("Name", "Two");
        assertThat(JsonValues.object(posted.getLast())).containsEntry("Name", "One");
        assertThat(got.getFirst())
                .containsEntry("Name", "One")
                .containsEntry(
                        "attributes", Map.of("type", "Account", "url", "/services/data/v66.0/sobjects/Account/" + one));
        error(api.get("/composite/sobjects/Account?ids=" + one + "&fields=Nope"), 400, "INVALID_FIELD");
        error(api.get("/composite/sobjects/Account?ids=" + one + "&fields=Id)--"), 400, "INVALID_FIELD");
        error(api.get("/composite/sobjects/Nope?ids=" + one + "&fields=Id"), 404, "NOT_FOUND");
    }

    @Test
    @DisplayName("REST API guide, sObject Tree: a record with its children, all or none")
    void createsATree() {
        var response = api.post("/composite/tree/Account", """
            {"records": [{
              "attributes": {"type": "Account", "referenceId": "a"}, "Name": "Tree",
              "Contacts": {"records": [
                {"attributes": {"type": "Contact", "referenceId": "c"}, "LastName": "Leaf"}]}}]}\
            """);
        var refused = api.post("/composite/tree/Account", """
            {"records": [{
              "attributes": {"type": "Account", "referenceId": "a"}, "Name": "Broken",
              "Contacts": {"records": [{"attributes": {"type": "Contact", "referenceId": "c"}}]}}]}\
            """);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(object(response)).containsEntry("hasErrors", false);
        assertThat(JsonValues.objects(object(response).get("results")))
                .extracting(result -> result.get("referenceId"))
                .containsExactly("a", "c");
        assertThat(api.query("SELECT Account.Name FROM Contact WHERE LastName = 'Leaf'"))
                .hasSize(1);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("REQUIRED_FIELD_MISSING").contains("\"referenceId\":\"c\"");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'Broken'")).isEmpty();
    }

    private static String id(Map<String, @Nullable Object> result) {
        return String.valueOf(result.get("id"));
    }

    /** The code of each result's first error; empty for a success. */
    private static List<String> codes(List<Map<String, @Nullable Object>> results) {
        return results.stream()
                .map(result -> JsonValues.objects(result.get("errors")))
                .map(errors ->
                        errors.isEmpty() ? "" : String.valueOf(errors.getFirst().get("statusCode")))
                .toList();
    }
}
