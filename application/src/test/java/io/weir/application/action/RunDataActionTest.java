package io.weir.application.action;

import static io.weir.application.Actions.RECORD;
import static io.weir.application.Actions.callerLookup;
import static io.weir.application.Actions.children;
import static io.weir.application.Actions.output;
import static io.weir.application.Actions.step;
import static io.weir.application.Actions.withCases;
import static io.weir.application.Drafts.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeSchema;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionStep.OnMany;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.Reference;
import io.weir.domain.action.RowSource;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a data action answers, what it asks for that, and what the history keeps. */
class RunDataActionTest extends ActionRuns {
    private final Row orphan = row("Id", ID, "Name", "Ada Byron", "Account", null);

    @Test
    void answersWithTheDeclaredOutputs() {
        org.with("Contact", ada);

        var answer = answer(callerLookup().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(answer.truncated()).isFalse();
        assertThat(value(answer, "contactName")).isEqualTo(new OutputValue.Text("Ada Byron"));
        assertThat(value(answer, "accountName")).isEqualTo(new OutputValue.Text("Engines Ltd"));
        assertThat(org.asked())
                .containsExactly("SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN ('+14155550100',"
                        + " '4155550100') LIMIT 51");
    }

    @Test
    void remembersWhatItDid() {
        org.with("Contact", ada).with("Case", row("Id", "1", "Subject", "a"), row("Id", "2", "Subject", "b"));

        answer(withCases().built(), ADA);

        assertThat(remembered).singleElement().satisfies(execution -> {
            assertThat(execution.requestId()).isEqualTo("request-1");
            assertThat(execution.action()).isEqualTo("caller-lookup");
            assertThat(execution.caller()).isEqualTo("tester");
            assertThat(execution.served()).isEqualTo(Served.FRESH);
            assertThat(execution.soqlShape())
                    .isEqualTo("SELECT Id, Name, Account.Name FROM Contact WHERE Phone IN (?); SELECT Id, Subject FROM"
                            + " Case WHERE ContactId = ? ORDER BY Id");
            assertThat(execution.rows()).isEqualTo(3);
            assertThat(execution.apiCalls()).isEqualTo(2);
            assertThat(execution.outcome()).isEqualTo("answered");
        });
    }

    @Test
    void aMissingParentIsBlank() {
        org.with("Contact", orphan);

        assertThat(value(answer(callerLookup().built(), ADA), "accountName")).isEqualTo(new OutputValue.Blank());
    }

    @Test
    void goesOnWithWhatAnEarlierStepFound() {
        org.with("Contact", ada)
                .with(
                        "Case",
                        row("Id", "1", "Subject", "a"),
                        row("Id", "2", "Subject", "b"),
                        row("Id", "3", "Subject", "c"));

        var answer = answer(withCases().built(), ADA);

        assertThat(org.asked().getLast()).contains("FROM Case WHERE ContactId = '" + ID + "'");
        assertThat(value(answer, "caseCount")).isEqualTo(new OutputValue.Numeric(BigDecimal.valueOf(3)));
        assertThat(value(answer, "hasCases")).isEqualTo(new OutputValue.Bool(true));
        assertThat(answer.lists().getFirst().rows())
                .containsExactly(List.of(new OutputValue.Text("a")), List.of(new OutputValue.Text("b")));
        assertThat(answer.truncated()).as("a third case has no place").isTrue();
        assertThat(answer.count()).isEqualTo(1);
    }

    @Test
    void asksNoFurtherWhenTheFirstStepFindsNothing() {
        var answer = answer(withCases().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(answer.count()).isZero();
        assertThat(answer.outputs().values()).containsOnly(new OutputValue.Blank());
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void aStepThatDependsOnANullFieldFindsNothing() {
        org.with("Contact", row("Id", null, "Name", "Ada", "Account", null));

        var answer = answer(withCases().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(value(answer, "hasCases")).isEqualTo(new OutputValue.Bool(false));
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void severalContactsShowNobodysData() {
        org.with("Contact", ada, orphan).with("Case", row("Id", "1", "Subject", "a"));

        var answer = answer(withCases().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.MULTIPLE);
        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.outputs().values()).containsOnly(new OutputValue.Blank());
        assertThat(answer.lists().getFirst().rows()).isEmpty();
        assertThat(org.asked()).hasSize(1);
    }

    @Test
    void aDenialShowsDefaultsOnly() {
        org.with("Contact", ada);
        var standard = new ActionOutput(
                new MemberName("greeting"),
                new ActionOutput.Source.Field(RECORD, FieldPath.parse("Name")),
                ActionOutput.Type.STRING,
                Format.PLAIN,
                Optional.of(new OutputValue.Text("caller")),
                "");
        var action = callerLookup()
                .step(step("entitlement", "Case")
                        .select("Id")
                        .blank("ContactId", "=", new Reference.OfStep(RECORD, FieldPath.parse("Id")))
                        .onNone(OnNone.DENIED))
                .output(standard)
                .built();

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(answer.count()).isZero();
        assertThat(value(answer, "contactName")).isEqualTo(new OutputValue.Blank());
        assertThat(value(answer, "greeting")).isEqualTo(new OutputValue.Text("caller"));
    }

    @Test
    void asksNothingForACallerWithoutTheRight() {
        var caller = new Caller(
                "other", new NameRules(List.of("pin-*"), List.of()), new Caller.AdHoc.Never(), false, Priority.HIGH);

        assertThat(run(callerLookup().built(), ADA, caller)).isEqualTo(new ActionOutcome.Forbidden());
        assertThat(org.asked()).isEmpty();
    }

    @Test
    void countsAndListsChildren() {
        var cases = new DraftItem.Children(
                "/steps/record/query/children/0",
                new ChildDraft(
                        new RelationshipName("cases"),
                        fields("Subject"),
                        new Condition.Everything(),
                        List.of(),
                        new Limit.Unlimited(),
                        0));
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select("Id").select(cases).blank("Phone", "=", "phone"))
                .output(output(
                        "cases", new ActionOutput.Source.Count(children("record", "cases")), ActionOutput.Type.INTEGER))
                .list("r", children("record", "cases"), 3, Actions.field("subject", "record", "subject"))
                .rowCap(1)
                .built();
        org.with(
                "Contact",
                row(
                        "Id",
                        ID,
                        "Cases",
                        row(
                                "totalSize",
                                2L,
                                "done",
                                true,
                                "records",
                                List.of(row("Subject", "a"), row("Subject", null)))));

        var answer = answer(action, ADA);

        assertThat(value(answer, "cases")).isEqualTo(new OutputValue.Numeric(BigDecimal.ONE));
        assertThat(answer.truncated()).as("children beyond the row cap").isTrue();
        assertThat(answer.lists().getFirst().rows())
                .containsExactly(List.of(new OutputValue.Text("a")), List.of(new OutputValue.Blank()));
    }

    @Test
    void nothingIsTruncatedWhereNothingIsTold() {
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact")
                        .select("Id")
                        .blank("Phone", "=", "phone")
                        .orderBy("Id")
                        .onMany(OnMany.FIRST))
                .step(step("case", "Case")
                        .select("Id")
                        .blank("ContactId", "=", new Reference.OfStep(RECORD, FieldPath.parse("Id"))))
                .output(Actions.field("id", "record", "Id"))
                .rowCap(1)
                .built();
        org.with("Contact", row("Id", ID), row("Id", "003000000000002"));

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.NOT_FOUND);
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void aCountIsOneAnswer() {
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("record", "Contact").select(Drafts.count()).blank("Phone", "=", "phone"))
                .output(output(
                        "number", new ActionOutput.Source.Count(new RowSource.Step(RECORD)), ActionOutput.Type.INTEGER))
                .built();
        org.counting("Contact", 7);

        var answer = answer(action, ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(answer.count()).isEqualTo(7);
        assertThat(value(answer, "number")).isEqualTo(new OutputValue.Numeric(BigDecimal.valueOf(7)));
        now = START.plusSeconds(60);
        org.counting("Contact", 0);
        assertThat(answer(action, ADA).verdict()).isEqualTo(Verdict.NOT_FOUND);
    }

    @Test
    void runsWithTheActionsPriority() {
        usage = Optional.of(new ApiUsage(4_925, 5_000));
        org.with("Contact", ada);

        assertThat(run(callerLookup().priority(Priority.NORMAL).built(), ADA))
                .isInstanceOf(ActionOutcome.Refused.class);
        assertThat(answer(callerLookup().priority(Priority.HIGH).built(), ADA).verdict())
                .isEqualTo(Verdict.FOUND);
        assertThat(remembered).extracting(Execution::outcome).containsExactly("api_reserve_reached", "answered");
    }

    @Test
    void failsAsSalesforceDoesAndReadsTheSchemaAnewWhenContradicted() {
        var fake = FakeSchema.contactCentre();
        schema = fake;
        var rejected = new SalesforceFailure.QueryRejected("refused", "INVALID_FIELD");
        org.thenFails(rejected);

        assertThatThrownBy(() -> run(callerLookup().built(), ADA)).isSameAs(rejected);
        assertThat(fake.forgotten()).contains(new ObjectName("Contact"));
        assertThat(remembered).singleElement().extracting(Execution::outcome).isEqualTo("query_rejected");
        org.with("Contact", ada);
        assertThat(answer(callerLookup().built(), ADA).verdict())
                .as("a failure is not kept")
                .isEqualTo(Verdict.FOUND);
    }
}
