package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.ChildQuery;
import io.weir.domain.query.Limit;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.SelectItem;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.schema.RelationshipName;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which lookups share a request, and what that means for each of them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedRequestTest {
    private static final Soql HELD = ScriptedOrg.lookup("held");
    private static final Duration NEVER = Duration.ofHours(1);

    private final Org org = new Org();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Duration skipped = Duration.ZERO;

    @AfterEach
    void stop() {
        org.release.release(1_000);
        threads.shutdownNow();
    }

    /** Answers each lookup with a row of its name, and notes which lookups came in one request. */
    private static final class Org implements CompositeQueries {
        final List<List<String>> requests = new CopyOnWriteArrayList<>();
        final Map<String, Supplier<? extends SalesforceFailure>> failures = new ConcurrentHashMap<>();
        final Semaphore held = new Semaphore(0);
        final Semaphore release = new Semaphore(0);
        volatile Optional<Supplier<? extends SalesforceFailure>> outer = Optional.empty();
        volatile boolean holdsShared;
        final CountDownLatch sharedIsThere = new CountDownLatch(1);

        @Override
        public QueryPage start(Soql soql, RunMeter meter) {
            requests.add(List.of(soql.text()));
            meter.countApiCall();
            meter.countAttempt();
            if (soql.equals(HELD)) {
                held.release();
                release.acquireUninterruptibly();
            }
            return answer(soql);
        }

        private QueryPage answer(Soql soql) {
            var failure = failures.remove(soql.text());
            if (failure != null) {
                throw failure.get();
            }
            return new QueryPage(List.of(Row.of(Map.of("asked", soql.text()))), 1, Optional.empty());
        }

        @Override
        public List<Result> startTogether(List<Soql> queries, RunMeter meter) {
            requests.add(queries.stream().map(Soql::text).toList());
            meter.countApiCall();
            meter.countAttempt();
            if (holdsShared) {
                sharedIsThere.countDown();
                release.acquireUninterruptibly();
            }
            if (outer.isPresent()) {
                throw outer.get().get();
            }
            return queries.stream().map(this::result).toList();
        }

        private Result result(Soql soql) {
            try {
                return new Result.Answered(answer(soql));
            } catch (SalesforceFailure failure) {
                return new Result.Failed(failure);
            }
        }

        @Override
        public QueryPage resume(PageCursor cursor, RunMeter meter) {
            throw new AssertionError("no further page");
        }

        List<Integer> sizes() {
            return requests.stream().map(List::size).toList();
        }
    }

    @Test
    void fiveThatWaitShareARequest() throws Exception {
        var queries = busy(org);

        var answers = whileOneIsHeld(queries, lookups(12));

        for (int i = 0; i < 12; i++) {
            assertThat(answers.get(i).get()).isEqualTo(page("caller" + i));
        }
        assertThat(org.sizes()).containsExactly(1, 5, 5, 2);
        assertThat(queries.callsSaved()).isEqualTo(9);
        assertThat(queries.running()).isZero();
    }

    @Test
    void nothingSharesARequestIfThatIsOff() throws Exception {
        var queries = queries(org, CompositeMode.OFF, false, 1, Duration.ZERO);
        warm(queries);

        for (var answer : whileOneIsHeld(queries, lookups(3))) {
            answer.get();
        }

        assertThat(org.sizes()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void aLookupGoesAloneWhileThereIsRoom() throws Exception {
        var queries = queries(org, CompositeMode.BUSY, false, 2, NEVER);
        warm(queries);
        hold(queries);

        assertThat(queries.start(ScriptedOrg.lookup("caller"), StandIn.meter())).isEqualTo(page("caller"));
    }

    @Test
    void theFirstOfAQuietMinuteWaitsForNobody() {
        var queries = queries(org, CompositeMode.ALWAYS, false, 2, NEVER);
        warm(queries);

        assertThat(queries.start(ScriptedOrg.lookup("caller"), StandIn.meter())).isEqualTo(page("caller"));
    }

    @Test
    void whileOthersRunALookupWaitsForFour() throws Exception {
        var queries = queries(org, CompositeMode.ALWAYS, false, 10, NEVER);
        warm(queries);
        hold(queries);

        for (var answer : ask(queries, lookups(5))) {
            answer.get();
        }

        assertThat(org.sizes()).containsExactly(1, 5);
    }

    @Test
    void whileOthersRunALookupWaitsNoLongerThanTheWindow() throws Exception {
        var queries = queries(org, CompositeMode.ALWAYS, false, 10, Duration.ofMillis(1));
        warm(queries);
        hold(queries);

        assertThat(queries.start(ScriptedOrg.lookup("caller"), StandIn.meter())).isEqualTo(page("caller"));
    }

    @Test
    void lookupsWaitForOthersWhenRequestsAreShort() throws Exception {
        var queries = queries(org, CompositeMode.BUSY, true, 10, NEVER);
        warm(queries);
        hold(queries);

        for (var answer : ask(queries, lookups(5))) {
            answer.get();
        }

        assertThat(org.sizes()).containsExactly(1, 5);
    }

    @Test
    void aQueryOfAnotherKindDoesNotWaitForOthers() throws Exception {
        var queries = queries(org, CompositeMode.ALWAYS, false, 10, NEVER);
        warm(queries);
        hold(queries);
        var waiting = ask(queries, lookups(2));
        while (queries.waiting() < 2) {
            Thread.onSpinWait();
        }

        queries.start(StandIn.ACCOUNTS, StandIn.meter());

        assertThat(waiting).noneMatch(Future::isDone);
        assertThat(queries.waiting()).isEqualTo(2);
    }

    @Test
    void onlyQuickBoundedQueriesWithoutABraceShareARequest() throws Exception {
        var queries = busy(org);
        var unknown = Soql.of(Query.ofFields("Lead", "Id").limitedTo(new Limit.AtMost(1)));
        var unbounded = Soql.of(Query.ofFields("Lead", "Name"));
        var children = new SelectItem.Children(
                ChildQuery.of(new RelationshipName("Contacts"), List.of(new SelectItem.Field(FieldPath.parse("Id")))));
        var withChildren =
                Soql.of(Query.of(List.of(children), new ObjectName("Account")).limitedTo(new Limit.AtMost(1)));
        var braces = List.of(ScriptedOrg.lookup("@{r1.records[0].Phone}"), ScriptedOrg.lookup("%40%7Br1.x%7D"));
        for (int i = 0; i < QuickShapes.FEWEST; i++) {
            queries.start(unbounded, StandIn.meter());
            queries.start(withChildren, StandIn.meter());
        }
        var slow = Soql.of(Query.ofFields("Case", "Id").limitedTo(new Limit.AtMost(1)));
        org.requests.clear();
        var shapes = new QuickShapes();
        for (int i = 0; i < 2 * QuickShapes.FEWEST; i++) {
            shapes.took(slow, QuickShapes.QUICK.plusMillis(i < QuickShapes.FEWEST ? 0 : 1));
        }

        var alone = new ArrayList<>(List.of(unknown, unbounded, withChildren));
        alone.addAll(braces);
        for (var answer : whileOneIsHeld(queries, alone)) {
            answer.get();
        }

        assertThat(org.sizes()).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(shapes.expected(slow)).isEmpty();
    }

    @Test
    void aShapeThatIsSlowLatelyIsNotShared() {
        var shapes = new QuickShapes();
        var soql = ScriptedOrg.lookup("caller");
        for (int i = 0; i < 200; i++) {
            shapes.took(soql, Duration.ofMillis(80));
        }
        assertThat(shapes.expected(soql)).contains(Duration.ofMillis(80));

        shapes.took(soql, Duration.ofMillis(800));
        shapes.took(soql, Duration.ofMillis(800));
        assertThat(shapes.expected(soql)).isPresent();
        shapes.took(soql, Duration.ofMillis(800));
        assertThat(shapes.expected(soql)).isEmpty();

        for (int i = 0; i < 16; i++) {
            shapes.took(soql, Duration.ofMillis(80));
        }
        assertThat(shapes.expected(soql)).isPresent();
    }

    @Test
    void aSlowRequestBlamesEachShapeInItOnce() {
        var shapes = new QuickShapes();
        var contact = ScriptedOrg.lookup("caller");
        var lead = Soql.of(Query.ofFields("Lead", "Id").limitedTo(new Limit.AtMost(1)));
        for (int i = 0; i < 200; i++) {
            shapes.took(contact, Duration.ofMillis(80));
            shapes.took(lead, Duration.ofMillis(80));
        }
        shapes.tookTogether(List.of(contact, contact, lead, contact), Duration.ofMillis(1_500));
        assertThat(shapes.expected(lead)).isPresent();
        shapes.tookTogether(List.of(contact, contact, lead, contact), Duration.ofMillis(1_500));
        assertThat(shapes.expected(contact)).isPresent();

        shapes.tookTogether(List.of(contact, contact, lead, contact), Duration.ofMillis(1_500));
        assertThat(shapes.expected(lead)).isEmpty();
        assertThat(shapes.expected(contact)).isEmpty();
    }

    @Test
    void eachMemberHasItsOwnFailure() throws Exception {
        var queries = busy(org);
        org.failures.put(
                ScriptedOrg.lookup("caller1").text(), () -> new QueryRejected("no such field", "INVALID_FIELD"));

        var answers = whileOneIsHeld(queries, lookups(3));

        assertThat(answers.get(0).get()).isEqualTo(page("caller0"));
        assertThat(failure(answers.get(1))).isInstanceOf(QueryRejected.class);
        assertThat(answers.get(2).get()).isEqualTo(page("caller2"));
        assertThat(org.sizes()).containsExactly(1, 3);
    }

    @Test
    void onlyTheMemberThatFailedRetryablyIsRepeated() throws Exception {
        var bulkhead = busy(org);
        var queries = new RetriedQueries(
                bulkhead, RetrySettings.defaults(), Clock.systemUTC(), new Random(2), _ -> {}, TestMeters.ALL);
        org.failures.put(ScriptedOrg.lookup("caller1").text(), () -> new Unavailable("busy", "", Duration.ZERO));

        hold(queries);
        var answers = ask(queries, lookups(3));
        while (bulkhead.waiting() < 3) {
            Thread.onSpinWait();
        }
        org.release.release();

        for (int i = 0; i < 3; i++) {
            assertThat(answers.get(i).get()).isEqualTo(page("caller" + i));
        }
        assertThat(org.sizes()).containsExactly(1, 3, 1);
        assertThat(org.requests.getLast())
                .containsExactly(ScriptedOrg.lookup("caller1").text());
    }

    @Test
    void aRequestThatFailsAsAWholeIsRepeatedOnceForEachAloneAndThenNoneIsShared() throws Exception {
        var queries = busy(org);
        org.outer = Optional.of(() -> new SalesforceFailure.Misconfigured("the composite was refused", ""));

        for (var answer : whileOneIsHeld(queries, lookups(3))) {
            assertThat(answer.get().totalSize()).isOne();
        }
        assertThat(org.sizes()).containsExactly(1, 3, 1, 1, 1);
        org.requests.clear();
        for (var answer : whileOneIsHeld(queries, lookups(2))) {
            answer.get();
        }
        assertThat(org.sizes()).containsExactly(1, 1, 1);
        org.requests.clear();
        org.outer = Optional.empty();
        skipped = Duration.ofSeconds(30);
        for (var answer : whileOneIsHeld(queries, lookups(2))) {
            answer.get();
        }

        assertThat(org.sizes()).containsExactly(1, 2);
        assertThat(queries.callsSaved()).isOne();
    }

    @Test
    void whatEachWouldMeetAloneIsNotRepeated() throws Exception {
        var queries = busy(org);
        org.outer = Optional.of(() -> new SalesforceFailure.QuotaExhausted("used up", "REQUEST_LIMIT_EXCEEDED"));

        var answers = whileOneIsHeld(queries, lookups(3));

        for (var answer : answers) {
            assertThat(failure(answer)).isInstanceOf(SalesforceFailure.QuotaExhausted.class);
        }
        assertThat(org.sizes()).containsExactly(1, 3);
    }

    @Test
    void theBreakerCountsASharedRequestOnce() throws Exception {
        var breaker = new BreakerQueries(
                org, new BreakerSettings(4, 100, Duration.ofHours(1)), Clock.systemUTC(), TestMeters.ALL);
        org.outer = Optional.of(FakeQueries::down);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> breaker.startTogether(lookups(5), StandIn.meter()))
                    .isInstanceOf(Unavailable.class);
        }
        assertThat(breaker.stateName()).isEqualTo("closed");
        assertThatThrownBy(() -> breaker.startTogether(lookups(5), StandIn.meter()))
                .isInstanceOf(Unavailable.class);
        assertThat(breaker.stateName()).isEqualTo("open");
    }

    @Test
    void aCallerWhoGivesUpLeavesAndTheOthersAreAnswered() throws Exception {
        var queries = busy(org);
        org.holdsShared = true;
        var callers = new ArrayList<Thread>();
        var answers = new ArrayList<Future<QueryPage>>();
        hold(queries);
        for (var soql : lookups(3)) {
            answers.add(threads.submit(() -> {
                synchronized (callers) {
                    callers.add(Thread.currentThread());
                }
                return queries.start(soql, StandIn.meter());
            }));
            while (queries.waiting() < answers.size()) {
                Thread.onSpinWait();
            }
        }
        org.release.release();
        org.sharedIsThere.await();

        // the first one sent the request
        callers.getFirst().interrupt();
        assertThat(failure(answers.getFirst())).isInstanceOf(DeadlineExceeded.class);
        org.release.release();

        assertThat(answers.get(1).get()).isEqualTo(page("caller1"));
        assertThat(answers.get(2).get()).isEqualTo(page("caller2"));
        assertThat(org.sizes()).containsExactly(1, 3);
    }

    @Test
    void aCallerWhoGivesUpWhileItWaitsIsNotSent() throws Exception {
        var queries = busy(org);
        hold(queries);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(DeadlineExceeded.class)
                    .isThrownBy(() -> queries.start(ScriptedOrg.lookup("hasty"), StandIn.meter(Duration.ofMillis(5))));
        }
        var answers = ask(queries, lookups(2));
        while (queries.waiting() < 2) {
            Thread.onSpinWait();
        }
        org.release.release();
        for (var answer : answers) {
            answer.get();
        }

        assertThat(org.sizes()).containsExactly(1, 2);
        assertThat(queries.waiting()).isZero();
    }

    @Test
    void eachRunHasTheAttemptAndOneHasTheCall() throws Exception {
        var queries = busy(org);
        hold(queries);
        var meters = new ArrayList<RunMeter>();
        var answers = new ArrayList<Future<QueryPage>>();
        for (var soql : lookups(4)) {
            var meter = StandIn.meter();
            meters.add(meter);
            answers.add(threads.submit(() -> queries.start(soql, meter)));
            while (queries.waiting() < answers.size()) {
                Thread.onSpinWait();
            }
        }
        org.release.release();
        for (var answer : answers) {
            answer.get();
        }

        assertThat(meters).extracting(RunMeter::apiCalls).containsExactly(1, 0, 0, 0);
        assertThat(meters).extracting(RunMeter::attempts).containsOnly(1);
        assertThat(meters)
                .allSatisfy(meter ->
                        assertThat(meter.phases()).extracting(Phase::kind).containsExactly(Phase.Kind.PERMIT));
    }

    @Test
    void lookupsByIdShareARequestWhateverTheirNumber() throws Exception {
        var queries = busy(org);
        for (int i = 0; i < QuickShapes.FEWEST; i++) {
            queries.start(byId(0), StandIn.meter());
        }
        org.requests.clear();
        var soqls = new ArrayList<Soql>();
        for (int i = 0; i < 30; i++) {
            soqls.add(byId(i));
        }
        soqls.add(7, ScriptedOrg.lookup("caller"));

        var answers = whileOneIsHeld(queries, soqls);
        for (var answer : answers) {
            assertThat(answer.get().totalSize()).isOne();
        }

        assertThat(org.sizes()).containsExactly(1, 30, 1);
        assertThat(queries.callsSaved()).isEqualTo(29);
    }

    @Test
    void oneWrongIdSendsOnlyLookupsByIdAlone() throws Exception {
        var queries = busy(org);
        for (int i = 0; i < QuickShapes.FEWEST; i++) {
            queries.start(byId(0), StandIn.meter());
        }
        org.requests.clear();
        org.outer = Optional.of(() -> new QueryRejected("an id is malformed", "MALFORMED_ID"));
        for (var answer : whileOneIsHeld(queries, List.of(byId(1), byId(2)))) {
            assertThat(answer.get().totalSize()).isOne();
        }
        assertThat(org.sizes()).containsExactly(1, 2, 1, 1);

        org.outer = Optional.empty();
        org.requests.clear();
        for (var answer : whileOneIsHeld(queries, lookups(2))) {
            answer.get();
        }
        assertThat(org.sizes()).containsExactly(1, 2);
    }

    private static Soql byId(int number) {
        var id = new Value.Text("0030000000%05d".formatted(number));
        return Soql.of(Query.ofFields("Contact", "Name")
                .where(Filter.Comparison.of(FieldPath.parse("Id"), Operator.EQUAL, id))
                .limitedTo(new Limit.AtMost(51)));
    }

    @Test
    void aBugIsThatOfEveryMemberAndLosesNoPermit() throws Exception {
        var queries = busy(org);
        org.outer = Optional.of(() -> {
            throw new IllegalStateException("a bug");
        });

        for (var answer : whileOneIsHeld(queries, lookups(2))) {
            assertThat(failure(answer)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(queries.running()).isZero();
    }

    /** One request at once; lookups are known to be quick. */
    private BulkheadQueries busy(CompositeQueries queries) {
        var busy = queries(queries, CompositeMode.BUSY, false, 1, Duration.ZERO);
        warm(busy);
        return busy;
    }

    private BulkheadQueries queries(
            CompositeQueries queries, CompositeMode mode, boolean isShort, int running, Duration window) {
        return new BulkheadQueries(
                queries,
                new BulkheadSettings(running, 100),
                mode,
                () -> isShort,
                window,
                () -> Clock.systemUTC().instant().plus(skipped),
                () -> 0);
    }

    private void warm(SalesforceQueries queries) {
        for (int i = 0; i < QuickShapes.FEWEST; i++) {
            queries.start(ScriptedOrg.lookup("warm"), StandIn.meter());
        }
        org.requests.clear();
    }

    private void hold(SalesforceQueries queries) throws InterruptedException {
        threads.execute(() -> queries.start(HELD, StandIn.meter()));
        org.held.acquire();
    }

    private List<Future<QueryPage>> ask(SalesforceQueries queries, List<Soql> soqls) {
        return soqls.stream()
                .map(soql -> threads.submit(() -> queries.start(soql, StandIn.meter())))
                .toList();
    }

    /** The answers to {@code soqls}, which come in order while the only permit is taken. */
    private List<Future<QueryPage>> whileOneIsHeld(BulkheadQueries queries, List<Soql> soqls)
            throws InterruptedException {
        hold(queries);
        var answers = new ArrayList<Future<QueryPage>>();
        for (var soql : soqls) {
            answers.addAll(ask(queries, List.of(soql)));
            while (queries.waiting() < answers.size()) {
                Thread.onSpinWait();
            }
        }
        org.release.release();
        return answers;
    }

    private static Throwable failure(Future<QueryPage> answer) throws InterruptedException {
        try {
            throw new AssertionError("answered: " + answer.get());
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    private static List<Soql> lookups(int number) {
        var lookups = new ArrayList<Soql>();
        for (int i = 0; i < number; i++) {
            lookups.add(ScriptedOrg.lookup("caller" + i));
        }
        return lookups;
    }

    private static QueryPage page(String lastName) {
        var row = Row.of(Map.of("asked", ScriptedOrg.lookup(lastName).text()));
        return new QueryPage(List.of(row), 1, Optional.empty());
    }
}
