package io.weir.adapter.in.http;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Row;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusalTest {
    private static final Duration NONE = Duration.ZERO;

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new SalesforceFailure.QueryRejected("m", "INVALID_FIELD"), 422, false, ""),
                arguments(new SalesforceFailure.SessionExpired("m", "INVALID_SESSION_ID"), 502, true, ""),
                arguments(new SalesforceFailure.LoginRefused("m", "invalid_client"), 502, false, ""),
                arguments(new SalesforceFailure.AccessDenied("m", "INSUFFICIENT_ACCESS"), 502, false, ""),
                arguments(new SalesforceFailure.Misconfigured("m", "NOT_FOUND"), 502, false, ""),
                arguments(new SalesforceFailure.Unavailable("m", "", NONE), 502, true, ""),
                arguments(new SalesforceFailure.Unavailable("m", "", Duration.ofSeconds(7)), 502, true, "7"),
                arguments(new SalesforceFailure.UnexpectedError("m", "UNKNOWN_EXCEPTION"), 502, true, ""),
                arguments(new SalesforceFailure.CursorLost("m", "INVALID_QUERY_LOCATOR"), 502, true, ""),
                arguments(new SalesforceFailure.Unreadable("m"), 502, true, ""),
                arguments(new SalesforceFailure.Throttled("m", "", Duration.ofMillis(1_001)), 503, true, "2"),
                arguments(new SalesforceFailure.Throttled("m", "", NONE), 503, true, "2"),
                arguments(new SalesforceFailure.QuotaExhausted("m", "REQUEST_LIMIT_EXCEEDED"), 503, true, "60"),
                arguments(new SalesforceFailure.CallRefused("m", NONE), 503, true, "1"),
                arguments(new SalesforceFailure.CallRefused("m", Duration.ofSeconds(5)), 503, true, "5"),
                arguments(new SalesforceFailure.DeadlineExceeded("m"), 504, true, ""),
                arguments(new SalesforceFailure.QueryTimedOut("m", "QUERY_TIMEOUT"), 504, true, ""));
    }

    @Test
    void whatThePolicyCannotDecideNowMayBeAskedAgain() {
        var policy =
                new QueryPolicy(NameRules.ALL, new NameRules(List.of("*"), List.of("User.*")), true, 10, 100, 2_000);
        try (var weir = RunningWeir.keeping(policy)) {
            var answer = weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Account.Name\"]}");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"policy_undecided\"", "\"retryable\":\"true\"");
            assertThat(header(answer, "Retry-After")).isEqualTo("60");
            assertThat(weir.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsEachFailureOfSalesforce(SalesforceFailure failure, int status, boolean retryable, String retryAfter) {
        try (var weir = RunningWeir.on(query -> {
            throw failure;
        })) {
            var answer = weir.post(TUTORIAL, "X-Request-Id", "c-1");

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body())
                    .isEqualTo("{\"type\":\"urn:weir:error:%1$s\",\"title\":\"%2$s\",\"status\":%3$d,\"detail\":\"m\","
                                    .formatted(
                                            failure.code(),
                                            ErrorAnswer.of(failure).code().title(),
                                            status)
                            + "\"code\":\"%s\",\"retryable\":\"%s\",\"request_id\":\"c-1\",\"salesforce_code\":\"%s\","
                                    .formatted(
                                            failure.code(),
                                            retryable,
                                            failure.salesforceCode().orElse(""))
                            + "\"ok\":\"false\",\"outcome\":\"error\",\"count\":\"0\"}");
            assertThat(header(answer, "Retry-After")).isEqualTo(retryAfter);
            assertThat(header(answer, "X-Request-Id")).isEqualTo("c-1");
        }
    }

    @Test
    void tellsThatTheBudgetIsSpent() {
        var reserve = new Admission.OnlyReserveLeft(new ApiUsage(9, 10), 1, Duration.ofSeconds(60));
        var quota = new Admission.QuotaExhausted(Duration.ofMillis(59_500));

        for (Admission.Denied denial : List.of(reserve, quota)) {
            var error = ErrorAnswer.of(denial);
            assertThat(error.code().code()).isEqualTo(denial.code());
            assertThat(error.code().status().code()).isEqualTo(503);
            assertThat(error.headers()).hasSize(1);
            assertThat(error.headers().getFirst().get()).isEqualTo("60");
        }
    }

    @Test
    void tellsWhoIsStillServedAndUntilWhen() {
        var until = Instant.parse("2026-01-31T14:10:00Z");
        var reserve = new Admission.OnlyReserveLeft(
                new ApiUsage(8, 10),
                1,
                Duration.ofSeconds(60),
                Set.of(Priority.NORMAL, Priority.HIGH),
                Optional.of(until));

        assertThat(ErrorAnswer.of(reserve).detail())
                .isEqualTo("only the API requests that are set aside for others are left; requests of high and normal"
                        + " priority are served; Weir's own requests of a day ago are expected to make room by"
                        + " 2026-01-31T14:10:00Z");
        var caller = ErrorAnswer.of(new Admission.CallerBudgetSpent(20_000, Duration.ofHours(2)));
        assertThat(caller.code().status().code()).isEqualTo(429);
        assertThat(caller.detail()).contains("20000 API requests", "other callers are served");
        assertThat(caller.headers().getFirst().get()).isEqualTo("7200");
    }

    @Test
    void tellsWhatThePolicyDoesNotAllow() {
        try (var weir = RunningWeir.keeping(QueryPolicy.DEFAULT)) {
            var answer = weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("\"code\":\"query_not_allowed\"", "\"retryable\":\"false\"", "needs a filter");
            assertThat(weir.asked).isEmpty();
        }
    }

    @Test
    void asksNothingForAMinuteOnceTheQuotaIsSpent() {
        try (var weir = RunningWeir.with()) {
            weir.budget.quotaExhausted();
            var answer = weir.post(TUTORIAL);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"salesforce_quota_exhausted\"");
            assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 60);
            assertThat(weir.asked).isEmpty();
        }
    }

    @Test
    void keepsABugToItself() {
        try (var weir = RunningWeir.on(query -> {
            throw new IllegalArgumentException("+14155550100 must not get out");
        })) {
            var answer = weir.post(TUTORIAL);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("\"code\":\"internal_error\"").doesNotContain("5550100", "Illegal");
        }
    }

    @Test
    void listsTheBreachesOfAContractWithoutValues() {
        var schema = "\"expected_schema\":{\"properties\":{\"records\":{\"items\":{\"required\":[\"Phone\"],"
                + "\"properties\":{\"Name\":{\"type\":\"integer\"}}}}}}}";
        try (var weir = RunningWeir.with(row("Name", "secret"), row("Name", 1L, "Phone", "x"))) {
            var answer = weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Name\"]," + schema);

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .contains("\"code\":\"answer_broke_contract\"", "\"retryable\":\"false\"")
                    .contains("/records/0/Name: type integer", "/records/0: required 'Phone'")
                    .doesNotContain("secret");
            assertThat(weir.history.executions).extracting("outcome").containsExactly("answer_broke_contract");
        }
    }

    @Test
    void listsTenBreachesAtMost() {
        var rows = Stream.generate(() -> row("Name", "secret")).limit(30).toArray(Row[]::new);
        try (var weir = RunningWeir.with(rows)) {
            assertThat(weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Name\"],\"expected_schema\":"
                                    + "{\"properties\":{\"records\":{\"items\":{\"required\":[\"Phone\"]}}}}}")
                            .body())
                    .contains("/records/9: ", "; and 20 more")
                    .doesNotContain("/records/10");
        }
    }

    @Test
    void sendsProblemDetailsToThoseWhoAskForThem() {
        try (var weir = RunningWeir.with()) {
            assertThat(header(weir.post("", "Accept", "application/json"), "Content-Type"))
                    .isEqualTo("application/json; charset=utf-8");
            assertThat(header(weir.post("", "Accept", "text/html, Application/Problem+JSON;q=0.9"), "Content-Type"))
                    .isEqualTo("application/problem+json");
            assertThat(header(weir.post(TUTORIAL, "Accept", "application/problem+json"), "Content-Type"))
                    .isEqualTo("application/json; charset=utf-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "Multipart/mixed"})
    void refusesMultipart(String contentType) {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.post(TUTORIAL, "Content-Type", contentType))
                    .returns(415, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("\"code\":\"unsupported_media_type\""));
            assertThat(weir.asked).isEmpty();
        }
    }

    @Test
    void refusesOtherEncodingsAndCharsets() {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.post(TUTORIAL, "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(415);
            assertThat(weir.post(TUTORIAL, "Content-Type", "application/json; charset=iso-8859-1")
                            .statusCode())
                    .isEqualTo(400);
            var broken = "{\"object_name\":\"Zo\u00eb\"}".getBytes(StandardCharsets.ISO_8859_1);
            var answer = weir.send("POST", RunningWeir.AD_HOC, broken);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"malformed_json\"", "not UTF-8: byte 18");
            assertThat(weir.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /cxone/data-action/salesforce-query, 405, method_not_allowed",
        "PUT, /cxone/data-action/salesforce-query, 405, method_not_allowed",
        "OPTIONS, /cxone/data-action/salesforce-query, 405, method_not_allowed",
        "TRACE, /cxone/data-action/salesforce-query, 405, method_not_allowed",
        "DELETE, /cxone/data-action/salesforce-query, 405, method_not_allowed",
        "BREW, /cxone/data-action/salesforce-query, 405, method_not_allowed",
        "BREW, /nowhere, 405, method_not_allowed",
        "POST, /cxone/data-action/nosuch, 404, unknown_action",
        "GET, /cxone/data-action/nosuch, 405, method_not_allowed",
        "POST, /cxone/data-action/nosuch/more, 404, unknown_path",
        "GET, /, 404, unknown_path",
        "POST, /nowhere/at/all, 404, unknown_path",
        "GET, /observe/metrics, 404, unknown_path",
        "GET, /profiler, 404, unknown_path"
    })
    void refusesOtherMethodsAndPaths(String method, String path, int status, String code) {
        try (var weir = RunningWeir.with()) {
            String answer = weir.raw(method + " " + path + " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\"code\":\"" + code + "\"", "X-Request-Id: ");
            assertThat(answer.contains("Allow: POST")).isEqualTo(status == 405);
            assertThat(weir.asked).isEmpty();
        }
    }

    @Test
    void answersHeadWithoutABody() {
        try (var weir = RunningWeir.with()) {
            for (String path : List.of(RunningWeir.AD_HOC, "/nowhere")) {
                String answer = weir.raw("HEAD " + path + " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n");
                assertThat(answer)
                        .startsWith("HTTP/1.1 40")
                        .endsWith("\r\n\r\n")
                        .doesNotContain("{");
            }
        }
    }

    @Test
    void listsEveryCodeInTheDocumentation() throws IOException {
        var table = Files.readAllLines(Path.of("../docs/errors.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip() + " " + cells[2].strip() + " " + cells[3].strip())
                .toList();

        assertThat(table)
                .containsExactlyInAnyOrderElementsOf(Stream.of(ErrorCode.values())
                        .map(code -> "`%s` %d %s"
                                .formatted(code.code(), code.status().code(), code.retryable() ? "yes" : "no"))
                        .toList());
    }
}
