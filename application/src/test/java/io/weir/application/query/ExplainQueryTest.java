package io.weir.application.query;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.fields;
import static io.weir.application.Drafts.selecting;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.FakeSchema;
import io.weir.application.plan.PlanQuery;
import io.weir.application.query.ExplainQuery.Asking;
import io.weir.application.query.Explanation.Verdict;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainQueryTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final QueryPlan BY_INDEX =
            new QueryPlan("Contact", "Index", 0.1, 1, 100_000, List.of("Phone"), List.of());
    private static final QueryDraft DRAFT = contacts(where("phone", "=", text("+14155550100")));
    private static final QueryPolicy NO_PHONE =
            new QueryPolicy(NameRules.ALL, new NameRules(List.of("*"), List.of("*.Phone")), false, 10, 100, 2_000);

    private final FakeSchema schema = FakeSchema.contactCentre();
    private final List<Soql> asked = new ArrayList<>();
    private final List<RunMeter> meters = new ArrayList<>();
    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final ApiBudget budget = new ApiBudget(100, clock);
    private Optional<ApiUsage> usage = Optional.empty();
    private Optional<SalesforceFailure> fate = Optional.empty();

    private ExplainQuery.Answer explain(QueryPolicy policy, QueryDraft draft, Asking asking) {
        var explainQuery = new ExplainQuery(
                () -> new PlanQuery(schema, policy), this::plans, () -> usage, budget, clock, Duration.ofSeconds(5));
        return explainQuery.explain(draft, asking);
    }

    private List<QueryPlan> plans(Soql soql, RunMeter meter) {
        asked.add(soql);
        meters.add(meter);
        fate.ifPresent(failure -> {
            throw failure;
        });
        return List.of(BY_INDEX);
    }

    private Explanation explained(QueryPolicy policy, QueryDraft draft, Asking asking) {
        var answer = explain(policy, draft, asking);
        assertThat(answer).isInstanceOf(ExplainQuery.Answer.Explained.class);
        return ((ExplainQuery.Answer.Explained) answer).explanation();
    }

    @Test
    void tellsTheQueryItsShapeAndItsTypesWithoutACall() {
        var explanation = explained(QueryPolicy.DEFAULT, DRAFT, Asking.WEIR);

        assertThat(explanation.object()).isEqualTo(new ObjectName("Contact"));
        assertThat(explanation.soql()).hasValueSatisfying(soql -> {
            assertThat(soql.text()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = '+14155550100'");
            assertThat(soql.shape().text()).isEqualTo("SELECT Id, Name FROM Contact WHERE Phone = ?");
        });
        assertThat(explanation.types())
                .isEqualTo(Map.of(
                        FieldPath.parse("Id"), FieldType.ID,
                        FieldPath.parse("Name"), FieldType.STRING,
                        FieldPath.parse("Phone"), FieldType.PHONE));
        assertThat(explanation.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(explanation.runs()).isTrue();
        assertThat(explanation.denials()).isEmpty();
        assertThat(explanation.problems()).isEmpty();
        assertThat(explanation.queryPlans()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void asksSalesforceForItsPlansInTime() {
        var explanation = explained(QueryPolicy.DEFAULT, DRAFT, Asking.SALESFORCE_TOO);

        assertThat(explanation.queryPlans()).contains(List.of(BY_INDEX));
        assertThat(asked)
                .singleElement()
                .satisfies(soql -> assertThat(soql.text())
                        .isEqualTo(explanation.soql().orElseThrow().text()));
        assertThat(meters.getFirst().deadline()).isEqualTo(new Deadline(START.plusSeconds(5)));
    }

    @Test
    void explainsWhatIsDeniedTooButAsksNothingAboutIt() {
        var explanation = explained(NO_PHONE, DRAFT, Asking.SALESFORCE_TOO);

        assertThat(explanation.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(explanation.runs()).isFalse();
        assertThat(explanation.denials())
                .containsExactly(new Problem("/filters/phone", "field Contact.Phone may not be used"));
        assertThat(explanation.soql().map(Soql::toString)).contains("SELECT Id, Name FROM Contact WHERE Phone = ?");
        assertThat(explanation.types()).containsEntry(FieldPath.parse("Phone"), FieldType.PHONE);
        assertThat(explanation.queryPlans()).isEmpty();
        assertThat(explained(QueryPolicy.DEFAULT, contacts(), Asking.SALESFORCE_TOO))
                .returns(Verdict.DENIED, Explanation::verdict)
                .satisfies(unfiltered -> assertThat(unfiltered.soql()).isPresent());
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsProblemsAndDenialsTogether() {
        var draft = selecting(fields("Phone", "Fone"), where("Birthdate", "=", text("someday")));

        var denied = explained(NO_PHONE, draft, Asking.SALESFORCE_TOO);
        assertThat(denied.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(denied.denials()).hasSize(1);
        assertThat(denied.problems()).hasSize(2);
        assertThat(denied.soql()).isEmpty();

        var undecided = explained(QueryPolicy.DEFAULT, draft, Asking.SALESFORCE_TOO);
        assertThat(undecided.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(undecided.denials()).isEmpty();
        assertThat(undecided.problems()).hasSize(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhatCannotBeToldNow() {
        var blind = new ExplainQuery(
                () -> new PlanQuery(SchemaCatalog.NONE, NO_PHONE),
                (query, meter) -> List.of(),
                Optional::empty,
                budget,
                () -> now,
                Duration.ofSeconds(5));

        assertThat(blind.explain(selecting(fields("Account.Name"), where("LastName", "=", text("x"))), Asking.WEIR))
                .isInstanceOfSatisfying(
                        ExplainQuery.Answer.Explained.class,
                        explained -> assertThat(explained.explanation())
                                .returns(Verdict.UNDECIDED, Explanation::verdict)
                                .satisfies(undecided ->
                                        assertThat(undecided.denials()).hasSize(1))
                                .satisfies(undecided ->
                                        assertThat(undecided.soql()).isPresent()));
    }

    @Test
    void keepsTheBoundsOfThePolicyInWhatItExplains() {
        var strict =
                new QueryPolicy(NameRules.ALL, new NameRules(List.of("*"), List.of("*.Phone")), false, 10, 1, 2_000);

        assertThat(explained(strict, contacts(DRAFT.where(), DRAFT.where()), Asking.WEIR)
                        .problems())
                .extracting(Problem::message)
                .containsExactly("a query has at most 1 conditions");
    }

    @Test
    void asksNothingThatTheBudgetDoesNotAllow() {
        usage = Optional.of(new ApiUsage(4_950, 5_000));

        assertThat(explain(QueryPolicy.DEFAULT, DRAFT, Asking.SALESFORCE_TOO))
                .isInstanceOfSatisfying(
                        ExplainQuery.Answer.Refused.class,
                        refused -> assertThat(refused.denial()).isInstanceOf(Admission.OnlyReserveLeft.class));
        assertThat(asked).isEmpty();
        assertThat(explained(QueryPolicy.DEFAULT, DRAFT, Asking.WEIR).runs()).isTrue();
    }

    @Test
    void letsSalesforcesFailureThroughAndPassesTheTurnOfAProbeOn() {
        var down = new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
        fate = Optional.of(down);
        budget.quotaExhausted();
        now = now.plus(ApiBudget.PAUSE);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> explain(QueryPolicy.DEFAULT, DRAFT, Asking.SALESFORCE_TOO))
                    .isSameAs(down);
        }
    }

    @Test
    void readsAnewWhatSalesforceContradicts() {
        fate = Optional.of(new SalesforceFailure.QueryRejected("no such field", "INVALID_FIELD"));

        assertThatThrownBy(() -> explain(QueryPolicy.DEFAULT, DRAFT, Asking.SALESFORCE_TOO))
                .isInstanceOf(SalesforceFailure.QueryRejected.class);
        assertThat(schema.forgotten()).containsExactly(new ObjectName("Contact"));
    }
}
