package io.weir.adapter.out.sandbox.composite;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static io.weir.adapter.out.sandbox.ApiClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.JsonValues;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositeTest {
    private static final String ACCOUNT = """
        {"method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "account",
         "body": {"Name": "Composite"}}\
        """;
    private static final String BROKEN = """
        {"method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "broken",
         "body": {"FirstName": "Nameless"}}\
        """;

    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();

    @Test
    @DisplayName("REST API guide, Composite: @{ref.path} in url and body; one API call for all")
    void laterSubrequestsReferToEarlierReplies() {
        long before = server.apiCalls();

        var results = composite(false, ACCOUNT, """
            {"method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "contact",
             "body": {"LastName": "of @{account.id}", "AccountId": "@{account.id}"}}\
            """, """
            {"method": "GET", "referenceId": "found", "url":
             "/services/data/v66.0/query?q=SELECT+Id,+Account.Name+FROM+Contact+WHERE+AccountId='@{account.id}'"}\
            """, """
            {"method": "GET", "referenceId": "row", "url":
             "/services/data/v66.0/sobjects/Contact/@{found.records[0].Id}?fields=LastName"}\
            """, """
            {"method": "PATCH", "referenceId": "renamed", "body": {"Name": "@{found.records[0].Account.Name} Ltd"},
             "url": "/services/data/v66.0/sobjects/Account/@{account.id}"}\
            """, """
            {"method": "DELETE", "referenceId": "deleted",
             "url": "/services/data/v66.0/sobjects/Contact/@{row.Id}"}\
            """);

        assertThat(server.apiCalls()).isEqualTo(before + 1);
        assertThat(statuses(results)).containsExactly(201, 201, 200, 200, 204, 204);
        assertThat(results).extracting(result -> result.get("referenceId")).endsWith("row", "renamed", "deleted");
        String account =
                String.valueOf(JsonValues.object(results.getFirst().get("body")).get("id"));
        assertThat(results.getFirst())
                .containsEntry("httpHeaders", Map.of("Location", "/services/data/v66.0/sobjects/Account/" + account));
        assertThat(JsonValues.object(results.get(3).get("body"))).containsEntry("LastName", "of " + account);
        assertThat(results.get(4)).containsEntry("body", null);
        assertThat(api.row("Account", account)).containsEntry("Name", "Composite Ltd");
        assertThat(api.query("SELECT Id FROM Contact WHERE AccountId = '" + account + "'"))
                .isEmpty();
    }

    @Test
    @DisplayName("REST API guide, Composite, allOrNone false: only those that refer to a failed one are skipped")
    void goesOnAfterAFailure() {
        var results = composite(false, BROKEN, """
            {"method": "PATCH", "url": "/services/data/v66.0/sobjects/Contact/@{broken.id}", "referenceId": "next",
             "body": {"Title": "T"}}\
            """, ACCOUNT);

        assertThat(statuses(results)).containsExactly(400, 400, 201);
        assertThat(firstError(results.getFirst())).containsEntry("errorCode", "REQUIRED_FIELD_MISSING");
        assertThat(firstError(results.get(1)))
                .containsEntry("errorCode", "PROCESSING_HALTED")
                .containsEntry("message", "Invalid reference specified. No value for broken.id found in broken.");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'Composite'")).hasSize(1);
    }

    @Test
    @DisplayName("REST API guide, Composite, allOrNone true: all are rolled back, the others say PROCESSING_HALTED")
    void rollsBackAfterAFailure() {
        var results = composite(true, ACCOUNT, BROKEN, ACCOUNT.replace("\"account\"", "\"other\""));

        assertThat(statuses(results)).containsExactly(400, 400, 400);
        assertThat(results)
                .extracting(result -> firstError(result).get("errorCode"))
                .containsExactly("PROCESSING_HALTED", "REQUIRED_FIELD_MISSING", "PROCESSING_HALTED");
        assertThat(firstError(results.getFirst()))
                .containsEntry(
                        "message",
                        "The transaction was rolled back since another operation in the same transaction failed.");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'Composite'")).isEmpty();
    }

    @Test
    @DisplayName("REST API guide, allOrNone Parameters in Composite and Collections Requests, outer true, inner false")
    void aCollectionThatIsRolledBackStillTellsSuccess() {
        var results = composite(true, """
            {"method": "POST", "url": "/services/data/v66.0/composite/sobjects", "referenceId": "both", "body":
             {"allOrNone": false, "records": [
              {"attributes": {"type": "Account"}, "Name": "Composite"},
              {"attributes": {"type": "Contact"}}]}}\
            """, ACCOUNT);

        assertThat(statuses(results)).containsExactly(200, 400);
        var first = JsonValues.objects(results.getFirst().get("body")).getFirst();
        assertThat(first).containsEntry("success", true).containsKey("id");
        assertThat(firstError(results.get(1))).containsEntry("errorCode", "PROCESSING_HALTED");
        error(api.get("/sobjects/Account/" + first.get("id")), 404, "NOT_FOUND");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'Composite'")).isEmpty();
    }

    @Test
    @DisplayName("REST API guide, Composite: at most 25 subrequests, 5 of them queries or collections")
    void tellsExceededLimitsInOneResult() {
        String many = IntStream.range(0, 26)
                .mapToObj(i -> subrequest("GET", "/services/data/v66.0/sobjects/Account", "r" + i))
                .collect(Collectors.joining(","));
        String queries = IntStream.range(0, 6)
                .mapToObj(i -> i % 2 == 0
                        ? subrequest("GET", "/services/data/v66.0/query?q=SELECT+Id+FROM+User", "r" + i)
                        : subrequest("GET", "/services/data/v66.0/composite/sobjects/User?ids=x&fields=Id", "r" + i))
                .collect(Collectors.joining(","));

        for (String subrequests : List.of(many, queries)) {
            var response = api.post("/composite", "{\"compositeRequest\": [" + subrequests + "]}");
            assertThat(results(response)).singleElement().satisfies(result -> {
                assertThat(result).containsEntry("referenceId", null).containsEntry("httpHeaders", Map.of());
                assertThat(firstError(result)).containsEntry("errorCode", "LIMIT_EXCEEDED");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b", "_a", "a[0]", ""})
    @DisplayName(
            "REST API guide, Composite Subrequest Result: an illegal referenceId fails the whole request since v52")
    void refusesIllegalReferenceIds(String id) {
        String body = "{\"compositeRequest\": [%s]}".formatted(ACCOUNT.replace("\"account\"", "\"" + id + "\""));

        assertThat(error(api.post("/composite", body), 400, "JSON_PARSER_ERROR"))
                .containsEntry(
                        "message",
                        "Provided referenceId ('" + id + "') must start with a letter or a number, and it can contain"
                                + " only letters, numbers and underscores ('_').");
        assertThat(api.post("/services/data/v51.0/composite", body).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "authorization", "Content-Type"})
    @DisplayName("REST API guide, Composite Subrequest: Accept, Authorization and Content-Type are the request's")
    void refusesInheritedHeaders(String header) {
        var response = api.post("/composite", """
            {"compositeRequest": [{"method": "GET", "url": "/services/data/v66.0/sobjects/Account",
              "referenceId": "a", "httpHeaders": {"%s": "x"}}]}\
            """.formatted(header));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "get,/services/data/v66.0/sobjects/Account,405",
        "GET,/sobjects/Account,400",
        "GET,services/data/v66.0/sobjects/Account,400",
        "GET,/services/data/v66.0/search?q=FIND+{x},400",
        "GET,/services/data/v66.0/limits,400",
        "GET,/services/data/v66.0/sobjects/Account/%zz,400",
        "GET,/services/data/v20.0/sobjects/Account,410",
        "GET,/services/data/v66.0/sobjects/Nope,404",
    })
    void refusesSingleSubrequests(String method, String url, int status) {
        assertThat(statuses(composite(false, subrequest(method, url, "a")))).containsExactly(status);
    }

    @Test
    @DisplayName("REST API guide, Composite: a null field counts as a value since v52")
    void aReferenceToAnEmptyFieldIsNullInNewVersions() {
        String contact = api.create("Contact", "{\"LastName\": \"Wong\"}");
        String body = """
            {"compositeRequest": [
              {"method": "GET", "url": "/services/data/v66.0/sobjects/Contact/%s?fields=FirstName,LastName",
               "referenceId": "old"},
              {"method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "new",
               "body": {"FirstName": "@{old.FirstName}", "LastName": "@{old.LastName}"}}]}\
            """.formatted(contact);

        assertThat(statuses(results(api.post("/composite", body)))).containsExactly(200, 201);
        assertThat(statuses(results(api.post("/services/data/v51.0/composite", body))))
                .containsExactly(200, 400);
    }

    @Test
    void passesTheHeadersOfASubrequest() {
        String contact = api.create("Contact", "{\"LastName\": \"Wong\"}");

        var results = composite(false, """
            {"method": "PATCH", "url": "/services/data/v66.0/sobjects/Contact/%s", "referenceId": "a",
             "body": {"Title": "T"},
             "httpHeaders": {"If-Unmodified-Since": "Sat, 14 Mar 2026 09:26:52 GMT"}}\
            """.formatted(contact));

        assertThat(statuses(results)).containsExactly(412);
    }

    @Test
    @DisplayName("REST API guide, Composite Batch: each subrequest counts; search is allowed; results in order")
    void runsABatch() {
        long before = server.apiCalls();

        var response = object(api.post("/composite/batch", """
            {"batchRequests": [
              {"method": "POST", "url": "v66.0/sobjects/Account", "richInput": {"Name": "Batch"}},
              {"method": "GET", "url": "v66.0/sobjects/Nope"},
              {"method": "GET", "url": "v66.0/query?q=SELECT+COUNT()+FROM+Account+WHERE+Name='Batch'"}]}\
            """));

        assertThat(server.apiCalls()).isEqualTo(before + 3);
        assertThat(response).containsEntry("hasErrors", true);
        var results = JsonValues.objects(response.get("results"));
        assertThat(results)
                .extracting(result -> result.get("statusCode"))
                .containsExactly(BigDecimal.valueOf(201), BigDecimal.valueOf(404), BigDecimal.valueOf(200));
        assertThat(JsonValues.object(results.getLast().get("result"))).containsEntry("totalSize", BigDecimal.ONE);
    }

    @Test
    @DisplayName("REST API guide, Composite Batch: haltOnError ends the batch with 412 BATCH_PROCESSING_HALTED")
    void haltsABatch() {
        var response = object(api.post("/composite/batch", """
            {"haltOnError": true, "batchRequests": [
              {"method": "GET", "url": "v66.0/sobjects/Nope"},
              {"method": "POST", "url": "v66.0/sobjects/Account", "richInput": {"Name": "Batch"}}]}\
            """));

        assertThat(JsonValues.objects(response.get("results")).getLast())
                .containsEntry("statusCode", BigDecimal.valueOf(412))
                .extractingByKey("result")
                .asString()
                .contains("BATCH_PROCESSING_HALTED");
        assertThat(api.query("SELECT Id FROM Account WHERE Name = 'Batch'")).isEmpty();
    }

    @Test
    void listsTheCompositeResources() {
        assertThat(object(api.get("/composite")))
                .containsEntry("batch", "/services/data/v66.0/composite/batch")
                .containsKeys("tree", "sobjects");
    }

    @Test
    void takesABooleanAsText() {
        var results = ApiClient.object(api.post(
                "/composite", "{\"allOrNone\": \"true\", \"compositeRequest\": [%s, %s]}".formatted(ACCOUNT, BROKEN)));

        assertThat(String.valueOf(results)).contains("PROCESSING_HALTED");
    }

    @Test
    void aBatchHasNoResultsOfBulkJobs() {
        assertThat(api.post("/composite/batch", """
            {"batchRequests": [{"method": "GET", "url": "v66.0/jobs/query/750/results"}]}\
            """).body()).contains("\"statusCode\":400", "INVALID_URL");
    }

    private List<Map<String, @Nullable Object>> composite(boolean allOrNone, String... subrequests) {
        return results(api.post(
                "/composite",
                "{\"allOrNone\": %s, \"compositeRequest\": [%s]}".formatted(allOrNone, String.join(",", subrequests))));
    }

    private static String subrequest(String method, String url, String referenceId) {
        return "{\"method\": \"%s\", \"url\": \"%s\", \"referenceId\": \"%s\"}".formatted(method, url, referenceId);
    }

    private static List<Map<String, @Nullable Object>> results(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonValues.objects(object(response).get("compositeResponse"));
    }

    private static List<Integer> statuses(List<Map<String, @Nullable Object>> results) {
        return results.stream()
                .map(result -> ((Number) Objects.requireNonNull(result.get("httpStatusCode"))).intValue())
                .toList();
    }

    private static Map<String, @Nullable Object> firstError(Map<String, ?> result) {
        return JsonValues.objects(result.get("body")).getFirst();
    }
}
