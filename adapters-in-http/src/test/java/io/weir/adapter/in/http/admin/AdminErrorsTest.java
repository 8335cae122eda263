package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.Throwables;
import io.weir.domain.port.SalesforceFailure;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors have the same form on every route of the admin server. */
final class AdminErrorsTest {
    private static final String QUERY =
            "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"filters\":{\"Phone\":{\"op\":\"=\",\"val\":\"1\"}}}";

    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GET | /profiler?foo=1 | unknown parameter 'foo' in the URL; the parameters here are limit, cursor",
                "GET | /profiler?limit=1&limit=2 | limit is in the URL more than once",
                "GET | /profiler?outcome | outcome needs a value",
                "GET | /profiler?request_id= | request_id needs a value",
                "GET | /profiler?outcome=nope | outcome in the URL is unknown; name one of answered, malformed_json,"
                        + " invalid",
                "GET | /profiler?outcome=ANSWERED | outcome in the URL is unknown; name one of answered",
                "GET | /profiler/summary?foo=1 | the parameters here are by, since, until, action",
                "GET | /profiler/summary?by=nope | by in the URL is unknown; name one of action, shape, caller,"
                        + " outcome",
                "GET | /profiler/summary?by=action&by=shape | by is in the URL more than once",
                "GET | /profiler/advice?since=1h | unknown parameter 'since' in the URL; there are none here",
                "GET | /profiler/r-1?limit=1 | unknown parameter 'limit' in the URL; there are none here",
                "DELETE | /profiler?limit=1 | the parameters here are contact_id",
                "DELETE | /profiler | contact_id in the URL is missing; name the contact whose runs to delete",
                "GET | /limits?foo=1 | unknown parameter 'foo' in the URL; there are none here",
                "GET | /limits?limit | unknown parameter 'limit'",
                "GET | /sandbox/faults?foo=1 | unknown parameter 'foo'",
                "PUT | /sandbox/faults?latency=1s | unknown parameter 'latency'",
                "DELETE | /sandbox/faults?foo=1 | unknown parameter 'foo'",
                "POST | /cxone/data-action/salesforce-query?explain=true&foo=1 | the parameters here are explain",
                "POST | /cxone/data-action/salesforce-query?explain=true&explain=true | explain is in the URL more"
                        + " than once",
                "POST | /cxone/data-action/salesforce-query?explain | explain needs a value"
            })
    void refusesUnknownAndInvalidParameters(String method, String path, String detail) {
        admin.faults.replace(Map.of("latency", "50ms"));
        var answer = admin.send(method, path, method.equals("GET") ? "" : "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid_parameter\"", detail);
        assertThat(admin.faults.faults()).containsExactly(Map.entry("latency", "50ms"));
    }

    static Stream<Arguments> routes() {
        return Stream.of(
                arguments("GET", "/profiler", ""),
                arguments("GET", "/profiler/summary", ""),
                arguments("GET", "/profiler/advice", ""),
                arguments("GET", "/profiler/r-1", ""),
                arguments("DELETE", "/profiler?contact_id=1", ""),
                arguments("GET", "/limits", ""),
                arguments("POST", RunningWeir.AD_HOC + "?explain=true&plan=true", QUERY),
                arguments("GET", "/sandbox/faults", ""),
                arguments("PUT", "/sandbox/faults", "{}"),
                arguments("DELETE", "/sandbox/faults", ""));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteAnswersErrorsInTheSameForm(String method, String path, String body) {
        admin.weir.history.record(SampleRun.of("r-1", 0).made());
        assertThat(admin.send(method, path, body).statusCode()).isEqualTo(200);

        assertIsError(
                admin.send(method, path + (path.contains("?") ? "&" : "?") + "foo=1", body), 400, "invalid_parameter");

        admin.beforePort = () -> {
            throw new SalesforceFailure.AccessDenied("the run-as user may not", "INSUFFICIENT_ACCESS");
        };
        var failure = admin.send(method, path, body);
        assertIsError(failure, 502, "salesforce_access_denied");
        assertThat(failure.body()).contains("the run-as user may not", "\"salesforce_code\":\"INSUFFICIENT_ACCESS\"");

        admin.beforePort = () -> {
            throw new IllegalStateException("what was sent");
        };
        var bug = admin.send(method, path, body);
        assertIsError(bug, 500, "internal_error");
        assertThat(bug.body()).doesNotContain("what was sent");
    }

    private static void assertIsError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            var error = reader.readObject();
            assertThat(error.getString("code")).isEqualTo(code);
            assertThat(error.keySet())
                    .containsExactly(
                            "type",
                            "title",
                            "status",
                            "detail",
                            "code",
                            "retryable",
                            "request_id",
                            "salesforce_code",
                            "ok",
                            "outcome",
                            "count");
        }
    }

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void everyThrowableIsAnsweredAsABug(Throwable thrown) {
        admin.beforePort = () -> {
            throw Throwables.unchecked(thrown);
        };

        for (int request = 0; request < 2; request++) {
            assertIsError(admin.get("/limits"), 500, "internal_error");
        }
    }
}
