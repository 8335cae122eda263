package io.weir.application.run;

import static io.weir.application.Drafts.contacts;
import static io.weir.application.Drafts.text;
import static io.weir.application.Drafts.trail;
import static io.weir.application.Drafts.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.application.Actions;
import io.weir.application.Drafts;
import io.weir.application.FakeOrg;
import io.weir.application.FakeSchema;
import io.weir.application.ScriptedOrg;
import io.weir.application.action.RunDataAction;
import io.weir.application.advice.ObservedQuery;
import io.weir.application.query.RunQuery;
import io.weir.domain.action.ActionStep.OnNone;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.Phase.Kind;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The phases that a run leaves in the history, and the queries that an observer sees. */
class RunPhasesTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Caller CALLER = Caller.unrestricted("tester", Drafts.OPEN);
    private static final String PHONE = "+14155550100";
    private static final QueryDraft DRAFT = contacts(where("Phone", "=", text(PHONE), FieldType.PHONE));

    /** Between two looks at this clock a millisecond passes, so that every phase takes one. */
    private final AtomicLong nanos = new AtomicLong();

    private final ScriptedOrg org = new ScriptedOrg(5, 2);
    private final ListedHistory history = new ListedHistory();
    private final List<ObservedQuery> observed = new ArrayList<>();
    private Optional<ApiUsage> usage = Optional.empty();

    private Runs runs(SalesforceQueries queries) {
        return new Runs(
                queries,
                FakeOrg.NO_SEARCHES,
                () -> usage,
                new ApiBudget(10, () -> START),
                history,
                () -> START,
                new SharingStats(),
                observed::add,
                () -> nanos.addAndGet(1_000_000));
    }

    private RunQuery runQuery(SalesforceQueries queries) {
        return new RunQuery(
                FakeSchema.contactCentre(), runs(queries), new RunQuery.Bounds(2_000, Duration.ofSeconds(8)));
    }

    private Outcome run(RunQuery runQuery, QueryDraft draft) {
        return runQuery.run(draft, AnswerContract.NONE, CALLER, trail("request-1"), Duration.ofHours(1));
    }

    @Test
    void anAdHocQueryDescribesAsksOncePerPageAndChecks() {
        run(runQuery(new Measured(org)), DRAFT);

        assertThat(kinds(history.executions.getFirst()))
                .containsExactly(Kind.DESCRIBE, Kind.ATTEMPT, Kind.ATTEMPT, Kind.ATTEMPT, Kind.WRITE, Kind.CHECK);
        assertThatPhasesFillAtMostTheRun();
    }

    @Test
    void aDataActionDescribesAndAsksForEachStepAndBuildsItsAnswer() {
        var action = Actions.withCases().built();
        var run = new RunDataAction(
                FakeSchema.contactCentre(),
                Actions.PHONES,
                runs(new Measured(new FakeOrg().with("Contact", Row.of(Map.of("Id", "003000000000001AAA"))))),
                RunDataAction.Findings.IGNORED,
                () -> "https://weir.my.salesforce.com");
        var request = new RunDataAction.Request(
                action,
                Map.of(new MemberName("phone"), text("4155550100")),
                CALLER,
                trail("request-1"),
                Duration.ofHours(1));

        run.run(request);
        run.run(request);

        assertThat(kinds(history.executions.getFirst()))
                .startsWith(Kind.DESCRIBE)
                .filteredOn(kind -> kind != Kind.DESCRIBE)
                .containsExactly(Kind.ATTEMPT, Kind.ATTEMPT, Kind.WRITE);
        assertThat(history.executions.getLast().served()).isEqualTo(Execution.Served.CACHED);
        assertThat(history.executions.getLast().phases()).isEmpty();
        assertThatPhasesFillAtMostTheRun();
    }

    @Test
    void aRunThatSharesTheAnswerOfAnotherWaited() throws Exception {
        var begun = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        var runQuery = runQuery(new Held(org, begun, goesOn));
        var first = new FutureTask<>(() -> run(runQuery, DRAFT));
        Thread.ofVirtual().start(first);
        begun.await();
        var second = new FutureTask<>(() -> run(runQuery, DRAFT));
        var waiting = Thread.ofVirtual().start(second);
        while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        goesOn.countDown();
        first.get();
        second.get();

        assertThat(history.executions)
                .filteredOn(execution -> execution.served() == Execution.Served.SHARED)
                .singleElement()
                .satisfies(shared -> assertThat(kinds(shared)).containsExactly(Kind.DESCRIBE, Kind.SHARE));
        assertThatPhasesFillAtMostTheRun();
    }

    @Test
    void anObserverSeesEachQueryThatWasSentOnce() {
        run(runQuery(new Measured(org)), DRAFT);
        run(runQuery(org), contacts(where("Phone", "IN", Drafts.many(), FieldType.PHONE)));

        assertThat(observed).singleElement().satisfies(query -> {
            assertThat(query.soql().text()).endsWith(" WHERE Phone = '%s' LIMIT 2001".formatted(PHONE));
            assertThat(query.took()).as("of three pages").isEqualTo(Duration.ofMillis(3));
            assertThat(query.rows()).isEqualTo(5);
            assertThat(query.truncated()).isFalse();
        });
    }

    @Test
    void anObserverSeesOfACallThatQueriesShareTheShareOfEachThatWasNeeded() {
        var fake = new FakeOrg()
                .with("Account", Row.of(Map.of("Id", "001000000000001AAA")))
                .together(true);
        var steps = new Actions.Builder().input("phone", new InputType.Phone("US"));
        for (var object : List.of("Contact", "Account", "Case")) {
            var step = Actions.step(object.toLowerCase(Locale.ROOT), object)
                    .select("Id")
                    .blank(object.equals("Case") ? "Subject" : "Name", "IN", "phone")
                    .orderBy("Id")
                    .onNone(OnNone.GO_ON);
            steps.step(object.equals("Case") ? step.when("account", false) : step);
        }
        var run = new RunDataAction(
                FakeSchema.contactCentre(),
                Actions.PHONES,
                runs(new Measured(fake)),
                RunDataAction.Findings.IGNORED,
                () -> "https://weir.my.salesforce.com");

        run.run(new RunDataAction.Request(
                steps.output("id", "contact", "Id").built(),
                Map.of(new MemberName("phone"), text("4155550100")),
                CALLER,
                trail("request-1"),
                Duration.ofHours(1)));

        assertThat(observed)
                .extracting(query -> query.soql().query().from().value())
                .containsExactly("Contact", "Account");
        assertThat(observed).extracting(ObservedQuery::rows).containsExactly(0, 1);
        assertThat(observed)
                .extracting(ObservedQuery::took)
                .as("a third each of the three that one call asked")
                .containsOnly(Duration.ofMillis(1).dividedBy(3));
        assertThat(history.executions.getFirst().apiCalls()).isEqualTo(1);
    }

    @Test
    void anObserverSeesAFailedQueryAsOneThatMayHaveMissedRows() {
        org.thenFails(new SalesforceFailure.QueryTimedOut("too long", "QUERY_TIMEOUT"));

        assertThatThrownBy(() -> run(runQuery(org), DRAFT)).isInstanceOf(SalesforceFailure.QueryTimedOut.class);

        assertThat(observed).singleElement().satisfies(query -> {
            assertThat(query.rows()).isZero();
            assertThat(query.truncated()).isTrue();
        });
    }

    @Test
    void anObserverSeesNoQueryThatTheBudgetRefused() {
        usage = Optional.of(new ApiUsage(5_000, 5_000));

        assertThat(run(runQuery(org), DRAFT)).isInstanceOf(Outcome.Refused.class);

        assertThat(observed).isEmpty();
    }

    private void assertThatPhasesFillAtMostTheRun() {
        assertThat(history.executions).isNotEmpty().allSatisfy(execution -> {
            assertThat(execution.phases())
                    .isSortedAccordingTo((one, other) -> one.start().compareTo(other.start()))
                    .allSatisfy(phase -> assertThat(phase.duration()).isPositive());
            assertThat(execution.phases().stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus))
                    .isLessThanOrEqualTo(execution.duration());
        });
    }

    private static List<Kind> kinds(Execution execution) {
        return execution.phases().stream().map(Phase::kind).toList();
    }

    /** Measures its attempts as the adapter for Salesforce does. */
    private record Measured(SalesforceQueries org) implements SalesforceQueries {
        @Override
        public boolean prefetches() {
            return org.prefetches();
        }

        @Override
        public Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
            try (var _ = meter.begin(Kind.ATTEMPT)) {
                return org.startAll(soql, others, meter);
            }
        }

        @Override
        public QueryPage start(Soql soql, RunMeter meter) {
            try (var _ = meter.begin(Kind.ATTEMPT)) {
                return org.start(soql, meter);
            }
        }

        @Override
        public QueryPage resume(PageCursor cursor, RunMeter meter) {
            try (var _ = meter.begin(Kind.ATTEMPT)) {
                return org.resume(cursor, meter);
            }
        }
    }

    /** Answers only once it may go on. */
    private record Held(SalesforceQueries org, CountDownLatch begun, CountDownLatch goesOn)
            implements SalesforceQueries {
        @Override
        public QueryPage start(Soql soql, RunMeter meter) {
            begun.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return org.start(soql, meter);
        }

        @Override
        public QueryPage resume(PageCursor cursor, RunMeter meter) {
            return org.resume(cursor, meter);
        }
    }
}
