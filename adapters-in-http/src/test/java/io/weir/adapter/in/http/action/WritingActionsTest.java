package io.weir.adapter.in.http.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.ScriptedActions;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.adapter.in.http.catalog.ActionReaderTest;
import io.weir.application.action.RunDataAction;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionAnswer.WriteReason;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SalesforceMessage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Data actions that write, over HTTP. */
final class WritingActionsTest {
    private static final DataAction LOG = action("log-call");
    private static final DataAction SECRET = action("log-secret");
    private static final DataAction LOOKUP = SampleActions.callerLookup();
    private static final String PATH = "/cxone/data-action/log-call";
    private static final String BODY = "{\"subject\":\"hello\"}";

    private static final ActionOutcome CREATED = answered(Verdict.CREATED, Optional.empty());

    private final List<RunDataAction.Request> requests = Collections.synchronizedList(new ArrayList<>());
    private ActionOutcome outcome = CREATED;
    private Optional<SalesforceFailure> failure = Optional.empty();
    private final RunningWeir weir = serving("log-call");

    private static DataAction action(String name) {
        return ActionReaderTest.read(name, """
            name: %s
            version: 1
            description: Logs a call.
            inputs:
              subject: {type: text, required: true}
              pin: {type: text, sensitive: true}
            writes:
              task:
                create: Task
                look_up: [CallObject]
                fields: {CallObject: "{contactId}", Subject: "{subject}", Description: "pin {pin}", Status: Completed}
            outputs:
              taskId: task.Id
            """.formatted(name));
    }

    private static ActionOutcome answered(Verdict verdict, Optional<WriteReason> reason) {
        return new ActionOutcome.Answered(new ActionAnswer(
                verdict,
                1,
                false,
                Map.of(new MemberName("taskId"), new OutputValue.Text("00T000000000001AAA")),
                List.of(),
                Optional.empty(),
                reason));
    }

    /** A server whose caller may run every action, and those of {@code writes} although they write. */
    private RunningWeir serving(String writes) {
        var caller = new AuthenticatedCaller(
                new Caller(
                        "desk",
                        NameRules.ALL,
                        new NameRules(List.of(writes), List.of()),
                        new Caller.AdHoc.Never(),
                        true,
                        Priority.NORMAL,
                        Caller.ANY_CALLS),
                AnswerStyle.DEFAULT);
        var actions = ScriptedActions.of(SampleActions.catalogOf(LOG, SECRET, LOOKUP), this::run);
        return RunningWeir.serving(
                new ActionUseCases(
                        actions.catalog(),
                        actions.run(),
                        ScriptedActions.trying(actions.catalog()).dryRun()),
                TestCallers.anyone(caller),
                UnknownInputs.REFUSE);
    }

