package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Drafts;
import io.weir.application.FakeOrg;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Ad-hoc queries that are asked again while they run. */
class RepeatedQueriesTest {
    private static final Caller CALLER = Caller.unrestricted("tester", Drafts.OPEN);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final FakeOrg org =
            new FakeOrg().with("Contact", Row.of(Map.of("Id", "1"))).waiting();
    private final ListedHistory history = new ListedHistory();
    private final List<Execution> remembered = history.executions;
    private final RunQuery runQuery = new RunQuery(
            SchemaCatalog.NONE,
            new Runs(
                    org,
                    org,
                    Optional::empty,
                    new ApiBudget(0, () -> Instant.EPOCH),
                    history,
                    () -> Instant.EPOCH,
                    new SharingStats()),
            new RunQuery.Bounds(2_000, TIMEOUT));

    private static QueryDraft byPhone(String phone) {
        return contacts(where("Phone", "=", text(phone), FieldType.PHONE));
    }

    private FutureTask<Outcome> ask(QueryDraft draft, AnswerContract contract, Caller caller, String requestId) {
        var outcome = new FutureTask<>(() -> runQuery.run(draft, contract, caller, Drafts.trail(requestId), TIMEOUT));
        var thread = Thread.ofVirtual().start(outcome);
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return outcome;
    }

    @Test
    void costOneCallAndHaveAnEntryEach() throws Exception {
        var outcomes = new ArrayList<FutureTask<Outcome>>();
        for (int i = 0; i < 20; i++) {
            outcomes.add(ask(byPhone("1"), AnswerContract.NONE, CALLER, "request-" + i));
        }
        org.goOn();

        for (var outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(outcomes.getFirst().get());
        }
        assertThat(org.asked()).hasSize(1);
        assertThat(remembered).hasSize(20).extracting(Execution::requestId).doesNotHaveDuplicates();
        assertThat(remembered)
                .extracting(Execution::soqlShape)
                .containsOnly(remembered.getFirst().soqlShape());
        assertThat(remembered.stream().filter(execution -> execution.served() == Served.SHARED))
                .hasSize(19)
                .allSatisfy(execution -> assertThat(execution.apiCalls()).isZero());
    }

    @Test
    void areNotTheSameForAnotherCallerValueOrContract() throws Exception {
        AnswerContract another =
                (_, _) -> new AnswerContract.Check.Done(List.of(new AnswerContract.Violation("/records", "minItems")));
        var outcomes = List.of(
                ask(byPhone("1"), AnswerContract.NONE, CALLER, "a"),
                ask(byPhone("2"), AnswerContract.NONE, CALLER, "b"),
                ask(byPhone("1"), another, CALLER, "c"),
                ask(byPhone("1"), AnswerContract.NONE, Caller.unrestricted("other", Drafts.OPEN), "d"));
        org.goOn();

        for (var outcome : outcomes) {
            outcome.get();
        }
        assertThat(outcomes.get(2).get()).isInstanceOf(Outcome.ContractBroken.class);
        assertThat(org.asked()).hasSize(4);
    }

    @Test
    void failTogether() {
        var down = new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
        org.thenFails(down);
        var first = ask(byPhone("1"), AnswerContract.NONE, CALLER, "a");
        var second = ask(byPhone("1"), AnswerContract.NONE, CALLER, "b");
        org.goOn();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasCause(down);
        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class).hasCause(down);
        assertThat(remembered)
                .extracting(Execution::outcome)
                .containsOnly("salesforce_unavailable")
                .hasSize(2);
    }

    @Test
    void areAskedAnewOnceAnswered() throws Exception {
        org.goOn();
        for (int i = 0; i < 2; i++) {
            assertThat(runQuery.run(byPhone("1"), AnswerContract.NONE, CALLER, Drafts.trail("a"), TIMEOUT))
                    .isInstanceOf(Outcome.Answered.class);
        }

        assertThat(org.asked()).hasSize(2);
    }
}
