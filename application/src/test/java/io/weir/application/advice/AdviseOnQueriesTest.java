package io.weir.application.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.FakeSchema;
import io.weir.application.advice.AdviseOnQueries.Settings;
import io.weir.domain.advice.Finding;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.port.ShapeDurations;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When Salesforce is asked for a plan, when it is not, and what is kept. */
class AdviseOnQueriesTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final String SECRET = "+14155550100";
    private static final QueryPlan SCAN =
            new QueryPlan("Contact", "TableScan", 2.1, 2_400_000, 2_400_000, List.of(), List.of());
    private static final Query BY_PHONE = Query.ofFields("Contact", "Name")
            .where(Filter.Comparison.of(FieldPath.parse("Phone"), Operator.EQUAL, new Value.Text(SECRET)));

    private final List<Query> asked = new ArrayList<>();
    private final List<RunMeter> meters = new ArrayList<>();
    private final InMemoryAdviceStore store = new InMemoryAdviceStore(2_000);
    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final ApiBudget apiBudget = new ApiBudget(100, clock);
    private SchemaCatalog schema = FakeSchema.contactCentre();
    private Optional<ApiUsage> usage = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();
    private int admissions;
    private List<QueryPlan> plans = List.of(SCAN);
    /** What happens once, before Salesforce answers with the next plan. */
    private Runnable meanwhile = () -> {};

    private AdviseOnQueries advising(Settings settings) {
        return new AdviseOnQueries(
                this::plans, schema, this::usage, apiBudget, ShapeDurations.UNKNOWN, store, clock, settings);
    }

    private AdviseOnQueries advising() {
        return advising(Settings.DEFAULT);
    }

    private Optional<ApiUsage> usage() {
        admissions++;
        return usage;
    }

    private List<QueryPlan> plans(Soql soql, RunMeter meter) {
        asked.add(soql.query());
        meters.add(meter);
        var other = meanwhile;
        meanwhile = () -> {};
        other.run();
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return plans;
    }

    private static ObservedQuery observed(Query query, Duration took) {
        return new ObservedQuery(Soql.of(query), took, 1, false);
    }

    /** A slow query; each number has a different shape. */
    private static ObservedQuery slow(int shape) {
        return observed(Query.ofFields("Contact", "Field" + shape), SLOW);
    }

    private static void observe(AdviseOnQueries advise, ObservedQuery query) {
        advise.observe(query);
        work(advise);
    }

    private static void work(AdviseOnQueries advise) {
        while (advise.queued() > 0) {
            advise.adviseOnNext();
        }
    }

    @Test
    void aSlowQueryGetsAdviceAndNothingOfItsValuesIsKept() {
        var advise = advising();
        observe(advise, observed(BY_PHONE, SLOW));

        assertThat(asked).containsExactly(BY_PHONE);
        assertThat(meters.getFirst().deadline()).isEqualTo(new Deadline(START.plusSeconds(10)));
        assertThat(advise.advice())
                .containsExactly(new QueryAdvice(
                        "SELECT Name FROM Contact WHERE Phone = ?",
                        START,
                        new PlanReview(SCAN, Finding.PHONE_WITHOUT_INDEX, List.of("Phone"))));
        assertThat(advise.advice()).asString().doesNotContain(SECRET);
        assertThat(observed(BY_PHONE, SLOW)).asString().doesNotContain(SECRET);
    }

    @Test
    void anOrdinaryQueryIsNotEvenQueued() {
        var advise = advising();
        advise.observe(observed(BY_PHONE, Duration.ofMillis(199)));
        assertThat(advise.queued()).isZero();

        observe(advise, observed(BY_PHONE, Duration.ofMillis(999)));
        assertThat(asked).as("not slow by the history").isEmpty();
    }

    @Test
    void withoutASchemaThePlanIsReviewedAllTheSame() {
        schema = SchemaCatalog.NONE;
        var advise = advising();
        observe(advise, observed(BY_PHONE, SLOW));

        assertThat(advise.advice())
                .singleElement()
                .satisfies(advice -> assertThat(advice.review().finding()).isEqualTo(Finding.PHONE_WITHOUT_INDEX));
    }

    @Test
    void aShapeIsAskedForOnceADay() {
        var advise = advising();
        advise.observe(observed(BY_PHONE, SLOW));
        advise.observe(observed(BY_PHONE, SLOW));
        assertThat(advise.queued()).isEqualTo(1);
        work(advise);

        now = START.plus(Duration.ofHours(24)).minusMillis(1);
        observe(advise, observed(BY_PHONE, SLOW));
        assertThat(asked).hasSize(1);

        now = START.plus(Duration.ofHours(24));
        plans = List.of(new QueryPlan("Contact", "Index", 0.1, 1, 2_400_000, List.of("Phone"), List.of()));
        observe(advise, observed(BY_PHONE, SLOW));
        assertThat(asked).hasSize(2);
        assertThat(advise.advice())
                .singleElement()
                .satisfies(advice -> assertThat(advice.review().finding()).isEqualTo(Finding.SELECTIVE));
    }

    @Test
    void aDayHasTwentyPlans() {
        var advise = advising();
        for (int shape = 0; shape < 25; shape++) {
            observe(advise, slow(shape));
        }
        assertThat(asked).hasSize(20);
        assertThat(advise.advice()).hasSize(20);

        now = START.plus(Duration.ofHours(24));
        observe(advise, slow(24));
        assertThat(asked).hasSize(21);
    }

    @Test
    void zeroPlansADayTurnPlansOff() {
        var advise = advising(new Settings(0, 16, Duration.ofSeconds(1)));
        advise.observe(slow(1));
        assertThat(advise.queued()).isZero();
    }

    @Test
    void aRestartDoesNotRenewTheBudget() {
        var twoADay = new Settings(2, 16, Duration.ofSeconds(1));
        observe(advising(twoADay), slow(1));

        now = START.plus(Duration.ofHours(1));
        var restarted = advising(twoADay);
        restarted.recall();
        observe(restarted, slow(1));
        observe(restarted, slow(2));
        observe(restarted, slow(3));
        assertThat(asked).hasSize(2);

        now = START.plus(Duration.ofHours(24));
        observe(restarted, slow(3));
        observe(restarted, slow(4));
        assertThat(asked).hasSize(3);
    }

    @Test
    void weirsThatShareAStoreAskOnceForAShapeAndShareTheBudget() {
        var twoADay = new Settings(2, 16, Duration.ofSeconds(1));
        var one = advising(twoADay);
        var other = advising(twoADay);
        observe(one, slow(1));
        observe(other, slow(1));
        assertThat(asked).hasSize(1);
        observe(other, slow(2));
        observe(one, slow(3));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aShapeIsAskedForOnceByWeirsThatMeetItAtOnce() {
        var other = advising();
        meanwhile = () -> observe(other, slow(1));
        observe(advising(), slow(1));
        assertThat(asked).hasSize(1);
    }

    @Test
    void theBudgetHoldsForWeirsThatAskAtOnceAndForPlansThatCannotBeHad() {
        var twoADay = new Settings(2, 16, Duration.ofSeconds(1));
        failure = Optional.of(new SalesforceFailure.QueryRejected("no", "MALFORMED_QUERY"));
        var one = advising(twoADay);
        var other = advising(twoADay);
        meanwhile = () -> observe(other, slow(2));
        observe(one, slow(1));
        observe(one, slow(3));
        observe(advising(twoADay), slow(4));
        assertThat(asked).hasSize(2);

        now = START.plus(Duration.ofHours(24));
        observe(one, slow(3));
        assertThat(asked).hasSize(3);
    }

    @Test
    void moreThanTheQueueHoldsIsSkipped() {
        var advise = advising();
        for (int shape = 0; shape < 18; shape++) {
            advise.observe(slow(shape));
        }
        assertThat(advise.queued()).isEqualTo(16);
        assertThat(advise.skipped()).isEqualTo(2);
        work(advise);

        observe(advise, slow(17));
        assertThat(asked).as("what was skipped has another chance").hasSize(17);
    }

    @Test
    void noPlanIsAskedForNearTheReserve() {
        var advise = advising();
        usage = Optional.of(new ApiUsage(800, 1_000));
        observe(advise, slow(1));
        usage = Optional.of(new ApiUsage(900, 1_000));
        observe(advise, slow(1));
        now = START.plus(ApiBudget.PAUSE);
        observe(advise, slow(1));
        assertThat(asked).isEmpty();
        assertThat(apiBudget.admit(new ApiUsage(900, 1_000)))
                .as("the probe is left to a caller")
                .isInstanceOf(Admission.Granted.class);

        usage = Optional.of(new ApiUsage(799, 1_000));
        observe(advise, slow(1));
        assertThat(asked).as("a refusal spends nothing of the budget").hasSize(1);
    }

    @Test
    void noPlanIsAskedForWhileTheAllocationIsSpent() {
        var advise = advising();
        apiBudget.quotaExhausted();
        observe(advise, slow(1));
        now = START.plus(ApiBudget.PAUSE);
        observe(advise, slow(1));

        assertThat(asked).isEmpty();
        assertThat(apiBudget.admit()).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void aPlanThatAnotherWeirHasTakesNoAdmission() {
        var advise = advising();
        advise.observe(slow(1));
        observe(advising(), slow(1));
        work(advise);

        assertThat(asked).hasSize(1);
        assertThat(admissions).isOne();
    }

    @Test
    void noPlanIsAskedForOnceWeirStops() {
        var advise = advising();
        advise.observe(slow(1));
        advise.close();
        assertThat(advise.queued()).isZero();

        advise.observe(slow(2));
        assertThat(advise.queued()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void aPlanThatCannotBeHadCostsItsShapeADay() {
        var advise = advising();
        failure = Optional.of(new SalesforceFailure.QueryRejected("no", "MALFORMED_QUERY"));
        observe(advise, slow(1));
        failure = Optional.empty();
        observe(advise, slow(1));
        plans = List.of();
        observe(advise, slow(2));

        assertThat(asked).hasSize(2);
        assertThat(advise.advice()).isEmpty();
    }

    @Test
    void aBugInOnePlanDoesNotStopTheNext() {
        var advise = advising();
        failure = Optional.of(new IllegalStateException("bug"));
        advise.observe(slow(1));
        assertThatThrownBy(advise::adviseOnNext).hasMessage("bug");
        failure = Optional.empty();

        observe(advise, slow(2));
        assertThat(advise.advice()).hasSize(1);
        now = START.plus(Duration.ofHours(24));
        observe(advise, slow(1));
        assertThat(advise.advice()).hasSize(2);
    }

    @Test
    void settingsHaveBounds() {
        assertThatThrownBy(() -> new Settings(1_001, 16, SLOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings(20, 0, SLOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Settings(20, 16, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
