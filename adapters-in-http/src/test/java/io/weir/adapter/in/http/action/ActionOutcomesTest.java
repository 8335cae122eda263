package io.weir.adapter.in.http.action;

import static io.weir.adapter.in.http.action.RunningActions.BODY;
import static io.weir.adapter.in.http.action.RunningActions.FLOW;
import static io.weir.adapter.in.http.action.RunningActions.FOUND;
import static io.weir.adapter.in.http.action.RunningActions.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.action.RunningActions.Running;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.application.action.DryRunDataAction.DryRunResult;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.port.SalesforceFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What data actions answered, in the metrics and in the audit. */
final class ActionOutcomesTest {
    private static final String LOOKUP = "caller-lookup";

    private final RunningActions actions = new RunningActions();

    @AfterEach
    void stop() {
        actions.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyVerdictIsCountedAndAudited(Verdict verdict) {
        var weir =
                actions.answering(new ActionOutcome.Answered(new ActionAnswer(verdict, 0, false, Map.of(), List.of())));
        weir.post(BODY);
        weir.post(BODY);

        assertThat(outcomes(weir.running(), LOOKUP, verdict.label(), "tester")).isEqualTo(2);
        assertThat(requests(weir.running(), LOOKUP, "tester", "answered")).isEqualTo(2);
        assertThat(weir.running().audited)
                .hasSize(2)
                .allMatch(entry -> entry.outcome().value().equals("answered"))
                .extracting(AuditEntry::businessOutcome)
                .extracting(AuditEntry.BusinessOutcome::value)
                .containsOnly(verdict.label());
    }

    @Test
    void aRequestWithoutAnAnswerIsAnError() {
        var weir = actions.serving(TestCallers.anyone(FLOW), _ -> {
            throw new SalesforceFailure.QueryTimedOut("too long", "QUERY_TIMEOUT");
        });
        weir.post(BODY);
        weir.post("{");
        weir.send("POST", "/cxone/data-action/4155550100", new byte[0]);

        assertThat(outcomes(weir.running(), LOOKUP, "error", "tester")).isEqualTo(2);
        assertThat(outcomes(weir.running(), "unknown_action", "error", "tester"))
                .isOne();
        assertThat(weir.running().audited)
                .hasSize(3)
                .extracting(entry -> entry.businessOutcome().value())
                .containsOnly("error");
    }

    @Test
    void dryRunsAndAdHocQueriesHaveNone() {
        var weir = actions.dryRunning(new DryRunResult.NoCallerId(), AnswerStyle.DEFAULT);
        weir.dryRun();
        weir.running().post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}");

        assertThat(allOutcomes(weir)).isZero();
        assertThat(requests(weir.running(), LOOKUP, "tester", "dry_run")).isOne();
        assertThat(weir.running().audited)
                .hasSize(2)
                .allMatch(entry -> entry.businessOutcome().equals(AuditEntry.BusinessOutcome.NONE));
    }

    @Test
    void aCallerThatIsRefusedIsUnknown() {
        var weir = actions.serving(TestCallers.withKey("right", caller(AnswerStyle.DEFAULT, false)), _ -> FOUND);
        weir.post(BODY, "X-API-Key", "wrong");
        weir.post(BODY, "X-API-Key", "right");

        assertThat(requests(weir.running(), LOOKUP, "unknown", "unauthorized")).isOne();
        assertThat(requests(weir.running(), LOOKUP, "tester", "answered")).isOne();
        assertThat(outcomes(weir.running(), LOOKUP, "error", "unknown")).isOne();
        assertThat(outcomes(weir.running(), LOOKUP, "found", "tester")).isOne();
    }

    private static long outcomes(RunningWeir weir, String action, String outcome, String caller) {
        return counted(
                weir,
                "weir_action_outcomes",
                List.of(Tag.create("action", action), Tag.create("outcome", outcome), Tag.create("caller", caller)));
    }

    private static long requests(RunningWeir weir, String query, String caller, String outcome) {
        return counted(
                weir,
                "weir_http_requests",
                List.of(Tag.create("query", query), Tag.create("caller", caller), Tag.create("outcome", outcome)));
    }

    private static long counted(RunningWeir weir, String name, List<Tag> tags) {
        return weir.meters.counter(name, tags).map(Counter::count).orElse(0L);
    }

    private static long allOutcomes(Running weir) {
        return weir.running().meters.meters().stream()
                .filter(meter -> meter.id().name().equals("weir_action_outcomes"))
                .count();
    }
}
