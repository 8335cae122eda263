package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.action.ActionReply;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.out.profiler.history.InMemoryExecutionHistory;
import io.weir.adapter.out.sandbox.org.InMemorySchemaCatalog;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.InMemorySalesforceQueries;
import io.weir.adapter.out.sandbox.search.InMemorySalesforceSearches;
import io.weir.application.action.RunDataAction;
import io.weir.application.check.CheckActions;
import io.weir.application.check.CheckActions.Suitability;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.bootstrap.wiring.DataActions;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceQueries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Runs data actions on an org in memory, to the JSON that a flow gets. */
record SandboxAnswers(SandboxOrg org, SalesforceQueries queries, InstantSource clock) {
    SandboxAnswers(SandboxOrg org, InstantSource clock) {
        this(org, new InMemorySalesforceQueries(org), clock);
    }

    /** The answer, which has the size that an answer may have. */
    String answer(DataAction action, Map<MemberName, Input> inputs) {
        var runs = new Runs(
                queries,
                new InMemorySalesforceSearches(org, Duration.ZERO),
                Optional::empty,
                new ApiBudget(0, clock),
                new InMemoryExecutionHistory(1),
                clock,
                new SharingStats());
        var actions = DataActions.of(
                new InMemorySchemaCatalog(org),
                runs,
                clock,
                RunDataAction.Findings.IGNORED,
                () -> "https://example.my.salesforce.com",
                NameRules.ALL,
                Optional.empty());
        var request = new RunDataAction.Request(
                action,
                inputs,
                Caller.unrestricted("test", QueryPolicy.DEFAULT),
                new RequestTrail(RequestId.made("1"), ContactHash.NONE),
                action.bounds().time());
        String answer = ActionReply.text(action, () -> actions.run().run(request), "1", AnswerStyle.DEFAULT);
        assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(24 * 1024);
        return answer;
    }

    Suitability suitability(DataAction action) {
        return new CheckActions(new InMemorySchemaCatalog(org)).check(action, new Deadline(Instant.MAX));
    }
}
