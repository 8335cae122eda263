package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.trail;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Input;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an ad-hoc query asks of Salesforce, and when it asks nothing. */
class RunQueryTest extends QueryRuns {
    private final SalesforceFailure lost =
            new SalesforceFailure.CursorLost("the cursor is gone", "INVALID_QUERY_LOCATOR");

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

        var outcome = runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), TIMEOUT);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.problems()).hasSize(1));
        assertThat(outcome.toString()).doesNotContain("4155550100");
        assertThat(org.calls()).isZero();
        assertThat(history.executions).isEmpty();
    }

    @Test
    void answersGroupsThatCanMatchNothingWithoutACall() {
        var nothing = where("Tier__c", "IN", new Input.Many(List.of()));
        var draft = Drafts.grouped(Drafts.fields("Tier__c"), List.of("Tier__c"), nothing);

        assertThat(runQuery(0).run(draft, AnswerContract.NONE, CALLER, trail("request-1"), TIMEOUT))
                .isEqualTo(new Outcome.Answered(Answer.EMPTY));
        assertThat(org.calls()).isZero();
    }

    @Test
    void deniesWhatThePolicyForbidsWithoutACallOrAnEntry() {
        var caller = Caller.unrestricted("strict", QueryPolicy.DEFAULT);

        assertThat(runQuery(0).run(contacts(), AnswerContract.NONE, caller, trail("request-1"), TIMEOUT))
                .isInstanceOfSatisfying(
                        Outcome.Denied.class,
                        denied -> assertThat(denied.denials()).hasSize(1));
        assertThat(org.calls()).isZero();
        assertThat(history.executions).isEmpty();
    }

    @Test
    void asksNothingForACallerWhoMayOnlyRunActions() {
        var caller = new Caller("ivr", NameRules.ALL, new Caller.AdHoc.Never(), false, Priority.HIGH);

        assertThat(runQuery(0).run(DRAFT, AnswerContract.NONE, caller, trail("request-1"), TIMEOUT))
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
                        TIMEOUT))
                .isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void refusesACallerThatHasUsedItsDay() {
        var adHoc = new Caller.AdHoc.Within(Drafts.OPEN);
        var caller = new Caller("ivr", NameRules.ALL, NameRules.NONE, adHoc, false, Priority.HIGH, 1);
        var runQuery = runQuery(0);
        runQuery.run(DRAFT, AnswerContract.NONE, caller, trail("request-1"), TIMEOUT);

        assertThat(runQuery.run(DRAFT, AnswerContract.NONE, caller, trail("request-2"), TIMEOUT))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.denial().code()).isEqualTo("budget_exhausted"));
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

        assertThat(runQuery(budget).run(draft, AnswerContract.NONE, CALLER, trail("request-2"), TIMEOUT))
                .isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void runsWhileTheUsageIsNotKnown() {
        usage = Optional.empty();

        assertThat(run(runQuery(10))).isInstanceOf(Outcome.Answered.class);
        assertThat(history.only().usage()).isEmpty();
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
    void hasBoundsThatMakeSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(50_001, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new RunQuery.Bounds(1, Duration.ofSeconds(-1)));
    }
}
