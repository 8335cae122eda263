package io.weir.application.action;

import static io.weir.application.Actions.field;
import static io.weir.application.Actions.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.application.Actions;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.Reference;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries.Prefetch;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Row;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps that come with an earlier one in one call, in front of an org that takes all of them. */
class StepsInOneCallTest extends ActionRuns {
    private static final Row[] NOBODY = {};

    StepsInOneCallTest() {
        org.together(true);
    }

    @Test
    void contactLeadAndAccountCostOneCall() {
        org.with("Account", row("Id", "001000000000001AAA", "Name", "Engines Ltd"));

        var answer = answer(contactElseCaseElseAccount().built(), ADA);

        assertThat(value(answer, "account")).isEqualTo(new OutputValue.Text("Engines Ltd"));
        assertThat(remembered).singleElement().satisfies(run -> {
            assertThat(run.apiCalls()).isEqualTo(1);
            assertThat(run.attempts()).isEqualTo(1);
            assertThat(run.soqlShape())
                    .contains("FROM Contact")
                    .contains("FROM Case")
                    .contains("FROM Account");
        });
        assertThat(repeats.prefetched()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsNotNeededLeavesNoTrace() {
        org.with("Contact", ada)
                .with("Account", row("Name", "Engines Ltd"), row("Name", "Others Ltd"))
                .refusing("Case");

        var answer = answer(contactElseCaseElseAccount().built(), ADA);

        assertThat(answer.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(value(answer, "account")).isEqualTo(new OutputValue.Blank());
        assertThat(remembered).singleElement().satisfies(run -> {
            assertThat(run.soqlShape())
                    .contains("FROM Contact")
                    .doesNotContain("Account")
                    .doesNotContain("Case");
            assertThat(run.rows()).isEqualTo(1);
            assertThat(run.apiCalls()).isEqualTo(1);
        });
        assertThat(repeats.prefetched()).isZero();
        assertThat(org.asked()).hasSize(3);
    }

    @Test
    void aFailureOfAnotherStepCountsOnceItIsTheTurnOfThatStep() {
        org.refusing("Case");

        assertThatExceptionOfType(SalesforceFailure.QueryRejected.class)
                .isThrownBy(() -> run(contactElseCaseElseAccount().built(), ADA));

        assertThat(remembered).singleElement().satisfies(run -> {
            assertThat(run.soqlShape()).contains("FROM Case").doesNotContain("FROM Account");
            assertThat(run.apiCalls()).isEqualTo(2);
        });
    }

    @Test
    void aStepThatTakesAValueWaitsForIt() {
        org.with("Contact", ada).with("Case", row("Id", "500000000000001AAA", "Subject", "Late"));
        var action = new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("contact", "Contact").select("Id", "Name").blank("Name", "IN", "phone"))
                .step(step("cases", "Case")
                        .select("Id", "Subject")
                        .blank("ContactId", "=", new Reference.OfStep(new MemberName("contact"), FieldPath.parse("Id")))
                        .orderBy("Id"))
                .output(field("subject", "cases", "Subject"))
                .built();

        answer(action, ADA);

        assertThat(remembered.getFirst().apiCalls()).isEqualTo(2);
        assertThat(org.offered()).isEmpty();
    }

    @Test
    void whatHasComeCountsThoughTheBudgetIsSpentMeanwhile() throws Exception {
        org.waiting();
        var outcome = new FutureTask<>(() -> run(contactElseCaseElseAccount().built(), ADA));
        Thread.ofVirtual().start(outcome);
        org.awaitTheFirst();
        usage = Optional.of(new ApiUsage(5_000, 5_000));
        org.goOn();

        assertThat(outcome.get()).isInstanceOf(ActionOutcome.Answered.class);
    }

    @Test
    void theDescriptionOfAnObjectThatMayNotBeNeededIsNotWaitedFor() {
        org.with("Contact", ada);
        var known = schema;
        var waited = new ArrayList<String>();
        schema = new SchemaCatalog() {
            @Override
            public Description describe(ObjectName object, Deadline deadline) {
                if (!deadline.passed(now)) {
                    waited.add(object.value());
                }
                return known.describe(object, deadline);
            }

            @Override
            public List<String> objectNames(Deadline deadline) {
                return known.objectNames(deadline);
            }

            @Override
            public void forget(ObjectName object) {
                known.forget(object);
            }
        };

        answer(contactElseCaseElseAccount().built(), ADA);

        assertThat(org.asked()).hasSize(3);
        assertThat(waited).containsOnly("Contact");
    }

    @Test
    void aStepIsLikelyOnceHalfOfTheRunsNeededIt() {
        var action = contactElseCaseElseAccount().keeping(Duration.ZERO).built();
        for (int i = 0; i < 8; i++) {
            org.with("Contact", i % 2 == 0 ? NOBODY : new Row[] {ada});
            answer(action, ADA);
        }
        org.with("Contact", ada);
        answer(action, ADA);
        answer(action, ADA);

        var both = List.of(true, true);
        assertThat(IntStream.range(0, 7).mapToObj(this::likely)).doesNotContain(both);
        assertThat(likely(8)).isEqualTo(both);
        assertThat(likely(9)).containsExactly(false, false);
    }

    private List<Boolean> likely(int run) {
        return org.offered().get(run).stream().map(Prefetch::likely).toList();
    }

    private static Actions.Builder contactElseCaseElseAccount() {
        return new Actions.Builder()
                .input("phone", new InputType.Phone("US"))
                .step(step("contact", "Contact")
                        .select("Id", "Name")
                        .blank("Name", "IN", "phone")
                        .onNone(OnNone.GO_ON))
                .step(step("case", "Case")
                        .select("Id", "Subject")
                        .blank("Subject", "IN", "phone")
                        .when("contact", false)
                        .orderBy("Id")
                        .onNone(OnNone.GO_ON))
                .step(step("account", "Account")
                        .select("Id", "Name")
                        .blank("Name", "IN", "phone")
                        .when("contact", false)
                        .when("case", false)
                        .orderBy("Id")
                        .onNone(OnNone.GO_ON))
                .firstOf("contact", "case", "account")
                .output(field("contact", "contact", "Name"))
                .output(field("account", "account", "Name"));
    }
}
