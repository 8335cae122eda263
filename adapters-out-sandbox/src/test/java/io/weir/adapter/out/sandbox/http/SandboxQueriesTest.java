package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.SandboxClient.encoded;
import static io.weir.adapter.out.sandbox.SandboxClient.json;
import static io.weir.adapter.out.sandbox.SandboxClient.queryPath;
import static io.weir.adapter.out.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.JsonValues;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxQueriesTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);

    private final SandboxServer server =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new SplittableRandom(7));
    private final SandboxClient client = new SandboxClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT Id FROM Contact, Case", "SELECT Id FROM Contact c, Account"})
    void aQueryHasOneDrivingObject(String soql) {
        var response = client.get(queryPath(soql));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("MALFORMED_QUERY", "A driving SObject type has already been set");
    }

    @Test
    void aFormulaIsNotSupported() {
        assertThat(client.get(queryPath("SELECT FORMULA('Name') FROM Contact")).body())
                .contains("the sandbox does not support FORMULA");
    }

    @Test
    void answersTheReadmesFirstQuestion() {
        var answer = client.query(
                "SELECT Id, Name, Phone, Account.Name, Account.BillingState FROM Contact WHERE Phone = '+14155550100'");

        assertThat(answer).containsOnlyKeys("totalSize", "done", "records").containsEntry("done", true);
        var contact = JsonValues.objects(answer.get("records")).getFirst();
        assertThat(contact.keySet()).containsExactly("attributes", "Id", "Name", "Phone", "Account");
        assertThat(JsonValues.object(contact.get("Account"))).containsEntry("BillingState", "CA");
    }

    @Test
    void writesEveryDigitAndCharacter() {
        String body = client.get(queryPath("SELECT AnnualRevenue FROM Account WHERE Name = 'Harbour Lights Energy'"))
                .body();

        assertThat(body).contains("\"AnnualRevenue\":1234567890123456.70");
        assertThat(client.query("SELECT LastName FROM Contact WHERE LastName LIKE 'Tanaka _'")
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
    void usesTheRequestedBatchSize(String options, int size) {
        var page =
                json(send(client.authorized(queryPath("SELECT Id FROM Case")).header("Sforce-Query-Options", options)));

        assertThat(JsonValues.objects(page.get("records"))).hasSize(size);
        assertThat(page).containsEntry("done", false);
        assertThat((String) page.get("nextRecordsUrl")).matches("/services/data/v66\\.0/query/[A-Za-z0-9]{18}-" + size);
    }

    @Test
    void usesThePageSizeOfItsSettingsByDefault() {
        var small = SandboxServer.start(ORG, SandboxSettings.onPort(0).withPageSize(7), CLOCK, new SplittableRandom(7));
        try {
            var page = new SandboxClient(small.baseUri()).query("SELECT Id FROM User");

            assertThat(JsonValues.objects(page.get("records"))).hasSize(7);
            assertThat(page).containsEntry("totalSize", BigDecimal.valueOf(16)).containsEntry("done", false);
        } finally {
            small.stop();
        }
    }

    @Test
    void locatorsAreRepeatableAndPagesAreComplete() {
        var page = client.query("SELECT Id FROM Case");
        var ids = new ArrayList<Object>();
        int pages = 1;
        while (page.get("nextRecordsUrl") instanceof String next) {
            ids.addAll(JsonValues.objects(page.get("records")));
            assertThat(json(client.get(next))).isEqualTo(json(client.get(next)));
            page = json(client.get(next));
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

        assertThat(json(client.get("/services/data/v66.0/query" + path))).containsEntry("totalSize", BigDecimal.ZERO);
        assertThat((BigDecimal)
                        json(client.get("/services/data/v66.0/queryAll" + path)).get("totalSize"))
                .isPositive();
    }

    @Test
    void returnsTheSameRowsAsTheInMemoryPort() {
        var soql = Soql.of(Query.ofFields(
                "Contact", "Id", "Account.Owner.Name", "Lifetime_Value__c", "Birthdate", "MailingAddress"));
        var rows = new InMemorySalesforceQueries(ORG)
                .start(soql, new RunMeter(new Deadline(Instant.MAX)))
                .rows();

        var records = JsonValues.objects(client.query(soql.text()).get("records"));

        assertThat(records)
                .isEqualTo(rows.stream().map(SandboxQueriesTest::asJson).toList());
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
        var response = client.get(queryPath(soql));

        assertThat(response.statusCode()).isEqualTo(400);
        var error = JsonValues.objects(JsonValues.read(response.body())).getFirst();
        assertThat(error).containsOnlyKeys("message", "errorCode").containsEntry("errorCode", errorCode);
    }

    @Test
    void refusesAUriThatIsTooLong() {
        var response = client.get(queryPath("SELECT Id FROM Contact WHERE Name = '" + "a".repeat(17_000) + "'"));

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(response.body()).contains("URI Too Long").startsWith("<h1>");
    }

    @Test
    void compressesResponsesOnRequest() throws Exception {
        var zipped = HttpClient.newHttpClient()
                .send(
                        client.authorized(queryPath("SELECT Id FROM Contact"))
                                .header("Accept-Encoding", "deflate, gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("{\"totalSize\":1040")
                    .hasSizeGreaterThan(5 * zipped.body().length);
        }
        assertThat(client.get(queryPath("SELECT Id FROM Contact")).headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void explainsAQuery() {
        var plan = JsonValues.objects(json(client.get("/services/data/v66.0/query/?explain="
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
    void returnsARecordAtItsUrl() {
        var contact = JsonValues.objects(
                        client.query("SELECT Id, Name FROM Contact LIMIT 1").get("records"))
                .getFirst();
        String url = (String) Objects.requireNonNull(
                JsonValues.object(contact.get("attributes")).get("url"));

        assertThat(json(client.get(url))).containsAllEntriesOf(contact).containsKey("SystemModstamp");
        assertThat(json(client.get(url + "?fields=Id,Name"))).isEqualTo(contact);
    }

    private static @Nullable Object asJson(@Nullable Object value) {
        return JsonValues.read(new String(Json.bytes(Objects.requireNonNull(value)), StandardCharsets.UTF_8));
    }
}
