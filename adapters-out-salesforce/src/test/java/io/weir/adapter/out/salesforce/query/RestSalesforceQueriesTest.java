package io.weir.adapter.out.salesforce.query;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Query;
import io.weir.domain.query.Row;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestSalesforceQueriesTest {
    private final StandIn org = new StandIn();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void asksOnceAndKeepsTheOrderOfNames() {
        org.answersQueries(StandIn.oneAccount());
        var meter = StandIn.meter();

        var page = org.rest.start(StandIn.ACCOUNTS, meter);

        assertThat(page.totalSize()).isEqualTo(1);
        assertThat(page.next()).isEmpty();
        assertThat(page.rows()).hasSize(1);
        assertThat(page.rows().getFirst().names()).containsExactly("attributes", "Id");
        assertThat(page.rows().getFirst().value("attributes")).isInstanceOf(Row.class);
        assertThat(meter.apiCalls()).isEqualTo(1);
        assertThat(meter.attempts()).isEqualTo(1);
    }

    @Test
    void sendsTheTextOfTheQueryUnchanged() {
        org.answersQueries(StandIn.oneAccount());
        var value = "100% a+b&c=d?e#f;g/h:i@{j} \"k\" 'l' \\ \n\r\t ü € 😀 <>[]|^`~-._*!$(),";
        var query = Query.ofFields("Account", "Id", "Name")
                .where(new Filter.Comparison(
                        new Operand.Field(FieldPath.parse("Name")), Operator.EQUAL, new Value.Text(value)));

        org.rest.start(Soql.of(query), StandIn.meter());

        var request = org.queriesReceived().getFirst();
        assertThat(request.queryParameter("q").firstValue())
                .isEqualTo(Soql.of(query).text());
        assertThat(request.getUrl()).matches("/services/data/v66\\.0/query\\?q=(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*");
    }

    @Test
    void sendsTheHeadersThatSalesforceReads() {
        org.answersQueries(StandIn.oneAccount());

        org.ask();

        var request = org.queriesReceived().getFirst();
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer token-1");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
        assertThat(request.getHeader("Accept-Encoding")).isEqualTo("gzip");
        assertThat(request.getHeader("Sforce-Call-Options")).isEqualTo("client=weir");
        assertThat(request.getHeader("Host")).isEqualTo("localhost:" + org.server.port());
        assertThat(request.containsHeader("Expect")).isFalse();
    }

    @Test
    void keepsEveryDigitAndCharacter() {
        org.answersQueries(okJson("""
            {"totalSize":1,"done":true,"records":[{"Small":7,"Long":9007199254740993,
            "Huge":123456789012345678901234567890,
            "Money":1234567.10,"Exponent":1.0E7,"Yes":true,"No":false,"Nothing":null,"Zero":0,"Empty":"",
            "Text":"O'Neil \\\\ \\"quoted\\" \\u00fc 😀\\n",
            "Owner":{"attributes":{"type":"User"},"Name":null},"Parent":null}]}\
            """));

        var row = org.ask().rows().getFirst();

        assertThat(row.value("Small")).isEqualTo(7L);
        assertThat(row.value("Long")).isEqualTo(9007199254740993L);
        assertThat(row.value("Huge")).isEqualTo(new BigDecimal("123456789012345678901234567890"));
        assertThat(row.value("Money")).isEqualTo(new BigDecimal("1234567.10"));
        assertThat(row.value("Exponent")).isEqualTo(new BigDecimal("1.0E7"));
        assertThat(row.value("Yes")).isEqualTo(true);
        assertThat(row.value("No")).isEqualTo(false);
        assertThat(row.has("Nothing")).isTrue();
        assertThat(row.value("Nothing")).isNull();
        assertThat(row.value("Zero")).isEqualTo(0L);
        assertThat(row.value("Empty")).isEqualTo("");
        assertThat(row.value("Text")).isEqualTo("O'Neil \\ \"quoted\" ü 😀\n");
        assertThat(row.value("Parent")).isNull();
        assertThat(below(row, "Owner").has("Name")).isTrue();
    }

    @Test
    void readsLongTextsAndNumbers() {
        var text = "x".repeat(200_000);
        var digits = "9".repeat(2_000);
        org.answersQueries(okJson("{\"totalSize\":1,\"done\":true,\"records\":[{\"T\":\"%s\",\"N\":%s,\"D\":0.%s}]}"
                .formatted(text, digits, digits)));

        var row = org.ask().rows().getFirst();

        assertThat(row.value("T")).isEqualTo(text);
        assertThat(row.value("N")).isEqualTo(new BigDecimal(digits));
        assertThat(row.value("D")).isEqualTo(new BigDecimal("0." + digits));
    }

    @Test
    void rowsOfOneShapeShareTheirNames() {
        org.answersQueries(okJson("""
            {"totalSize":2,"done":true,"records":[{"Id":"1","Owner":{"Name":"a"}},{"Id":"2","Owner":{"Name":"b"}}]}\
            """));

        var rows = org.ask().rows();

        assertThat(rows.get(0).name(0)).isSameAs(rows.get(1).name(0));
        assertThat(below(rows.get(0), "Owner").value("Name")).isEqualTo("a");
        assertThat(below(rows.get(1), "Owner").value("Name")).isEqualTo("b");
    }

    @Test
    void countsWithoutRows() {
        org.answersQueries(okJson("{\"totalSize\":4711,\"done\":true,\"records\":[]}"));

        var page = org.rest.start(
                Soql.of(Query.of(List.of(new SelectItem.RowCount()), new ObjectName("Account"))), StandIn.meter());

        assertThat(page.totalSize()).isEqualTo(4711);
        assertThat(page.rows()).isEmpty();
    }

    @Test
    void readsCompressedAnswers() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"ü\"}]}".getBytes(StandardCharsets.UTF_8));
        }
        org.answersQueries(aResponse().withHeader("Content-Encoding", "gzip").withBody(bytes.toByteArray()));

        assertThat(org.ask().rows().getFirst().value("Id")).isEqualTo("ü");
        assertThat(org.ask().rows()).hasSize(1);
    }

    @Test
    void refusesACompressedAnswerThatIsCutShort() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"1\"}]}".getBytes(StandardCharsets.UTF_8));
        }
        var half = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12);
        org.answersQueries(aResponse().withHeader("Content-Encoding", "gzip").withBody(half));

        assertThatThrownBy(org::ask).isInstanceOf(SalesforceFailure.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>maintenance</html>",
                "no healthy upstream",
                "[]",
                "null",
                "{}",
                "{\"totalSize\":1,\"done\":true}",
                "{\"totalSize\":1,\"records\":[]}",
                "{\"done\":true,\"records\":[]}",
                "{\"totalSize\":-2,\"done\":true,\"records\":[]}",
                "{\"totalSize\":null,\"done\":true,\"records\":[]}",
                "{\"totalSize\":\"1\",\"done\":true,\"records\":[]}",
                "{\"totalSize\":1,\"done\":true,\"records\":null}",
                "{\"totalSize\":1,\"done\":true,\"records\":[1]}",
                "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"1\"}",
                "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"1\"}]}{}",
                "{\"totalSize\":99999999999,\"done\":true,\"records\":[]}",
                "{\"totalSize\":2,\"done\":false,\"records\":[{\"Id\":\"1\"}]}"
            })
    void refusesAnswersThatAreNotPages(String body) {
        org.answersQueries(okJson(body));

        assertThatThrownBy(org::ask)
                .isInstanceOf(SalesforceFailure.Unreadable.class)
                .hasNoCause();
    }

    @Test
    void refusesACountWithoutANumber() {
        org.answersQueries(okJson("{\"totalSize\":-1,\"done\":true,\"records\":[]}"));
        var count = Query.of(List.of(new SelectItem.RowCount()), new ObjectName("Account"));

        assertThatThrownBy(() -> org.rest.start(Soql.of(count), StandIn.meter()))
                .isInstanceOf(SalesforceFailure.Unreadable.class);
    }

    @Test
    void doesNotFollowRedirects() {
        org.answersQueries(aResponse().withStatus(302).withHeader("Location", org.server.baseUrl() + "/elsewhere"));

        assertThatThrownBy(org::ask).isInstanceOf(SalesforceFailure.Misconfigured.class);
        assertThat(org.server.findAll(getRequestedFor(urlPathEqualTo("/elsewhere"))))
                .isEmpty();
    }

    @Test
    void readsTheLimitFromEveryAnswer() {
        org.answersQueriesInTurn(
                StandIn.oneAccount().withHeader("Sforce-Limit-Info", "api-usage=25/5000"),
                StandIn.error(400, "MALFORMED_QUERY", "no")
                        .withHeader("Sforce-Limit-Info", "api-usage=26/5000; per-app-api-usage=1/2(appName=x)"),
                StandIn.oneAccount().withHeader("Sforce-Limit-Info", "nonsense"));

        org.ask();
        assertThat(org.usage.latest()).contains(new ApiUsage(25, 5000));
        assertThatThrownBy(org::ask).isInstanceOf(SalesforceFailure.QueryRejected.class);
        assertThat(org.usage.latest()).contains(new ApiUsage(26, 5000));
        org.ask();
        assertThat(org.usage.latest()).contains(new ApiUsage(26, 5000));
    }

    @Test
    void acceptsTheLatestDeadline() {
        org.answersQueries(StandIn.oneAccount());

        assertThat(org.rest
                        .start(StandIn.ACCOUNTS, new RunMeter(new Deadline(Instant.MAX)))
                        .rows())
                .hasSize(1);
    }

    @Test
    void oneLoginServesManyRequests() {
        org.answersQueries(StandIn.oneAccount());

        for (int i = 0; i < 50; i++) {
            org.ask();
        }

        assertThat(org.logins()).isEqualTo(1);
        assertThat(org.queries()).isEqualTo(50);
    }

    @Test
    void failuresShowNeitherQueryNorToken() {
        org.answersQueries(StandIn.error(400, "MALFORMED_QUERY", "unexpected token: 'hunter2' WHERE Name = 'hunter2'"));
        var query = Query.ofFields("Account", "Id")
                .where(new Filter.Comparison(
                        new Operand.Field(FieldPath.parse("Name")), Operator.EQUAL, new Value.Text("hunter2")));

        assertThatThrownBy(() -> org.rest.start(Soql.of(query), StandIn.meter()))
                .isInstanceOf(SalesforceFailure.QueryRejected.class)
                .satisfies(e -> assertThat(StandIn.everythingIn(e)).doesNotContain("hunter2", "token-1", "SELECT"));
    }

    private static Row below(Row row, String name) {
        return row.value(name) instanceof Row below ? below : Row.of(Map.of());
    }
}
