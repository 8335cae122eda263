package io.weir.adapter.in.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.adhoc.JsonWriter;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.domain.answer.Answer;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public final class WebhookTest {
    public static final String TUTORIAL = """
        {"object_name":"Contact","fields":["Id","Name","Phone"],
         "filters":{"Phone":{"op":"=","val":"+14155550100","type":"phone"}},
         "relationships":{"Account":["Name","BillingState"]},
         "expected_schema":{"type":"object","required":["records"]}}
        """;

    @Test
    void answersTheTutorialsRequestByteForByte() {
        var contact = row(
                "attributes",
                row("type", "Contact", "url", "/services/data/v66.0/sobjects/Contact/003000000000001AAA"),
                "Id",
                "003000000000001AAA",
                "Name",
                "Ada Byron",
                "Phone",
                "+14155550100",
                "Account",
                row("attributes", row("type", "Account"), "Name", "Engines \"& more\"", "BillingState", null));
        try (var weir = RunningWeir.with(contact)) {
            var answer =
                    weir.post(TUTORIAL, "Content-Type", "application/x-www-form-urlencoded", "X-Request-Id", "c-1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"records\":[{\"attributes\":{\"type\":\"Contact\","
                            + "\"url\":\"/services/data/v66.0/sobjects/Contact/003000000000001AAA\"},"
                            + "\"Id\":\"003000000000001AAA\",\"Name\":\"Ada Byron\",\"Phone\":\"+14155550100\","
                            + "\"Account\":{\"attributes\":{\"type\":\"Account\"},\"Name\":\"Engines \\\"& more\\\"\","
                            + "\"BillingState\":null}}],\"total_size\":1}");
            assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(header(answer, "Content-Length"))
                    .isEqualTo(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
            assertThat(header(answer, "X-Request-Id")).isEqualTo("c-1");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            assertThat(Soql.of(weir.asked.getFirst()).text())
                    .isEqualTo("SELECT Id, Name, Phone, Account.Name, Account.BillingState FROM Contact"
                            + " WHERE Phone = '+14155550100' LIMIT 2001");
        }
    }

    @Test
    void keepsEveryDigitCharacterChildAndNull() {
        var contact = row(
                "Revenue__c",
                new BigDecimal("12345678901234567890.1234567890"),
                "Count__c",
                9_007_199_254_740_993L,
                "Active__c",
                true,
                "Name",
                "Zoë \uD83D\uDE00 \u2028 \\ / \u0001",
                "Account",
                null,
                "Cases",
                row("totalSize", 1L, "done", true, "records", List.of(row("Subject", "half \uD83D"))));
        try (var weir = RunningWeir.with(contact)) {
            assertThat(weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}")
                            .body())
                    .contains("\"Revenue__c\":12345678901234567890.1234567890,\"Count__c\":9007199254740993,"
                            + "\"Active__c\":true,")
                    .contains("\"Zoë \uD83D\uDE00 \\u2028 \\\\ / \\u0001\"")
                    .contains("\"Account\":null,\"Cases\":{\"totalSize\":1,\"done\":true,"
                            + "\"records\":[{\"Subject\":\"half \\ud83d\"}]}");
        }
    }

    @Test
    void saysWhenThereIsMore() {
        var rows = IntStream.range(0, 2_001).mapToObj(i -> row("Id", (long) i)).toArray(Row[]::new);
        var unbounded = new AnswerStyle(AnswerStyle.Profile.CXONE, AnswerStyle.Errors.BY_STATUS, 0);
        try (var weir = RunningWeir.answering(unbounded, rows)) {
            assertThat(weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}")
                            .body())
                    .endsWith("{\"Id\":1999}],\"total_size\":2000,\"truncated\":true}");
        }
    }

    @Test
    void sendsALargeAnswerWhole() {
        var rows = IntStream.range(0, 2_000)
                .mapToObj(i -> row("Id", (long) i, "Text", "é".repeat(700)))
                .toArray(Row[]::new);
        var unbounded = new AnswerStyle(AnswerStyle.Profile.CXONE, AnswerStyle.Errors.BY_STATUS, 0);
        try (var weir = RunningWeir.answering(unbounded, rows)) {
            var answer = weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}");

            assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(2_800_000);
            assertThat(header(answer, "Content-Length"))
                    .isEqualTo(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
            assertThat(answer.body()).endsWith("}],\"total_size\":2000}");
        }
    }

    @Test
    void answersNothingFoundAsAnAnswer() {
        try (var weir = RunningWeir.with()) {
            var answer = weir.post(TUTORIAL);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"records\":[],\"total_size\":0}");
        }
    }

    @Test
    void writesACount() {
        assertThat(new String(
                        JsonWriter.answer(new Answer(List.of(), 42, false)).toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("{\"records\":[],\"total_size\":42}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "text/plain",
                "application/octet-stream",
                "no media type at all"
            })
    void readsJsonWhateverItIsCalled(String contentType) {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.post(TUTORIAL, "Content-Type", contentType).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void readsJsonWithoutAContentTypeOrBehindAByteOrderMark() {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.post(TUTORIAL).statusCode()).isEqualTo(200);
            assertThat(weir.post("\uFEFF" + TUTORIAL).statusCode()).isEqualTo(200);
            assertThat(weir.post(TUTORIAL, "Content-Encoding", "identity").statusCode())
                    .isEqualTo(200);
            assertThat(weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],"
                                    + "\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"\uFFFD\"}}}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void readsAChunkedBodyAndTrustsNothingBehindIt() {
        String body = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";
        String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        String head = "POST " + RunningWeir.AD_HOC + " HTTP/1.1\r\nHost: weir\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (var weir = RunningWeir.with()) {
            String answers = weir.raw(head + chunk + head + chunk);

            assertThat(answers)
                    .startsWith("HTTP/1.1 200")
                    .contains("Connection: close")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void readsEverythingARequestMaySay() {
        String request = """
            {"object_name":"Case","fields":["Id","Owner.Name","id"],
             "filters":{
               "Account.Owner.Email":{"op":"in","val":["a@b.c","d@e.f"],"type":"email"},
               "Amount__c":{"op":">=","val":12345678901234567890.10,"type":"currency"},
               "IsClosed":{"op":"=","val":false},
               "Reason":{"op":"!=","val":null},
               "Subject":{"op":"contains","val":"50%"},
               "ClosedDate":{"op":"is_null"},
               "Priority":{"op":"not  in","val":"Low","type":"picklist"}},
             "relationships":{"Account":["Name","NAME"],"Account.Owner":["Name"]},
             "order_by":["CreatedDate desc nulls last","Id",{"field":"Owner.Name","direction":"DESC","nulls":"first"}],
             "limit":"10","expected_schema":null}
            """;
        try (var weir = RunningWeir.with()) {
            assertThat(weir.post(request).statusCode()).isEqualTo(200);
            assertThat(Soql.of(weir.asked.getFirst()).text())
                    .isEqualTo("SELECT Id, Owner.Name, Account.Name, Account.Owner.Name FROM Case"
                            + " WHERE Account.Owner.Email IN ('a@b.c', 'd@e.f')"
                            + " AND Amount__c >= 12345678901234567890.10 AND IsClosed = false AND Reason != null"
                            + " AND Subject LIKE '%50\\%%' AND ClosedDate = null AND Priority NOT IN ('Low')"
                            + " ORDER BY CreatedDate DESC NULLS LAST, Id, Owner.Name DESC"
                            + " LIMIT 10");
        }
    }

    @Test
    void keepsTheIdOfACallerIfItIsFit() {
        try (var weir = RunningWeir.with()) {
            assertThat(header(weir.post(TUTORIAL, "X-Request-Id", "a1".repeat(64)), "X-Request-Id"))
                    .isEqualTo("a1".repeat(64));
            assertThat(header(weir.post(TUTORIAL), "X-Request-Id")).isEqualTo(RunningWeir.NEW_ID);
            for (String unfit : List.of("a".repeat(129), "a b", "a\tb")) {
                assertThat(header(weir.post(TUTORIAL, "X-Request-Id", unfit), "X-Request-Id"))
                        .as(unfit)
                        .isEqualTo(RunningWeir.NEW_ID);
            }
            assertThat(weir.history.executions).extracting("requestId").contains("a1".repeat(64), RunningWeir.NEW_ID);
        }
    }

    public static Row row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Row.of(values);
    }

    public static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
