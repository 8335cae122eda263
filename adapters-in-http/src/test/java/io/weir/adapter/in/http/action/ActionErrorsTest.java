package io.weir.adapter.in.http.action;

import static io.weir.adapter.in.http.action.RunningActions.BLANKS;
import static io.weir.adapter.in.http.action.RunningActions.BODY;
import static io.weir.adapter.in.http.action.RunningActions.FLOW;
import static io.weir.adapter.in.http.action.RunningActions.FOUND;
import static io.weir.adapter.in.http.action.RunningActions.PATH;
import static io.weir.adapter.in.http.action.RunningActions.caller;
import static io.weir.adapter.in.http.action.RunningActions.style;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import io.weir.domain.port.SalesforceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of data actions over HTTP. */
final class ActionErrorsTest {
    private final RunningActions actions = new RunningActions();

    @AfterEach
    void stop() {
        actions.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "{\"phone\":\"a\"b\"}", 400, "malformed_json", "line 1, column 13 (offset 12): a value before"),
                arguments("{\"tier\":\"a\nb\"}", 400, "malformed_json", "contains a line break"),
                arguments("[]", 400, "invalid_request", "expected an object, got a list"),
                arguments("42", 400, "invalid_request", "expected an object, got a number"),
                arguments(
                        "{\"phone\":{\"a\":1}}",
                        400,
                        "invalid_request",
                        "/phone: expected a telephone number, got an object"),
                arguments(
                        "{\"phone\":[\"1\"]}",
                        400,
                        "invalid_request",
                        "/phone: expected a telephone number, got a list"),
                arguments("{\"tier\":{\"a\":1}}", 400, "invalid_request", "/tier: expected a text, got an object"),
                arguments("{\"ids\":[[1]]}", 400, "invalid_request", "/ids/0: expected a record id of 15 or 18"),
                arguments("{\"ids\":{\"a\":1}}", 400, "invalid_request", "/ids: expected a list or one text with |"),
                arguments("{\"phone\":1,\"phone\":2}", 400, "invalid_request", "/phone: is here twice"),
                arguments("{\"phnoe\":\"1\"}", 400, "invalid_request", "/phnoe: unknown key; did you mean 'phone'?"),
                arguments(
                        "{\"Phone\":\"1\"}",
                        400,
                        "invalid_request",
                        "/Phone: upper and lower case matter; write 'phone'"),
                arguments("{\"contactID\":\"1\"}", 400, "invalid_request", "write 'contactId'"),
                arguments("{\"contactId\":true}", 400, "invalid_request", "/contactId: expected a string or a number"),
                arguments("{\"timeoutMs\":\"soon\"}", 400, "invalid_request", "/timeoutMs: a whole number of milli"),
                arguments("{\"timeoutMs\":0}", 400, "invalid_request", "/timeoutMs: a whole number of milli"),
                arguments("phone=1&phone=2", 400, "invalid_request", "/phone: is here twice"),
                arguments("phone=1&x&tier=2", 400, "invalid_request", "a name without '=' (offset 8)"),
                arguments("phone=%2", 400, "invalid_request", "a '%' without two hexadecimal digits"),
                arguments("phone=%C3", 400, "invalid_request", "a percent-encoded text that is not UTF-8"),
                arguments("{\"x\":\"" + "y".repeat(16 * 1024) + "\"}", 413, "payload_too_large", "at most 16 KiB"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhatIsWrongWithARequest(String body, int status, String code, String detail) {
        var answer = actions.answering(FOUND).post(body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains("\"code\":\"" + code + "\"", detail)
                .contains("\"ok\":\"false\",\"outcome\":\"error\",\"count\":\"0\"" + BLANKS);
        assertThat(actions.requests()).isEmpty();
    }

    @Test
    void tellsTogetherWhatIsWrongWithARequest() {
        var answer = actions.answering(FOUND)
                .post("{\"nope\":1,\"phone\":{\"a\":1},\"ids\":[\"12\"],\"tier\":\"" + "x".repeat(256)
                        + "\",\"pin\":\"1\",\"pin\":\"2\",\"timeoutMs\":\"soon\",\"contactId\":\"" + "7".repeat(65)
                        + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "/nope: unknown key",
                        "/phone: expected a telephone number, got an object",
                        "/pin: is here twice",
                        "/contactId: at most 64 characters",
                        "/timeoutMs: a whole number")
                .doesNotContain("is required");
        assertThat(actions.requests()).isEmpty();
    }

    @Test
    void takesNoOtherMethodThanPost() {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            var answer = actions.answering(FOUND).send(method, PATH, new byte[0]);

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(header(answer, "Allow")).isEqualTo("POST");
            assertThat(answer.body()).contains("\"code\":\"method_not_allowed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller-lokup", "Caller-Lookup", "caller_lookup", "caller-lookups"})
    void namesTheActionThatIsProbablyMeant(String name) {
        var answer = actions.answering(FOUND).send("POST", "/cxone/data-action/" + name, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("\"code\":\"unknown_action\"", "did you mean 'caller-lookup'?")
                .doesNotContain("contactName");
    }

    @Test
    void namesNoActionThatTheCallerMayNotRun() {
        var answer = actions.answering(FOUND).send("POST", "/cxone/data-action/secret-lokup", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("check the name in the URL").doesNotContain("secret");
    }

    @Test
    void tellsACallerNothingOfAnActionThatItMayNotRun() {
        var answer = actions.answering(FOUND)
                .send("POST", "/cxone/data-action/secret-lookup", "{\"nope\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"").doesNotContain("contactName", "nope");
        assertThat(actions.requests()).isEmpty();
    }

    @Test
    void answersNoStrangerWhateverItsStyleWouldBe() {
        var callers = TestCallers.withKey("right", caller(style(AnswerStyle.Errors.ALWAYS_200), true));
        var stranger = actions.serving(callers, _ -> FOUND).post(BODY);

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).contains("\"code\":\"unauthorized\"").doesNotContain("contactName");
        assertThat(actions.requests()).isEmpty();
    }

    static Stream<Arguments> outcomes() {
        var problem = List.of(new Problem("/phone", "is required"));
        var denial = new Admission.QuotaExhausted(Duration.ofSeconds(60));
        return Stream.of(
                arguments(new ActionOutcome.Forbidden(), 403, "forbidden", ""),
                arguments(new ActionOutcome.Unsuitable(problem), 500, "action_unsuitable", ""),
                arguments(new ActionOutcome.Refused(denial), 503, "salesforce_quota_exhausted", "60"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void tellsEachOutcomeByItsStatusAndByAlways200(ActionOutcome outcome, int status, String code, String retryAfter) {
        var plain = actions.answering(outcome).post(BODY);
        var lenient = actions.serving(
                        TestCallers.anyone(caller(style(AnswerStyle.Errors.ALWAYS_200), false)), _ -> outcome)
                .post(BODY);

        assertThat(plain.statusCode()).isEqualTo(status);
        assertThat(lenient.statusCode()).isEqualTo(200);
        assertThat(plain.body())
                .contains("\"status\":" + status + ",", "\"code\":\"" + code + "\"", "\"retryable\":\"")
                .endsWith(BLANKS);
        assertThat(lenient.body()).isEqualTo(plain.body());
        assertThat(header(plain, "Retry-After")).isEqualTo(retryAfter);
        assertThat(header(lenient, "Retry-After")).isEqualTo(retryAfter);
    }

    @Test
    void keepsWhatIsWrongWithAnActionFromItsCallers() {
        var unsuitable = new ActionOutcome.Unsuitable(List.of(
                new Problem("/query/fields/0", "Contact has no field Secret__c"),
                new Problem("/outputs/vip", "an output of type boolean cannot come from Name")));
        var answer = actions.answering(unsuitable).post(BODY);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("tell the operator").doesNotContain("Secret__c");
    }

    @Test
    void tellsFailuresAndBugsAsForAdHocQueries() {
        var failed = actions.serving(TestCallers.anyone(FLOW), _ -> {
                    throw new SalesforceFailure.Throttled("busy", "", Duration.ofSeconds(3));
                })
                .post(BODY);
        var met = actions.serving(TestCallers.anyone(FLOW), _ -> {
                    throw new IllegalStateException("+14155550100");
                })
                .post(BODY);

        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(header(failed, "Retry-After")).isEqualTo("3");
        assertThat(met.statusCode()).isEqualTo(500);
        assertThat(met.body())
                .contains("\"code\":\"internal_error\"")
                .doesNotContain("5550100")
                .endsWith(BLANKS);
    }

    @Test
    void hasErrorsInTheCallersProfile() {
        var style = new AnswerStyle(AnswerStyle.Profile.JSON, AnswerStyle.Errors.BY_STATUS, 0);
        var answer = actions.serving(TestCallers.anyone(caller(style, false)), _ -> FOUND)
                .post("{\"nope\":1}");

        assertThat(answer.body())
                .contains("\"retryable\":false,")
                .contains(
                        "\"ok\":false,\"outcome\":\"error\",\"count\":0,\"truncated\":false,\"invalid\":\"\",\"invalid_reason\":\"\",\"contactName\":\"\","
                            + "\"vip\":null,\"openCases\":null,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dry_run=yes",
                "dry_run",
                "dry_run=",
                "dry_run=true&dry_run=true",
                "dry_run=true&phone=1",
                "DRY_RUN=true",
                "explain=true"
            })
    void takesNoOtherParameter(String query) {
        var answer = actions.answering(FOUND).send("POST", PATH + "?" + query, BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid_parameter\"");
        assertThat(actions.requests()).isEmpty();
    }

    @Test
    void refusesCredentialsInItsUrl() {
        var answer =
                actions.answering(FOUND).send("POST", PATH + "?apiKey=secret", BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"credentials_in_url\"").doesNotContain("secret");
        assertThat(actions.requests()).isEmpty();
    }
}
