package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.trail;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Drafts;
import io.weir.application.FakeOrg;
import io.weir.application.FakeSchema;
import io.weir.application.ScriptedOrg;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs ad-hoc queries in front of a scripted org. */
abstract class QueryRuns {
    static final Caller CALLER = Caller.unrestricted("tester", Drafts.OPEN);
    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    static final String PHONE = "+14155550100";
    static final QueryDraft DRAFT = contacts(where("Phone", "=", text(PHONE), FieldType.PHONE));
    static final Duration TIMEOUT = Duration.ofHours(1);
    final SalesforceFailure rejected =
            new SalesforceFailure.QueryRejected("Salesforce refuses the query", "INVALID_FIELD");
    final ScriptedOrg org = new ScriptedOrg(5, 2);
    final Remembered history = new Remembered();
    Instant now = START;
    Optional<ApiUsage> usage = Optional.of(new ApiUsage(25, 5_000));
    final ApiBudget budget = new ApiBudget(0, () -> now);

    static final class Remembered extends ListedHistory {
        Execution only() {
            assertThat(executions).hasSize(1);
            return executions.getFirst();
        }
    }

    RunQuery runQuery(long reserve) {
        return runQuery(reserve, FakeSchema.contactCentre());
    }

    RunQuery runQuery(long reserve, SchemaCatalog schema) {
        return runQuery(new ApiBudget(reserve, () -> now), schema);
    }

    RunQuery runQuery(ApiBudget budget) {
        return runQuery(budget, FakeSchema.contactCentre());
    }

    RunQuery runQuery(ApiBudget budget, SchemaCatalog schema) {
        return new RunQuery(
                schema,
                new Runs(org, FakeOrg.NO_SEARCHES, () -> usage, budget, history, () -> now, new SharingStats()),
                new RunQuery.Bounds(2_000, Duration.ofSeconds(8)));
    }

    Outcome run(RunQuery runQuery) {
        return runQuery.run(DRAFT, AnswerContract.NONE, CALLER, trail("request-1"), TIMEOUT);
    }

    void fail(RunQuery runQuery, SalesforceFailure failure) {
        assertThatThrownBy(() -> run(runQuery)).isSameAs(failure);
    }
}
