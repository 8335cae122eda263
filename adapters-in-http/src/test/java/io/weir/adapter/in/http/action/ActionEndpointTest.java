package io.weir.adapter.in.http.action;

import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.ScriptedActions;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.DryRunDataAction.Rehearsal;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SalesforceFailure;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionEndpointTest {
    private static final String PATH = "/cxone/data-action/caller-lookup";
    private static final String BODY = "{\"phone\":\"+14155550100\"}";
    private static final DataAction LOOKUP = SampleActions.callerLookup();
    private static final DataAction SECRET =
            SampleActions.action("secret-lookup", LOOKUP.inputs(), LOOKUP.outputs(), List.of());
    private static final MemberName PHONE = new MemberName("phone");
    private static final ActionOutcome FOUND = new ActionOutcome.Answered(new ActionAnswer(
            Verdict.FOUND,
            1,
            false,
            Map.of(new MemberName("contactName"), new OutputValue.Text("Ada Byron")),
            List.of()));

    private static final Rehearsal READY = new Rehearsal.Ready(
            Map.of(
                    PHONE,
                    new Input.Text("+14155550100"),
                    new MemberName("tier"),
                    new Input.Numeric(new BigDecimal("5")),
                    new MemberName("vips"),
                    new Input.Many(List.of(new Input.Bool(true), new Input.Bool(false))),
                    new MemberName("pin"),
                    new Input.Text("4711")),
            Map.of(PHONE, List.of("+14155550100", "4155550100")),
            List.of(new DryRunDataAction.Step(new MemberName("record"), "SELECT Name FROM Contact WHERE Name = ?")),
            List.of(new Problem("/phone", "is ambiguous")));

    private static final AuthenticatedCaller FLOW = caller(AnswerStyle.USUAL, false);
    private static final String BLANKS =
            ",\"truncated\":\"false\",\"contactName\":\"\",\"vip\":\"\",\"openCases\":\"\",\"balance\":\"\","
                    + "\"birthdate\":\"\",\"since\":\"\",\"note\":\"\",\"r1_caseNumber\":\"\",\"r1_status\":\"\","
                    + "\"r2_caseNumber\":\"\",\"r2_status\":\"\"}";

    private final List<RunDataAction.Request> asked = Collections.synchronizedList(new ArrayList<>());
    private @Nullable RunningWeir weir;

    @AfterEach
    void stop() {
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    void answersOneFlatObject() {
        var answer = answering(FOUND).post(BODY, "X-Request-Id", "c-1", "Content-Type", "text/whatever");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":\"true\",\"outcome\":\"found\",\"count\":\"1\",\"truncated\":\"false\","
                        + "\"request_id\":\"c-1\",\"contactName\":\"Ada Byron\",\"vip\":\"\",\"openCases\":\"\","
                        + "\"balance\":\"\",\"birthdate\":\"\",\"since\":\"\",\"note\":\"\",\"r1_caseNumber\":\"\","
                        + "\"r1_status\":\"\",\"r2_caseNumber\":\"\",\"r2_status\":\"\"}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(header(answer, "Content-Length"))
                .isEqualTo(String.valueOf(answer.body().length()));
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().action()).isEqualTo(LOOKUP);
        assertThat(asked.getFirst().inputs()).isEqualTo(Map.of(PHONE, new Input.Text("+14155550100")));
        assertThat(asked.getFirst().caller()).isEqualTo(FLOW.caller());
        assertThat(asked.getFirst().trail().requestId()).hasToString("c-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "{\"phone\":null,\"tier\":\" \"}", "phone=&tier=+"})
    void readsNoInputFromWhatIsEmptyOrBlank(String body) {
        assertThat(answering(FOUND).post(body).statusCode()).isEqualTo(200);

        assertThat(asked.getFirst().inputs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone=1&", "phone=1&&", "&phone=1", "&&phone=1&&&tier=+&", "phone=1&\n"})
    void ignoresWhatIsEmptyInAForm(String body) {
        assertThat(answering(FOUND).post(body).statusCode()).isEqualTo(200);

        assertThat(asked.getFirst().inputs()).isEqualTo(Map.of(PHONE, new Input.Text("1")));
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
                arguments("{\"phone\":1,\"phone\":2}", 400, "invalid_request", "/phone: stands here twice"),
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
                arguments("phone=1&phone=2", 400, "invalid_request", "/phone: stands here twice"),
                arguments("phone=1&x&tier=2", 400, "invalid_request", "a name without '=' (offset 8)"),
                arguments("phone=%2", 400, "invalid_request", "a '%' without two hexadecimal digits"),
                arguments("phone=%C3", 400, "invalid_request", "a percent-encoded text that is not UTF-8"),
                arguments("{\"x\":\"" + "y".repeat(16 * 1024) + "\"}", 413, "payload_too_large", "at most 16 KiB"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhatIsWrongWithARequest(String body, int status, String code, String detail) {
        var answer = answering(FOUND).post(body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains("\"code\":\"" + code + "\"", detail)
                .contains("\"ok\":\"false\",\"outcome\":\"error\",\"count\":\"0\"" + BLANKS);
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsTogetherWhatIsWrongWithARequest() {
        var answer = answering(FOUND)
                .post("{\"nope\":1,\"phone\":{\"a\":1},\"ids\":[\"12\"],\"tier\":\"" + "x".repeat(256)
                        + "\",\"pin\":\"1\",\"pin\":\"2\",\"timeoutMs\":\"soon\",\"contactId\":\"" + "7".repeat(65)
                        + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "/nope: unknown key",
                        "/phone: expected a telephone number, got an object",
                        "/pin: stands here twice",
                        "/contactId: at most 64 characters",
                        "/timeoutMs: a whole number",
                        "/ids: expected a record id",
                        "/tier: has at most 255 characters")
                .doesNotContain("is required");
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameThatAFormRepeatsIsAList() {
        assertThat(answering(FOUND)
                        .post("ids=0035g0000000001&phone=1&ids=0035g0000000002")
                        .statusCode())
                .isEqualTo(200);

        assertThat(asked.getFirst().inputs())
                .containsEntry(
                        new MemberName("ids"),
                        new Input.Many(List.of(new Input.Text("0035g0000000001"), new Input.Text("0035g0000000002"))));
    }

    @Test
    void takesNoOtherMethodThanPost() {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            var answer = answering(FOUND).send(method, PATH, new byte[0]);

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(header(answer, "Allow")).isEqualTo("POST");
            assertThat(answer.body()).contains("\"code\":\"method_not_allowed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller-lokup", "Caller-Lookup", "caller_lookup", "caller-lookups"})
    void namesTheActionThatIsProbablyMeant(String name) {
        var answer = answering(FOUND).send("POST", "/cxone/data-action/" + name, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("\"code\":\"unknown_action\"", "did you mean 'caller-lookup'?")
                .doesNotContain("contactName");
    }

    @Test
    void namesNoActionThatTheCallerMayNotRun() {
        var answer = answering(FOUND).send("POST", "/cxone/data-action/secret-lokup", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("check the name in the URL").doesNotContain("secret");
    }

    @Test
    void tellsACallerNothingOfAnActionThatItMayNotRun() {
        var answer = answering(FOUND)
                .send("POST", "/cxone/data-action/secret-lookup", "{\"nope\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"").doesNotContain("contactName", "nope");
        assertThat(asked).isEmpty();
    }

    @Test
    void answersNoStrangerWhateverItsStyleWouldBe() {
        var callers = TestCallers.withKey("right", caller(style(AnswerStyle.Errors.ALWAYS_200), true));
        var stranger = serving(callers, _ -> FOUND).post(BODY);

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.body()).contains("\"code\":\"unauthorized\"").doesNotContain("contactName");
        assertThat(asked).isEmpty();
    }

    static Stream<Arguments> outcomes() {
        var problem = List.of(new Problem("/phone", "is required"));
        var denial = new Admission.QuotaExhausted(Duration.ofSeconds(60));
        return Stream.of(
                arguments(new ActionOutcome.Forbidden(), 403, "forbidden", ""),
                arguments(new ActionOutcome.Invalid(problem), 400, "invalid_request", ""),
                arguments(new ActionOutcome.Unsuitable(problem), 500, "action_unsuitable", ""),
                arguments(new ActionOutcome.Refused(denial), 503, "salesforce_quota_exhausted", "60"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void tellsEachOutcomeByItsStatusAndByAlways200(ActionOutcome outcome, int status, String code, String retryAfter) {
        var plain = answering(outcome).post(BODY);
        var lenient = serving(TestCallers.anyone(caller(style(AnswerStyle.Errors.ALWAYS_200), false)), _ -> outcome)
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
        var answer = answering(unsuitable).post(BODY);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("tell the operator").doesNotContain("Secret__c");
    }

    @Test
    void tellsFailuresAndBugsAsForAdHocQueries() {
        var failed = serving(TestCallers.anyone(FLOW), _ -> {
                    throw new SalesforceFailure.Throttled("busy", "", Duration.ofSeconds(3));
                })
                .post(BODY);
        var met = serving(TestCallers.anyone(FLOW), _ -> {
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
        var answer =
                serving(TestCallers.anyone(caller(style, false)), _ -> FOUND).post("{\"nope\":1}");

        assertThat(answer.body())
                .contains("\"retryable\":false,")
                .contains("\"ok\":false,\"outcome\":\"error\",\"count\":0,\"truncated\":false,\"contactName\":\"\","
                        + "\"vip\":null,\"openCases\":null,");
    }

    @Test
    void ignoresAndCountsUnknownInputsWhereTheOperatorSaysSo() {
        var weir = serving(TestCallers.anyone(FLOW), UnknownInputs.IGNORE, _ -> FOUND);

        assertThat(weir.post("{\"phone\":\"1\",\"busNo\":7,\"scriptName\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(asked.getFirst().inputs()).containsOnlyKeys(PHONE);
        assertThat(weir.post("{\"PHONE\":\"1\"}").body()).contains("write 'phone'");
        assertThat(weir.running.counted("weir_unknown_inputs", "caller-lookup")).isEqualTo(2);
    }

    @Test
    void isKnownByTheRequestIdOfItsBodyUnlessAHeaderSaysAnother() {
        var byBody = answering(FOUND).post("{\"requestId\":4711}");
        var byHeader = answering(FOUND).post("{\"requestId\":4711}", "X-Request-Id", "c-1");
        var unfit = answering(FOUND).post("{\"requestId\":\"a b\"}");
        var refused = answering(FOUND).post("{\"requestId\":4711,\"nope\":1}");

        assertThat(header(byBody, "X-Request-Id")).isEqualTo("4711");
        assertThat(byBody.body()).contains("\"request_id\":\"4711\"");
        assertThat(header(byHeader, "X-Request-Id")).isEqualTo("c-1");
        assertThat(byHeader.body()).contains("\"request_id\":\"c-1\"");
        assertThat(header(unfit, "X-Request-Id")).isEqualTo(RunningWeir.NEW_ID);
        assertThat(refused.body()).contains("\"request_id\":\"4711\"");
        assertThat(asked)
                .extracting(run -> run.trail().requestId().value())
                .containsExactly("4711", "c-1", RunningWeir.NEW_ID);
    }

    @Test
    void theAuditTellsWhichActionWasAskedAndKeepsTheBodysContactAsAHash() {
        var weir = answering(FOUND);

        weir.post("{\"contactId\":\"102030405060\",\"requestId\":\"+14155550100\"}");

        assertThat(weir.running().audited).singleElement().satisfies(entry -> {
            assertThat(entry.asked()).hasToString(LOOKUP.name().value());
            assertThat(entry.outcome()).hasToString("answered");
            assertThat(entry.contact().hex()).matches("[0-9a-f]{24}");
            assertThat(entry.requestId().value()).matches("hashed-[0-9a-f]{24}");
        });
    }

    @Test
    void waitsAsLongAsTheBodySaysUnlessAHeaderSaysAnother() {
        answering(FOUND).post("{\"timeoutMs\":2000}");
        answering(FOUND).post("timeoutMs=2000");
        answering(FOUND).post("{\"timeoutMs\":\"2000\"}", "X-Timeout-Ms", "60000");
        answering(FOUND).post("{\"timeoutMs\":\"\"}");

        assertThat(asked.get(0).timeout()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_850));
        assertThat(asked.get(1).timeout()).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_850));
        assertThat(asked.get(2).timeout()).isGreaterThan(Duration.ofSeconds(10));
        assertThat(asked.get(3).timeout()).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void boundsTheContactId() {
        String longest = "7".repeat(64);

        assertThat(answering(FOUND).post("{\"contactId\":\"" + longest + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(answering(FOUND).post("{\"contactId\":\"" + longest + "7\"}").body())
                .contains("\"status\":400", "/contactId: at most 64 characters");
        assertThat(answering(FOUND).post(BODY, "X-Contact-Id", longest + "7").body())
                .contains("\"status\":400", "X-Contact-Id has at most 64 characters");
    }

    @Test
    void rehearsesForThoseWhoMayExplain() {
        assertThat(rehearsing(READY, AnswerStyle.USUAL).dryRun())
                .isEqualTo("{\"ok\":\"true\",\"dry_run\":\"true\",\"action\":\"caller-lookup\",\"version\":\"3\","
                        + "\"inputs\":{\"phone\":\"+14155550100\",\"tier\":\"5\",\"vips\":[\"true\",\"false\"]},"
                        + "\"searched\":{\"phone\":[\"+14155550100\",\"4155550100\"]},\"hidden\":[\"pin\"],"
                        + "\"steps\":[{\"name\":\"record\",\"shape\":\"SELECT Name FROM Contact WHERE Name = ?\"}],"
                        + "\"warnings\":[{\"location\":\"/phone\",\"message\":\"is ambiguous\"}]}");
        assertThat(asked).isEmpty();
    }

    @Test
    void rehearsesInTheCallersProfile() {
        var style = new AnswerStyle(AnswerStyle.Profile.JSON, AnswerStyle.Errors.BY_STATUS, 0);

        assertThat(rehearsing(READY, style).dryRun())
                .contains("{\"ok\":true,\"dry_run\":true,\"action\":\"caller-lookup\",\"version\":3,")
                .contains("\"tier\":5,\"vips\":[true,false]}");
    }

    @ParameterizedTest
    @EnumSource(AnswerStyle.Profile.class)
    void aDryRunsAnswerKeepsItsSchema(AnswerStyle.Profile profile) {
        var style = new AnswerStyle(profile, AnswerStyle.Errors.BY_STATUS, 0);
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ActionSchemas.rehearsal(profile).toString(), InputFormat.JSON);

        assertThat(schema.validate(rehearsing(READY, style).dryRun(), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate(rehearsing(new Rehearsal.NoCallerId(), style).dryRun(), InputFormat.JSON))
                .isEmpty();
    }

    static Stream<Arguments> rehearsals() {
        var problem = List.of(new Problem("/query/fields/0", "Contact has no field Nope"));
        return Stream.of(
                arguments(new Rehearsal.NoCallerId(), 200, "\"outcome\":\"no_caller_id\""),
                arguments(new Rehearsal.Forbidden(), 403, "\"code\":\"forbidden\""),
                arguments(new Rehearsal.Invalid(problem), 400, "/query/fields/0: Contact has no field Nope"),
                arguments(new Rehearsal.Unsuitable(problem), 500, "/query/fields/0: Contact has no field Nope"));
    }

    @ParameterizedTest
    @MethodSource("rehearsals")
    void tellsWhyADryRunWouldAskNothing(Rehearsal rehearsal, int status, String told) {
        var answer = rehearsing(rehearsal, AnswerStyle.USUAL)
                .send("POST", PATH + "?dry_run=true", BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(told);
        assertThat(asked).isEmpty();
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
        var answer = answering(FOUND).send("POST", PATH + "?" + query, BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid_request\"");
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesCredentialsInItsUrl() {
        var answer = answering(FOUND).send("POST", PATH + "?apiKey=secret", BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"credentials_in_url\"").doesNotContain("secret");
        assertThat(asked).isEmpty();
    }

    @Test
    void countsRequestsByTheNamesOfTheCatalogOnly() {
        var weir = answering(FOUND);
        weir.post(BODY);
        weir.post("{\"nope\":1}");
        weir.send("POST", "/cxone/data-action/whatever-comes", new byte[0]);

        assertThat(weir.running.timed("caller-lookup", "answered")).isEqualTo(1);
        assertThat(weir.running.timed("caller-lookup", "invalid_request")).isEqualTo(1);
        assertThat(weir.running.timed("unknown_action", "unknown_action")).isEqualTo(1);
        assertThat(weir.running.timed("whatever-comes", "unknown_action")).isZero();
    }

    private Running answering(ActionOutcome outcome) {
        return serving(TestCallers.anyone(FLOW), _ -> outcome);
    }

    private Running serving(Callers callers, Function<RunDataAction.Request, ActionOutcome> run) {
        return serving(callers, UnknownInputs.REFUSE, run);
    }

    private Running serving(
            Callers callers, UnknownInputs unknownInputs, Function<RunDataAction.Request, ActionOutcome> run) {
        stop();
        var actions = ScriptedActions.of(SampleActions.catalogOf(LOOKUP, SECRET), request -> {
            asked.add(request);
            return run.apply(request);
        });
        var running = RunningWeir.serving(actions, callers, unknownInputs);
        weir = running;
        return new Running(running);
    }

    private Running rehearsing(Rehearsal rehearsal, AnswerStyle style) {
        stop();
        var actions = ScriptedActions.of(
                SampleActions.catalogOf(LOOKUP),
                request -> {
                    asked.add(request);
                    return FOUND;
                },
                rehearsal);
        var running = RunningWeir.serving(actions, TestCallers.anyone(caller(style, true)), UnknownInputs.REFUSE);
        weir = running;
        return new Running(running);
    }

    private static AuthenticatedCaller caller(AnswerStyle style, boolean mayExplain) {
        return new AuthenticatedCaller(
                new Caller(
                        "tester",
                        new NameRules(List.of("caller-*"), List.of()),
                        new Caller.AdHoc.Within(QueryPolicy.DEFAULT),
                        mayExplain,
                        Priority.NORMAL),
                style);
    }

    private static AnswerStyle style(AnswerStyle.Errors errors) {
        return new AnswerStyle(AnswerStyle.Profile.CXONE, errors, AnswerStyle.MAX_BYTES);
    }

    /** A server with data actions. */
    private record Running(RunningWeir running) {
        HttpResponse<String> post(String body, String... headers) {
            return send("POST", PATH, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        String dryRun() {
            return send("POST", PATH + "?dry_run=true", BODY.getBytes(StandardCharsets.UTF_8))
                    .body();
        }

        HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
            return running.send(method, path, body, headers);
        }
    }
}
