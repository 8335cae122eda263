package io.weir.adapter.in.http.action;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.SampleActions;
import io.weir.adapter.in.http.ScriptedActions;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.application.action.DryRunDataAction.DryRunResult;
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
import io.weir.domain.limit.Priority;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server with data actions; their results are given. One server at a time: a new one closes the last. */
final class RunningActions implements AutoCloseable {
    static final String PATH = "/cxone/data-action/caller-lookup";
    static final String BODY = "{\"phone\":\"+14155550100\"}";
    static final DataAction LOOKUP = SampleActions.callerLookup();
    static final DataAction SECRET =
            SampleActions.action("secret-lookup", LOOKUP.inputs(), LOOKUP.outputs(), List.of());
    static final MemberName PHONE = new MemberName("phone");
    static final ActionOutcome FOUND = new ActionOutcome.Answered(new ActionAnswer(
            Verdict.FOUND,
            1,
            false,
            Map.of(new MemberName("contactName"), new OutputValue.Text("Ada Byron")),
            List.of()));

    static final AuthenticatedCaller FLOW = caller(AnswerStyle.DEFAULT, false);
    static final String BLANKS =
            ",\"truncated\":\"false\",\"invalid\":\"\",\"invalid_reason\":\"\",\"contactName\":\"\",\"vip\":\"\",\"openCases\":\"\",\"balance\":\"\","
                + "\"birthdate\":\"\",\"since\":\"\",\"note\":\"\",\"r1_caseNumber\":\"\",\"r1_status\":\"\","
                + "\"r2_caseNumber\":\"\",\"r2_status\":\"\"}";

    private final List<RunDataAction.Request> requests = Collections.synchronizedList(new ArrayList<>());
    private @Nullable RunningWeir weir;

    @Override
    public void close() {
        if (weir != null) {
            weir.close();
        }
    }

    /** The requests of runs so far. */
    List<RunDataAction.Request> requests() {
        return requests;
    }

    Running answering(ActionOutcome outcome) {
        return serving(TestCallers.anyone(FLOW), _ -> outcome);
    }

    Running serving(Callers callers, Function<RunDataAction.Request, ActionOutcome> run) {
        return serving(callers, UnknownInputs.REFUSE, run);
    }

    Running serving(Callers callers, UnknownInputs unknownInputs, Function<RunDataAction.Request, ActionOutcome> run) {
        close();
        var actions = ScriptedActions.of(SampleActions.catalogOf(LOOKUP, SECRET), request -> {
            requests.add(request);
            return run.apply(request);
        });
        var running = RunningWeir.serving(actions, callers, unknownInputs);
        weir = running;
        return new Running(running);
    }

    Running dryRunning(DryRunResult result, AnswerStyle style) {
        close();
        var actions = ScriptedActions.of(
                SampleActions.catalogOf(LOOKUP),
                request -> {
                    requests.add(request);
                    return FOUND;
                },
                result);
        var running = RunningWeir.serving(actions, TestCallers.anyone(caller(style, true)), UnknownInputs.REFUSE);
        weir = running;
        return new Running(running);
    }

    static AuthenticatedCaller caller(AnswerStyle style, boolean mayExplain) {
        return new AuthenticatedCaller(
                new Caller(
                        "tester",
                        new NameRules(List.of("caller-*"), List.of()),
                        new Caller.AdHoc.Within(QueryPolicy.DEFAULT),
                        mayExplain,
                        Priority.NORMAL),
                style);
    }

    static AnswerStyle style(AnswerStyle.Errors errors) {
        return new AnswerStyle(AnswerStyle.Profile.CXONE, errors, AnswerStyle.MAX_BYTES);
    }

    /** A server with data actions. */
    record Running(RunningWeir running) {
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
