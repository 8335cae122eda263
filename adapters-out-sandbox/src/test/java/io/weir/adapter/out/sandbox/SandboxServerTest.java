package io.weir.adapter.out.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.query.Query;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxServerTest {
    private static final MovingClock CLOCK = new MovingClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SandboxServer server =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void givesATokenForClientCredentials() {
        var token = JsonValues.object(
                JsonValues.read(token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body()));

        assertThat(token)
                .containsOnlyKeys("access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at")
                .containsEntry("instance_url", server.baseUri().toString())
                .containsEntry("token_type", "Bearer")
                .containsEntry("issued_at", Long.toString(CLOCK.millis()));
        assertThat((String) token.get("access_token"))
                .startsWith("00D")
                .contains("!")
                .hasSizeGreaterThan(100);
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void takesClientCredentialsByBasicAuthentication() {
        String basic = Base64.getEncoder().encodeToString("sandbox:sandbox".getBytes(StandardCharsets.UTF_8));
        var response = send(post("/services/oauth2/token", "grant_type=client_credentials")
                .header("Authorization", "Basic " + basic));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "sandboxXyZ123securityToken"})
    void givesATokenForThePasswordFlow(String password) {
        assertThat(token(
                                "grant_type=password&client_id=sandbox&client_secret=sandbox&username=sandbox%40example.com&password="
                                        + password)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=client_credentials&client_id=x&client_secret=sandbox,invalid_client_id",
        "grant_type=client_credentials&client_id=sandbox&client_secret=x,invalid_client",
        "grant_type=client_credentials&client_id=sandbox,invalid_client",
        "grant_type=password&client_id=sandbox&client_secret=sandbox&username=sandbox%40example.com&password=x,invalid_grant",
        "grant_type=password&client_id=sandbox&client_secret=sandbox&username=who&password=sandbox,invalid_grant",
        "grant_type=password&client_id=sandbox&client_secret=sandbox,invalid_request",
        "grant_type=refresh_token&client_id=sandbox&client_secret=sandbox,unsupported_grant_type",
        "'',unsupported_grant_type",
    })
    void refusesALogin(String form, String error) {
        var response = token(form);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonValues.object(JsonValues.read(response.body())))
                .containsOnlyKeys("error", "error_description")
                .containsEntry("error", error);
        assertThat(server.logins()).isZero();
    }

    @Test
    void refusesAFormThatIsTooLong() {
        var response = token("grant_type=" + "a".repeat(20_000));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void aTokenIsAskedForByPost() {
        assertThat(send(request("/services/oauth2/token")).body()).contains("must use HTTP POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/data", "/services/data/"})
    void listsItsVersionsToEverybody(String path) {
        var response = send(request(path));
        var versions = JsonValues.objects(JsonValues.read(response.body()));

        assertThat(versions.getFirst())
                .isEqualTo(Map.of("version", "31.0", "label", "Summer '14", "url", "/services/data/v31.0"));
        assertThat(versions.getLast())
                .isEqualTo(Map.of("version", "68.0", "label", "Winter '27", "url", "/services/data/v68.0"));
        assertThat(response.headers().firstValue("Sforce-Limit-Info")).isEmpty();
        assertThat(server.apiCalls()).isZero();
    }

    @Test
    void answersTheReadmesFirstQuestion() {
        var answer = query(
                "SELECT Id, Name, Phone, Account.Name, Account.BillingState FROM Contact WHERE Phone = '+14155550100'");

        assertThat(answer).containsOnlyKeys("totalSize", "done", "records").containsEntry("done", true);
        var contact = JsonValues.objects(answer.get("records")).getFirst();
        assertThat(contact.keySet()).containsExactly("attributes", "Id", "Name", "Phone", "Account");
        assertThat(JsonValues.object(contact.get("Account"))).containsEntry("BillingState", "CA");
    }

    @Test
    void writesEveryDigitAndCharacter() {
        String body = get(queryPath("SELECT AnnualRevenue FROM Account WHERE Name = 'Harbour Lights Energy'"))
                .body();

        assertThat(body).contains("\"AnnualRevenue\":1234567890123456.70");
        assertThat(query("SELECT LastName FROM Contact WHERE LastName LIKE 'Tanaka _'")
                        .toString())
                .contains("LastName=Tanaka 😀");
    }

    @ParameterizedTest
    @CsvSource({
        "batchSize=200,200",
        "batchSize=1,200",
        "batchSize=700,700",
        "batchSize=99999,2000",
        "nonsense,2000",
        "'',2000"
    })
    void pagesByTheBatchSizeAskedFor(String options, int size) {
        var page = json(send(authorized(queryPath("SELECT Id FROM Case")).header("Sforce-Query-Options", options)));

        assertThat(JsonValues.objects(page.get("records"))).hasSize(size);
        assertThat(page).containsEntry("done", false);
        assertThat((String) page.get("nextRecordsUrl")).matches("/services/data/v66\\.0/query/[A-Za-z0-9]{18}-" + size);
    }

    @Test
    void everyLocatorAnswersAgainAndAllPagesAreTheResult() {
        var page = query("SELECT Id FROM Case");
        var ids = new ArrayList<Object>();
        int pages = 1;
        while (page.get("nextRecordsUrl") instanceof String next) {
            ids.addAll(JsonValues.objects(page.get("records")));
            assertThat(json(get(next))).isEqualTo(json(get(next)));
            page = json(get(next));
            pages++;
        }
        ids.addAll(JsonValues.objects(page.get("records")));

        assertThat(pages).isEqualTo(2);
        assertThat(ids)
                .hasSize(((BigDecimal) Objects.requireNonNull(page.get("totalSize"))).intValue())
                .doesNotHaveDuplicates();
    }

    @Test
    void queryAllFindsDeletedRecordsToo() {
        var path = "?q=" + encoded("SELECT COUNT() FROM Case WHERE IsDeleted = true");

        assertThat(json(get("/services/data/v66.0/query" + path))).containsEntry("totalSize", BigDecimal.ZERO);
        assertThat((BigDecimal)
                        json(get("/services/data/v66.0/queryAll" + path)).get("totalSize"))
                .isPositive();
    }

    @Test
    void answersAsTheInMemoryPortDoes() {
        var query = Query.ofFields(
                "Contact", "Id", "Account.Owner.Name", "Lifetime_Value__c", "Birthdate", "MailingAddress");
        var rows = QueryEvaluator.evaluate(ORG, query, "66.0", QueryEvaluator.Deleted.LEFT_OUT)
                .rows();

        var records = JsonValues.objects(
                query("SELECT Id, Account.Owner.Name, Lifetime_Value__c, Birthdate, MailingAddress FROM Contact")
                        .get("records"));

        assertThat(records)
                .isEqualTo(rows.stream().map(SandboxServerTest::asJson).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT Nope FROM Contact|INVALID_FIELD",
                "SELECT Id FROM Nope|INVALID_TYPE",
                "SELECT Id FRM Contact|MALFORMED_QUERY",
                "SELECT Id FROM Contact WHERE Id = 'x'|INVALID_QUERY_FILTER_OPERATOR",
            })
    void refusesAQueryWithAnArrayOfErrors(String soql, String errorCode) {
        var response = get(queryPath(soql));

        assertThat(response.statusCode()).isEqualTo(400);
        var error = JsonValues.objects(JsonValues.read(response.body())).getFirst();
        assertThat(error).containsOnlyKeys("message", "errorCode").containsEntry("errorCode", errorCode);
    }

    @ParameterizedTest
    @CsvSource({
        "/services/data/v66.0/query/0r8000000000000AAA-2000,400,INVALID_QUERY_LOCATOR",
        "/services/data/v66.0/query,400,MALFORMED_QUERY",
        "/services/data/v66.0/nope,404,NOT_FOUND",
        "/services/data/v99.0/limits,404,NOT_FOUND",
        "/services/data/v20.0/limits,410,UNSUPPORTED_API_VERSION",
        "/services/data/v66.0/sobjects/Nope/describe,404,NOT_FOUND",
        "/services/data/v66.0/sobjects/Contact/nope,400,MALFORMED_ID",
        "/services/data/v66.0/sobjects/Contact/0035g000000zzzz,404,NOT_FOUND",
        "/services/nope,404,NOT_FOUND",
    })
    void refusesAPath(String path, int status, String errorCode) {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JsonValues.objects(JsonValues.read(response.body())).getFirst())
                .containsEntry("errorCode", errorCode);
    }

    @Test
    void refusesOtherMethods() {
        var response =
                send(authorized("/services/data/v66.0/query?q=x").POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET");
        assertThat(response.body()).contains("METHOD_NOT_ALLOWED");
    }

    @Test
    void refusesAnUriThatIsTooLong() {
        var response = get(queryPath("SELECT Id FROM Contact WHERE Name = '" + "a".repeat(17_000) + "'"));

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(response.body()).contains("URI Too Long").startsWith("<h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer 00D!unknown", "Basic c2FuZGJveDpzYW5kYm94"})
    void refusesARequestWithoutASession(String authorization) {
        var request = request("/services/data/v66.0/limits");
        var response = send(authorization.isEmpty() ? request : request.header("Authorization", authorization));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(JsonValues.read(response.body()))
                .isEqualTo(List.of(Map.of("message", "Session expired or invalid", "errorCode", "INVALID_SESSION_ID")));
        assertThat(server.apiCalls()).isZero();
    }

    @Test
    void aTokenLivesTwoHoursBeyondItsLastUse() {
        String token = accessToken();
        var request = request("/services/data/v66.0/limits").header("Authorization", "Bearer " + token);

        CLOCK.pass(Duration.ofMinutes(119));
        assertThat(send(request).statusCode()).isEqualTo(200);
        CLOCK.pass(Duration.ofMinutes(119));
        assertThat(send(request).statusCode()).isEqualTo(200);
        CLOCK.pass(Duration.ofHours(2));
        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void tokensCanBeExpiredAndRevoked() {
        String expired = accessToken();
        server.expireTokens();
        String revoked = accessToken();
        send(post("/services/oauth2/revoke", "token=" + encoded(revoked)));

        for (String token : List.of(expired, revoked)) {
            assertThat(send(request("/services/data/v66.0/limits").header("Authorization", "Bearer " + token))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void tellsTheApiUsageOnEveryAnswer() {
        String token = accessToken();
        var headers = new ArrayList<String>();
        for (String path :
                List.of("/services/data/v66.0", "/services/data/v66.0/nope", "/services/data/v66.0/limits")) {
            headers.add(send(request(path).header("Authorization", "OAuth " + token))
                    .headers()
                    .firstValue("Sforce-Limit-Info")
                    .orElse(""));
        }

        assertThat(headers).containsExactly("api-usage=1/15000", "api-usage=2/15000", "api-usage=3/15000");
        assertThat(server.apiCalls()).isEqualTo(3);
        assertThat(JsonValues.object(json(get("/services/data/v66.0/limits")).get("DailyApiRequests")))
                .containsEntry("Max", BigDecimal.valueOf(15_000))
                .containsEntry("Remaining", BigDecimal.valueOf(14_996));
    }

    @Test
    void zipsAnswersForThoseWhoAsk() throws Exception {
        var zipped = HTTP.send(
                authorized(queryPath("SELECT Id FROM Contact"))
                        .header("Accept-Encoding", "deflate, gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("{\"totalSize\":1040")
                    .hasSizeGreaterThan(5 * zipped.body().length);
        }
        assertThat(get(queryPath("SELECT Id FROM Contact")).headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void describesObjects() {
        var all = json(get("/services/data/v66.0/sobjects/"));
        var contact = json(get("/services/data/v66.0/sobjects/contact/describe"));

        assertThat(JsonValues.objects(all.get("sobjects")))
                .extracting(object -> object.get("name"))
                .containsExactlyInAnyOrder("Account", "Case", "Contact", "Entitlement__c", "User");
        assertThat(contact).containsEntry("name", "Contact").containsEntry("keyPrefix", "003");
        var fields = JsonValues.objects(contact.get("fields"));
        assertThat(fields)
                .filteredOn(field -> "AccountId".equals(field.get("name")))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field).containsEntry("type", "reference").containsEntry("relationshipName", "Account");
                    assertThat(field).containsEntry("referenceTo", List.of("Account"));
                });
        assertThat(fields)
                .filteredOn(field -> "Description".equals(field.get("name")))
                .singleElement()
                .satisfies(field -> assertThat(field).containsEntry("filterable", false));
        assertThat(JsonValues.objects(contact.get("childRelationships")))
                .extracting(child -> child.get("relationshipName"))
                .contains("Cases", "Entitlements__r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/data/v66.0/sobjects", "/services/data/v66.0/sobjects/Contact/describe"})
    void describesAgainOnlyWhatHasChanged(String path) {
        String modified = get(path).headers().firstValue("Last-Modified").orElseThrow();

        var same = send(authorized(path).header("If-Modified-Since", modified));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(send(authorized(path).header("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(authorized(path).header("If-Modified-Since", "yesterday"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void explainsAQuery() {
        var plan = JsonValues.objects(json(get("/services/data/v66.0/query/?explain="
                                + encoded(
                                        "SELECT Id FROM Case WHERE ContactId = '0035g0000000001' AND Status = 'New'")))
                        .get("plans"))
                .getFirst();

        assertThat(plan)
                .containsEntry("leadingOperationType", "Index")
                .containsEntry("sobjectType", "Case")
                .containsEntry("fields", List.of("ContactId"))
                .containsKeys("cardinality", "relativeCost", "notes", "sobjectCardinality");
    }

    @Test
    void answersOneRecordAtItsUrl() {
        var contact = JsonValues.objects(
                        query("SELECT Id, Name FROM Contact LIMIT 1").get("records"))
                .getFirst();
        String url = (String) Objects.requireNonNull(
                JsonValues.object(contact.get("attributes")).get("url"));

        assertThat(json(get(url))).containsAllEntriesOf(contact).containsKey("SystemModstamp");
        assertThat(json(get(url + "?fields=Id,Name"))).isEqualTo(contact);
    }

    @Test
    void saysWhoTheUserIs() {
        var token = JsonValues.object(
                JsonValues.read(token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body()));
        String path =
                URI.create((String) Objects.requireNonNull(token.get("id"))).getPath();

        assertThat(json(get(path))).containsEntry("username", "sandbox@example.com");
        assertThat(send(request(path)).statusCode()).isEqualTo(401);
    }

    private static @Nullable Object asJson(@Nullable Object value) {
        return JsonValues.read(new String(Json.bytes(Objects.requireNonNull(value)), StandardCharsets.UTF_8));
    }

    private Map<String, @Nullable Object> query(String soql) {
        return json(get(queryPath(soql)));
    }

    private static String queryPath(String soql) {
        return "/services/data/v66.0/query/?q=" + encoded(soql);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
        return JsonValues.object(JsonValues.read(response.body()));
    }

    private HttpResponse<String> get(String path) {
        return send(authorized(path));
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + accessToken());
    }

    private String accessToken() {
        var token = JsonValues.object(
                JsonValues.read(token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .body()));
        return (String) Objects.requireNonNull(token.get("access_token"));
    }

    private HttpResponse<String> token(String form) {
        return send(post("/services/oauth2/token", form));
    }

    private HttpRequest.Builder post(String path, String form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUri() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }
}
