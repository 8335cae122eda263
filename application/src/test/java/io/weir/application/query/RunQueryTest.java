package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.many;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.trail;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.application.ScriptedOrg;
import io.weir.application.run.SharingStats;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.AnswerContract.Check;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Row;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How runs end, what the budget learns from them, and what the history keeps. */
class RunQueryTest {
    private static final Caller CALLER = Caller.unrestricted("tester", Drafts.OPEN);
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final String PHONE = "+14155550100";
    private static final QueryDraft DRAFT = contacts(where("Phone", "=", text(PHONE), FieldType.PHONE));
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final SalesforceFailure rejected =
            new SalesforceFailure.QueryRejected("Salesforce refuses the query", "INVALID_FIELD");
    private final SalesforceFailure lost =
            new SalesforceFailure.CursorLost("the cursor is gone", "INVALID_QUERY_LOCATOR");

    private final ScriptedOrg org = new ScriptedOrg(5, 2);
    private final Remembered history = new Remembered();
    private Instant now = START;
    private Optional<ApiUsage> usage = Optional.of(new ApiUsage(25, 5_000));
    private final ApiBudget budget = new ApiBudget(0, () -> now);

    private static final class Remembered extends ListedHistory {
        Execution only() {
            assertThat(executions).hasSize(1);
            return executions.getFirst();
        }
    }

    private RunQuery runQuery(long reserve) {
        return runQuery(reserve, SchemaCatalog.NONE);
    }

    private RunQuery runQuery(long reserve, SchemaCatalog schema) {
        return runQuery(new ApiBudget(reserve, () -> now), schema);
    }

    private RunQuery runQuery(ApiBudget budget) {
        return runQuery(budget, SchemaCatalog.NONE);
    }

    private RunQuery runQuery(ApiBudget budget, SchemaCatalog schema) {
        return new RunQuery(
                schema,
                org,
                () -> usage,
                budget,
                history,
                () -> now,
                new RunQuery.Bounds(2_000, Duration.ofSeconds(8)),
                new SharingStats());
    }

    private Outcome run(RunQuery runQuery) {
        return runQuery.run(DRAFT, AnswerContract.NONE, CALLER, trail("request-1"), PATIENCE);
    }

    private void fail(RunQuery runQuery, SalesforceFailure failure) {
        assertThatThrownBy(() -> run(runQuery)).isSameAs(failure);
    }

