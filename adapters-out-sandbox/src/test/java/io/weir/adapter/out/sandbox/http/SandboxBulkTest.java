package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.Json;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Citations: Bulk API 2.0 guide, by the name of the page. */
class SandboxBulkTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final SandboxServer SERVER =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private static final SandboxClient CLIENT = new SandboxClient(SERVER.baseUri());
    private static final String JOBS = "/services/data/v66.0/jobs/query";

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    @DisplayName("Bulk API 2.0, Create a Query Job: the job in the state UploadComplete")
    void createsAJob() {
        assertThat(created("SELECT Id FROM contact"))
                .containsEntry("operation", "query")
                .containsEntry("object", "Contact")
                .containsEntry("state", "UploadComplete")
                .containsEntry("createdDate", "2026-03-14T09:26:53.589+0000")
                .containsEntry("concurrencyMode", "Parallel")
                .containsEntry("contentType", "CSV")
                .containsEntry("apiVersion", new BigDecimal("66.0"))
                .containsEntry("lineEnding", "LF")
                .containsEntry("columnDelimiter", "COMMA")
                .hasEntrySatisfying(
                        "id", id -> assertThat((String) id).hasSize(18).startsWith("750"));
    }

    @Test
    @DisplayName("Bulk API 2.0, Get Information About a Query Job: in progress, then complete")
    void movesOnWhenItIsPolled() {
        String path = JOBS + "/" + created("SELECT Id FROM User").get("id");

        assertThat(json(CLIENT.get(path))).containsEntry("state", "InProgress");
        assertThat(json(CLIENT.get(path)))
                .containsEntry("state", "JobComplete")
                .containsEntry("jobType", "V2Query")
                .containsEntry("numberRecordsProcessed", BigDecimal.valueOf(16))
                .containsEntry("retries", BigDecimal.ZERO);
    }

    @Test
    @DisplayName("Bulk API 2.0, Get Results for a Query Job: CSV with quoted values, columns in the order of the query")
    void writesCsv() {
        var results = CLIENT.get(complete("SELECT Name, Id, Account.Name, Birthdate, Description, VIP__c, CreatedDate,"
                        + " Lifetime_Value__c FROM Contact ORDER BY Id LIMIT 2")
                + "/results");

        assertThat(results.statusCode()).isEqualTo(200);
        assertThat(results.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(results.headers().firstValue("Sforce-NumberOfRecords")).contains("2");
        assertThat(results.headers().firstValue("Sforce-Locator")).contains("null");
        assertThat(results.body())
                .startsWith("\"Name\",\"Id\",\"Account.Name\",\"Birthdate\",\"Description\",\"VIP__c\",\"CreatedDate\","
                        + "\"Lifetime_Value__c\"\n\"Ada Okonkwo\",\"003")
                .contains("\"Harbour Lights Energy\"", "\"\",\"true\",\"", "T00:00:00.000Z\"", "a \"\"real\"\" person")
                .doesNotContain("+0000", "null");
    }

    @Test
    @DisplayName("Bulk API 2.0, Get Results for a Query Job: numbers in the form of a double")
    void writesNumbersAsDoubles() {
        assertThat(rows("SELECT AnnualRevenue FROM Account WHERE Name = 'Harbour Lights Energy'"))
                .containsExactly("\"AnnualRevenue\"", "\"1.2345678901234568E15\"");
    }

    @Test
    void writesOnlyTheHeaderWithoutRecords() {
        assertThat(rows("SELECT Id, ReportsTo.Name FROM Contact WHERE Id = null"))
                .containsExactly("\"Id\",\"ReportsTo.Name\"");
    }

    @Test
    @DisplayName("Bulk API 2.0, Create a Query Job: columnDelimiter and lineEnding")
    void writesWithTheDelimiterAndLineEndingOfTheJob() {
        var job = json(create(Json.object(
                "operation",
                "query",
                "query",
                "SELECT Id, Name FROM User LIMIT 1",
                "columnDelimiter",
                "CARET",
                "lineEnding",
                "CRLF")));

        assertThat(CLIENT.get(completed(job) + "/results").body())
                .matches("\"Id\"\\^\"Name\"\r\n\"005.*\"\\^\".*\"\r\n");
    }

    @Test
    @DisplayName("Bulk API 2.0, Get Results for a Query Job: locators until the string null, readable again")
    void pagesThroughTheResult() {
        String results = complete("SELECT Id FROM Contact") + "/results?maxRecords=400";
        var lines = new ArrayList<String>();
        var page = CLIENT.get(results);
        int pages = 1;
        lines.addAll(page.body().lines().toList());
        String locator = page.headers().firstValue("Sforce-Locator").orElseThrow();
        while (!locator.equals("null")) {
            page = CLIENT.get(results + "&locator=" + locator);
            assertThat(CLIENT.get(results + "&locator=" + locator).body()).isEqualTo(page.body());
            lines.addAll(page.body().lines().skip(1).toList());
            locator = page.headers().firstValue("Sforce-Locator").orElseThrow();
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(lines).hasSize(1_041).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Bulk API 2.0, Create a Query Job: queryAll includes deleted records")
    void queriesDeletedRecordsToo() {
        var all = json(
                create(Json.object("operation", "queryAll", "query", "SELECT Id FROM Case WHERE IsDeleted = true")));

        assertThat(CLIENT.get(completed(all) + "/results").body().lines()).hasSizeGreaterThan(1);
        assertThat(rows("SELECT Id FROM Case WHERE IsDeleted = true")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT COUNT(Id) FROM Contact|API_ERROR|not supported in Bulk Query",
                "SELECT COUNT() FROM Contact|API_ERROR|not supported in Bulk Query",
                "SELECT LastName FROM Contact GROUP BY LastName|API_ERROR|not supported in Bulk Query",
                "SELECT Id FROM Contact OFFSET 1|API_ERROR|not supported in Bulk Query",
                "SELECT Id, (SELECT Id FROM Contacts) FROM Account|API_ERROR|Aggregate Relationships not supported",
                "SELECT MailingAddress FROM Contact|API_ERROR|Selecting compound data not supported in Bulk Query",
                "SELECT Account.BillingAddress FROM Contact|API_ERROR|Selecting compound data not supported in Bulk"
                        + " Query",
                "SELECT Nope FROM Contact|INVALID_FIELD|No such column",
                "SELECT Id FROM Nope|INVALID_TYPE|sObject type 'Nope' is not supported",
                "SELECT Id FRM Contact|MALFORMED_QUERY|",
            })
    @DisplayName("Bulk API 2.0, Create a Query Job: what a job's query may not have")
    void refusesQueriesThatJobsDoNotSupport(String soql, String errorCode, @Nullable String message) {
        var response = create(Json.object("operation", "query", "query", soql));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        var error = JsonValues.objects(JsonValues.read(response.body())).getFirst();
        assertThat(error.keySet()).containsExactly("errorCode", "message");
        assertThat(error).containsEntry("errorCode", errorCode);
        assertThat((String) error.get("message")).contains(message == null ? "" : message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"operation\": \"insert\", \"query\": \"SELECT Id FROM Contact\"}",
                "{\"operation\": \"query\", \"query\": \"SELECT Id FROM Contact\", \"lineEnding\": \"CR\"}",
                "{\"operation\": \"query\", \"query\": \"SELECT Id FROM Contact\", \"columnDelimiter\": \";\"}",
                "{\"operation\": \"query\", \"query\": \"SELECT Id FROM Contact\", \"contentType\": \"JSON\"}",
                "{\"operation\": \"query\"}",
                "[]",
                "{",
            })
    void refusesInvalidJobs(String body) {
        var response = send(CLIENT.authorized(JOBS).POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("errorCode");
    }

    @Test
    @DisplayName("Bulk API 2.0, Abort a Query Job")
    void abortsAJobUntilItIsComplete() {
        String running = JOBS + "/" + created("SELECT Id FROM User").get("id");
        String done = complete("SELECT Id FROM User");

        assertThat(json(abort(running))).containsEntry("state", "Aborted");
        assertThat(json(CLIENT.get(running))).containsEntry("state", "Aborted");
        assertThat(abort(done).body()).contains("\"INVALIDJOBSTATE\"", "Aborting already Completed Job not allowed");
        assertThat(abort(running).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("Bulk API 2.0, Delete a Query Job: only when it is in a terminal state")
    void deletesAJobThatHasEnded() {
        String running = JOBS + "/" + created("SELECT Id FROM User").get("id");
        String done = complete("SELECT Id FROM User");

        var refused = send(CLIENT.authorized(running).DELETE());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"API_ERROR\"", "Error encountered when deleting the job because the job is not terminated");
        assertThat(send(CLIENT.authorized(done).DELETE()).statusCode()).isEqualTo(204);
        assertThat(CLIENT.get(done).statusCode()).isEqualTo(404);
        assertThat(CLIENT.get(done + "/results").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("Bulk API 2.0, Get Results for a Query Job: the same API version as the job, else 409")
    void refusesResultsOfAnotherVersionOrBeforeTheEnd() {
        String running = JOBS + "/" + created("SELECT Id FROM User").get("id");
        String done = complete("SELECT Id FROM User");

        assertThat(CLIENT.get(done.replace("v66.0", "v65.0") + "/results").statusCode())
                .isEqualTo(409);
        assertThat(CLIENT.get(running + "/results").statusCode()).isEqualTo(400);
        assertThat(CLIENT.get(running + "/results").body()).contains("Current status: UPLOAD_COMPLETE");
        assertThat(CLIENT.get(done + "/results?maxRecords=0").statusCode()).isEqualTo(400);
        assertThat(CLIENT.get(done + "/results?locator=nope").statusCode()).isEqualTo(400);
        assertThat(CLIENT.get("/services/data/v46.0/jobs/query").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("Bulk API 2.0, Get Information About All Query Jobs")
    void listsItsJobs() {
        var id = created("SELECT Id FROM User").get("id");

        var list = json(CLIENT.get(JOBS));

        assertThat(list).containsEntry("done", true).containsEntry("nextRecordsUrl", null);
        assertThat(JsonValues.objects(list.get("records")))
                .filteredOn(job -> Objects.equals(id, job.get("id")))
                .singleElement()
                .satisfies(job -> assertThat(job).containsEntry("jobType", "V2Query"));
    }

    @Test
    void countsJobsAndRequestsInTheLimits() {
        long calls = SERVER.apiCalls();
        long before = remaining();

        complete("SELECT Id FROM User");

        assertThat(remaining()).isEqualTo(before - 1);
        assertThat(SERVER.apiCalls()).isEqualTo(calls + 5);
    }

    @Test
    void writesDatesWithoutATime() {
        assertThat(rows("SELECT Starts_On__c FROM Entitlement__c LIMIT 1").getLast())
                .matches("\"\\d{4}-\\d\\d-\\d\\d\"");
    }

    private static long remaining() {
        var limit = JsonValues.object(
                json(CLIENT.get("/services/data/v66.0/limits")).get("DailyBulkV2QueryJobs"));
        return ((BigDecimal) Objects.requireNonNull(limit.get("Remaining"))).longValue();
    }

    private static List<String> rows(String soql) {
        return CLIENT.get(complete(soql) + "/results").body().lines().toList();
    }

    /** The path of a job for {@code soql} that is complete. */
    private static String complete(String soql) {
        return completed(created(soql));
    }

    private static String completed(Map<String, @Nullable Object> job) {
        String path = JOBS + "/" + job.get("id");
        CLIENT.get(path);
        assertThat(json(CLIENT.get(path))).containsEntry("state", "JobComplete");
        return path;
    }

    private static Map<String, @Nullable Object> created(String soql) {
        return json(create(Json.object("operation", "query", "query", soql)));
    }

    private static HttpResponse<String> create(Map<String, @Nullable Object> body) {
        return send(CLIENT.authorized(JOBS)
                .POST(HttpRequest.BodyPublishers.ofString(new String(Json.bytes(body), StandardCharsets.UTF_8))));
    }

    private static HttpResponse<String> abort(String path) {
        return send(CLIENT.authorized(path)
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"state\": \"Aborted\"}")));
    }
}