    private ActionOutcome run(RunDataAction.Request request) {
        requests.add(request);
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return outcome;
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return weir.send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void anAnswerHasTheReasonAfterTheOtherMembersOfEveryAnswer() {
        var created = post(PATH, BODY, "X-Request-Id", "c-1");
        outcome = answered(Verdict.REJECTED, Optional.of(WriteReason.VALIDATION_RULE));
        var rejected = post(PATH, BODY);

        assertThat(created.body())
                .isEqualTo("{\"ok\":\"true\",\"outcome\":\"created\",\"count\":\"1\",\"truncated\":\"false\","
                        + "\"request_id\":\"c-1\",\"invalid\":\"\",\"invalid_reason\":\"\",\"reason\":\"\","
                        + "\"taskId\":\"00T000000000001AAA\"}");
        assertThat(rejected.statusCode()).isEqualTo(200);
        assertThat(json(rejected).path("outcome").asString()).isEqualTo("rejected");
        assertThat(json(rejected).path("reason").asString()).isEqualTo("validation_rule");
    }

    @Test
    void anActionThatOnlyReadsHasNoReason() {
        assertThat(post("/cxone/data-action/caller-lookup", "{}").body()).doesNotContain("\"reason\"");
        assertThat(post("/cxone/data-action/caller-lookup", "{\"nope\":1}").body())
                .doesNotContain("\"reason\"");
    }

    @Test
    void anErrorHasABlankReasonToo() {
        assertThat(json(post(PATH, "{\"nope\":1}")).path("reason").asString()).isEmpty();
        failure = Optional.of(
                new SalesforceFailure.WriteRejected("too long", "STRING_TOO_LONG", new SalesforceMessage.Nothing()));
        var rejected = post(PATH, BODY);
        failure = Optional.of(new SalesforceFailure.AutomationFailed(
                "a flow failed", "CANNOT_EXECUTE_FLOW_TRIGGER", new SalesforceMessage.Nothing()));
        var failed = post(PATH, BODY);

        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(json(rejected).path("code").asString()).isEqualTo("write_rejected");
        assertThat(json(rejected).path("retryable").asString()).isEqualTo("false");
        assertThat(rejected.body()).contains("\"invalid_reason\":\"\",\"reason\":\"\",\"taskId\":\"\"");
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(json(failed).path("code").asString()).isEqualTo("salesforce_automation_failed");
        assertThat(ErrorAnswer.of(ErrorCode.WRITE_JOURNAL_UNAVAILABLE, "")
                        .code()
                        .status()
                        .code())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"subject\":\"x\",\"contactId\":\"1020\"}',",
        "'{\"subject\":\"x\",\"contactId\":1020}',",
        "'subject=x&contactId=+1020+',",
        "'{\"subject\":\"x\"}',1020",
        "'{\"subject\":\"x\",\"contactId\":\"7\"}',1020"
    })
    void theRunKnowsTheContactOfTheBodyOrTheHeader(String body, String header) {
        post(PATH, body, header == null ? new String[0] : new String[] {"X-Contact-Id", header});

        assertThat(requests.getFirst().contactId()).contains("1020");
        assertThat(requests.getFirst()).asString().doesNotContain("1020", "x,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"subject\":\"x\"}", "{\"contactId\":\" \"}", "{\"contactId\":null}", "contactId="})
    void aMissingOrBlankContactReachesTheRunAsAbsent(String body) {
        assertThat(post(PATH, body).statusCode()).isEqualTo(200);

        assertThat(requests.getFirst().contactId()).isEmpty();
    }

    @Test
    void withoutTheRightToWriteNothingOfTheRequestIsRead() {
        var answer = post("/cxone/data-action/log-secret", "{not json");
        var dryRun = post("/cxone/data-action/log-secret?dry_run=true", BODY);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("code").asString()).isEqualTo("forbidden");
        assertThat(json(answer).path("detail").asString()).contains("which writes: its list 'writes' lacks it");
        assertThat(answer.body()).doesNotContain("taskId", "subject");
        assertThat(dryRun.statusCode()).isEqualTo(403);
        assertThat(requests).isEmpty();
    }

    @Test
    void onlyActionsThatTheCallerMayRunAreSuggestedAndDescribed() {
        var misspelt = post("/cxone/data-action/log-secre", BODY);
        String described = weir.send("GET", "/openapi", new byte[0]).body();

        assertThat(misspelt.statusCode()).isEqualTo(404);
        assertThat(misspelt.body()).doesNotContain("log-secret");
        assertThat(post("/cxone/data-action/log-cal", BODY).body()).contains("did you mean 'log-call'?");
        assertThat(new JsonMapper().readTree(described).path("paths").propertyNames())
                .contains("/cxone/data-action/log-call", "/cxone/data-action/caller-lookup")
                .doesNotContain("/cxone/data-action/log-secret");
    }

    @Test
    void theDescriptionHasTheErrorsOfWritesWhereThereAreAny() {
        var paths = new JsonMapper()
                .readTree(weir.send("GET", "/openapi", new byte[0]).body())
                .path("paths");

        assertThat(paths.path(PATH).toString())
                .contains("write_rejected", "salesforce_automation_failed", "write_journal_unavailable", "created");
        assertThat(paths.path("/cxone/data-action/caller-lookup").toString())
                .doesNotContain("write_rejected", "salesforce_automation_failed", "write_journal_unavailable");
    }

    @Test
    void aDryRunShowsEachRecordWithoutTheValuesOfTheRequest() {
        var answer = post(PATH + "?dry_run=true", "{\"subject\":\"hello\",\"pin\":\"4711\",\"contactId\":\"1020\"}");

        assertThat(json(answer).path("writes").toString())
                .isEqualTo("[{\"name\":\"task\",\"operation\":\"create\",\"object\":\"Task\","
                        + "\"once\":\"look_up CallObject\",\"fields\":{\"CallObject\":\"?\",\"Subject\":\"?\","
                        + "\"Description\":\"?\",\"Status\":\"Completed\"}}]");
        assertThat(json(answer).path("key").toString()).isEqualTo("[]");
        assertThat(answer.body()).doesNotContain("4711", "1020");
        assertThat(requests).isEmpty();
    }
}