    @Test
    void remembersWhatARunDid() {
        assertThat(run(runQuery(0))).isInstanceOf(Outcome.Answered.class);

        var execution = history.only();
        assertThat(execution.startedAt()).isEqualTo(START);
        assertThat(execution.requestId()).isEqualTo("request-1");
        assertThat(execution.soqlShape()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(execution.duration()).isPositive();
        assertThat(execution.rows()).isEqualTo(5);
        assertThat(execution.truncated()).isFalse();
        assertThat(execution.apiCalls()).isEqualTo(3);
        assertThat(execution.attempts()).isEqualTo(3);
        assertThat(execution.outcome()).isEqualTo("answered");
        assertThat(execution.usage()).hasValue(new ApiUsage(25, 5_000));
    }

    @Test
    void remembersNoValueThatACallerSent() {
        var draft = contacts(
                where("Phone", "=", text(PHONE), FieldType.PHONE),
                where("MobilePhone", "IN", many(PHONE, "0" + PHONE), FieldType.PHONE),
                where("HomePhone", "contains", text(PHONE), FieldType.PHONE));
        runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), PATIENCE);
        org.thenFails(rejected);
        assertThatThrownBy(() -> runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-2"), PATIENCE))
                .isSameAs(rejected);

        assertThat(history.executions).hasSize(2).allSatisfy(execution -> {
            assertThat(execution.toString()).doesNotContain("4155550100");
            assertThat(execution.soqlShape())
                    .isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ? AND MobilePhone IN (?) AND HomePhone"
                            + " LIKE ?");
        });
    }

    @Test
    void handsDownOneMeterWithTheDeadlineOfTheRun() {
        run(runQuery(0));

        assertThat(org.meters()).hasSize(3).allSatisfy(meter -> {
            assertThat(meter).isSameAs(org.meters().getFirst());
            assertThat(meter.deadline()).isEqualTo(new Deadline(START.plusSeconds(8)));
        });
    }

    @Test
    void asksNothingForACallerWhoDoesNotWait() {
        assertThatThrownBy(() -> runQuery(0).run(DRAFT, AnswerContract.NONE, CALLER, trail("request-1"), Duration.ZERO))
                .isInstanceOf(SalesforceFailure.DeadlineExceeded.class);

        assertThat(org.meters()).isEmpty();
        assertThat(history.only().outcome()).isEqualTo("deadline_exceeded");
    }

    @Test
    void lastsNoLongerThanItsCallerWaits() {
        runQuery(0).run(DRAFT, AnswerContract.NONE, CALLER, trail("request-1"), Duration.ofMillis(1_850));

        assertThat(org.meters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.deadline()).isEqualTo(new Deadline(START.plusMillis(1_850))));
    }

    @Test
    void refusesADraftThatIsNoQueryWithoutACallOrAnEntry() {
        var draft = contacts(where("Birthdate", "=", text(PHONE), FieldType.DATE));

        var outcome = runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), PATIENCE);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.problems()).hasSize(1));
        assertThat(outcome.toString()).doesNotContain("4155550100");
        assertThat(org.calls()).isZero();
        assertThat(history.executions).isEmpty();
    }

    @Test
    void remembersAnEmptyInAsAnAnswerWithoutACall() {
        var draft = contacts(where("Phone", "IN", new Input.Many(List.of()), FieldType.PHONE));

        assertThat(runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), PATIENCE))
                .isInstanceOf(Outcome.Answered.class);
        assertThat(org.calls()).isZero();
        assertThat(history.only().outcome()).isEqualTo("answered");
        assertThat(history.only().apiCalls()).isZero();
        assertThat(history.only().rows()).isZero();
    }

    @Test
    void answersGroupsThatCanMatchNothingWithoutACall() {
        var nothing = where("Status", "IN", new Input.Many(List.of()));
        var draft = Drafts.grouped(Drafts.fields("Status"), List.of("Status"), nothing);

        assertThat(runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), PATIENCE))
                .isEqualTo(new Outcome.Answered(Answer.EMPTY));
        assertThat(org.calls()).isZero();
    }

    @Test
    void deniesWhatThePolicyForbidsWithoutACallOrAnEntry() {
        var caller = Caller.unrestricted("strict", QueryPolicy.DEFAULT);

        assertThat(runQuery(0).run(contacts(), AnswerContract.NONE, caller, trail("request-1"), PATIENCE))
                .isInstanceOfSatisfying(
                        Outcome.Denied.class,
                        denied -> assertThat(denied.denials()).hasSize(1));
        assertThat(org.calls()).isZero();
        assertThat(history.executions).isEmpty();
    }

    @Test
    void asksNothingForACallerWhoMayOnlyRunActions() {
        var caller = new Caller("ivr", NameRules.ALL, new Caller.AdHoc.Never(), false, Priority.HIGH);

        assertThat(runQuery(0).run(DRAFT, AnswerContract.NONE, caller, trail("request-1"), PATIENCE))
                .isEqualTo(new Outcome.Forbidden());
        assertThat(org.calls()).isZero();
    }

    @Test
    void letsOnlyCallersOfHighPriorityIntoTheReserve() {
        usage = Optional.of(new ApiUsage(4_925, 5_000));
        var runQuery = runQuery(100);

        assertThat(run(runQuery)).isInstanceOf(Outcome.Refused.class);
        assertThat(runQuery.run(
                        DRAFT,
                        AnswerContract.NONE,
                        new Caller("ivr", NameRules.ALL, new Caller.AdHoc.Within(Drafts.OPEN), false, Priority.HIGH),
                        trail("request-2"),
                        PATIENCE))
                .isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void readsTheSchemaAnewWhenSalesforceContradictsIt() {
        var schema = FakeSchema.contactCentre();
        org.thenFails(rejected);

        fail(runQuery(0, schema), rejected);

        assertThat(schema.forgotten()).containsExactly(new ObjectName("Contact"));
    }

    @Test
    void answersAnEmptyInEvenWhenTheAllocationIsSpent() {
        budget.quotaExhausted();
        var draft = contacts(where("Phone", "IN", new Input.Many(List.of()), FieldType.PHONE));

        assertThat(runQuery(budget).run(draft, AnswerContract.NONE, CALLER, trail("request-2"), PATIENCE))
                .isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void remembersARefusalOfTheReserve() {
        usage = Optional.of(new ApiUsage(4_990, 5_000));

        assertThat(run(runQuery(10)))
                .isEqualTo(new Outcome.Refused(
                        new Admission.OnlyReserveLeft(new ApiUsage(4_990, 5_000), 10, Duration.ofSeconds(60))));
        assertThat(org.calls()).isZero();
        assertThat(history.only().outcome()).isEqualTo("api_reserve_reached");
        assertThat(history.only().apiCalls()).isZero();
    }

    @Test
    void runsWhileTheUsageIsNotKnown() {
        usage = Optional.empty();

        assertThat(run(runQuery(10))).isInstanceOf(Outcome.Answered.class);
        assertThat(history.only().usage()).isEmpty();
    }

    @Test
    void remembersAFailureWithItsCodeAndWhatItCost() {
        org.thenAnswers().thenFails(rejected);

        fail(runQuery(0), rejected);

        var execution = history.only();
        assertThat(execution.outcome()).isEqualTo("query_rejected");
        assertThat(execution.apiCalls()).isEqualTo(2);
        assertThat(execution.attempts()).isEqualTo(2);
        assertThat(execution.rows()).isZero();
    }

    @Test
    void startsAgainOnceWhenTheCursorIsLost() {
        org.thenAnswers().thenFails(lost);

        assertThat(run(runQuery(0)))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.answer().records())
                                .extracting(row -> row.value("Id"))
                                .containsExactly("0", "1", "2", "3", "4"));
        assertThat(org.asked()).hasSize(2);
        assertThat(history.only().apiCalls()).isEqualTo(5);
    }

    @Test
    void doesNotStartAgainTwice() {
        org.thenAnswers().thenFails(lost).thenAnswers().thenFails(lost);

        fail(runQuery(0), lost);

        assertThat(org.asked()).hasSize(2);
        assertThat(history.only().outcome()).isEqualTo("salesforce_cursor_lost");
    }

    @Test
    void remembersWhatSalesforceSaidWithoutWhatTheCallerSent() {
        org.thenFails(new SalesforceFailure.QueryRejected(
                "refused",
                "INVALID_FIELD",
                new SalesforceMessage.Echo("No such column 'Foo__c' on entity 'Contact': Phone = '+14155550100'")));

        assertThatThrownBy(() -> run(runQuery(0))).isInstanceOf(SalesforceFailure.QueryRejected.class);

        assertThat(history.only().complaint())
                .contains(new Execution.Complaint("INVALID_FIELD", "No such column ? on entity Contact: Phone ?"));
    }

    @Test
    void remembersNoComplaintWhereSalesforceSaidNothing() {
        run(runQuery(0));
        org.thenFails(new SalesforceFailure.Unavailable("down", "", Duration.ZERO));
        assertThatThrownBy(() -> run(runQuery(0))).isInstanceOf(SalesforceFailure.Unavailable.class);

        assertThat(history.executions).extracting(Execution::complaint).containsOnly(Optional.empty());
    }

    @Test
    void asksNothingWhileTheAllocationIsSpent() {
        budget.quotaExhausted();
        now = START.plusSeconds(45);

        assertThat(run(runQuery(budget)))
                .isEqualTo(new Outcome.Refused(new Admission.QuotaExhausted(Duration.ofSeconds(15))));
        assertThat(org.calls()).isZero();
        assertThat(history.only().outcome()).isEqualTo("salesforce_quota_exhausted");
    }

    @Test
    void aProbeThatGetsNoAnswerPassesItsTurnToTheNextRun() {
        var late = new SalesforceFailure.DeadlineExceeded("Salesforce did not answer in time");
        org.thenFails(late).thenFails(late);
        budget.quotaExhausted();
        now = START.plusSeconds(60);

        fail(runQuery(budget), late);
        fail(runQuery(budget), late);
        assertThat(run(runQuery(budget))).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void givesNoAnswerThatBreaksItsContract() {
        var violations = List.of(new AnswerContract.Violation("/records/0/Id", "type"));

        var outcome =
                runQuery(0).run(DRAFT, (_, _) -> new Check.Done(violations), CALLER, trail("request-1"), PATIENCE);

        assertThat(outcome).isEqualTo(new Outcome.ContractBroken(violations));
        assertThat(history.only().outcome()).isEqualTo("answer_broke_contract");
        assertThat(history.only().rows()).isEqualTo(5);
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new AssertionError("a bug"),
                new StackOverflowError(),
                new NoClassDefFoundError("Missing"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void remembersARunThatABugEnds(Throwable bug) {
        var runQuery = runQuery(0);
        AnswerContract broken = (_, _) -> {
            if (bug instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) bug;
        };
        var trail = trail("request-1");

        assertThatThrownBy(() -> runQuery.run(DRAFT, broken, CALLER, trail, PATIENCE))
                .isSameAs(bug);

        assertThat(history.only().outcome()).isEqualTo("internal_error");
        assertThat(history.only().soqlShape()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(history.only().rows()).isEqualTo(5);
        assertThat(history.only().attempts()).isEqualTo(3);
        assertThat(trail.shape().text()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(run(runQuery)).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void failsByTheDeadlineWhereACheckTakesLonger() {
        assertThatThrownBy(() ->
                        runQuery(0).run(DRAFT, (_, _) -> new Check.TimeUp(), CALLER, trail("request-1"), PATIENCE))
                .isInstanceOf(SalesforceFailure.DeadlineExceeded.class);
        assertThat(history.only().outcome()).isEqualTo("deadline_exceeded");
        assertThat(history.only().rows()).isEqualTo(5);
    }

    @Test
    void saysThatTooMuchIsBeingChecked() {
        var later = Duration.ofSeconds(3);

        assertThat(runQuery(0).run(DRAFT, (_, _) -> new Check.Overloaded(later), CALLER, trail("request-1"), PATIENCE))
                .isEqualTo(new Outcome.Overloaded(later));
        assertThat(history.only().outcome()).isEqualTo("overloaded");
    }

    @Test
    void leavesACheckTheTimeThatIsLeftOfTheRun() {
        var times = new ArrayList<Duration>();

        runQuery(0)
                .run(
                        DRAFT,
                        (_, time) -> {
                            times.add(time);
                            return new Check.Done(List.of());
                        },
                        CALLER,
                        trail("request-1"),
                        Duration.ofSeconds(3));

        assertThat(times).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void checksTheContractOfAnEmptyAnswerToo() {
        var draft = contacts(where("Phone", "IN", new Input.Many(List.of()), FieldType.PHONE));
        AnswerContract someRecord = (answer, _) -> new Check.Done(
                answer.records().isEmpty() ? List.of(new AnswerContract.Violation("/records", "minItems")) : List.of());

        assertThat(runQuery(0).run(draft, someRecord, CALLER, trail("request-1"), PATIENCE))
                .isInstanceOf(Outcome.ContractBroken.class);
    }

    @Test
    void leavesTheShapeTheRowsAndTheContactOfARun() {
        var trail = new RequestTrail(RequestId.made("request-1"), new ContactHash("0123456789abcdef"));

        runQuery(0).run(DRAFT, AnswerContract.NONE, CALLER, trail, PATIENCE);

        assertThat(trail.shape().text()).startsWith("SELECT ").endsWith(" FROM Contact WHERE Phone = ?");
        assertThat(trail.rows()).isEqualTo(5);
        assertThat(history.only().contact()).hasToString("0123456789abcdef");
    }

    @Test
    void leavesNoShapeWhereNoQueryCameToBe() {
        var trail = trail("request-1");

        runQuery(0)
                .run(
                        contacts(where("CreatedDate", ">", text("soon"), FieldType.DATE)),
                        AnswerContract.NONE,
                        CALLER,
                        trail,
                        PATIENCE);

        assertThat(trail.shape()).isEqualTo(SoqlShape.NONE);
    }

    @Test
    void showsTheContractWhatTheCallerWouldGet() {
        var seen = new ArrayList<Row>();

        runQuery(0)
                .run(
                        DRAFT,
                        (answer, _) -> {
                            seen.addAll(answer.records());
                            return new Check.Done(List.of());
                        },
                        CALLER,
                        trail("request-1"),
                        PATIENCE);

        assertThat(seen).hasSize(5);
    }

    @Test
    void hasBoundsThatMakeSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(50_001, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(1, Duration.ofSeconds(-1)));
    }
}
