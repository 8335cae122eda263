package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries.Prefetch;
import io.weir.domain.port.SalesforceQueries.Started;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of one run that share a request. */
class QueriesOfOneRunTest extends SharingTest {
    private final RunMeter meter = StandIn.meter();

    @Test
    void whatIsLikelyToBeNeededComesAlongThoughThereIsRoom() {
        var queries = withRoom(CompositeMode.BUSY, false);

        var started = queries.startAll(lookup(0), List.of(likely(1), likely(2)), meter);

        assertThat(org.sizes()).containsExactly(3);
        assertThat(started).isEqualTo(new Started(page(0), List.of(Optional.of(page(1)), Optional.of(page(2)))));
        assertThat(meter.apiCalls()).isEqualTo(1);
        assertThat(meter.attempts()).isEqualTo(1);
        assertThat(queries.running()).isZero();
        assertThat(queries.callsSaved()).as("nothing may be needed of it").isZero();
    }

    @ParameterizedTest
    @CsvSource({"BUSY, false, 1", "BUSY, true, 2", "ALWAYS, false, 2"})
    void whatIsNotLikelyComesAlongOnlyToSaveRequests(CompositeMode mode, boolean isShort, int size) {
        var queries = withRoom(mode, isShort);

        var started = queries.startAll(lookup(0), List.of(new Prefetch(lookup(1), false)), meter);

        assertThat(org.sizes()).containsExactly(size);
        assertThat(started.page()).isEqualTo(page(0));
        assertThat(started.prefetched())
                .containsExactly(size == 2 ? Optional.of(page(1)) : Optional.<QueryPage>empty());
    }

    @Test
    void nothingComesAlongIfThatIsOff() {
        var queries = withRoom(CompositeMode.OFF, true);

        var started = queries.startAll(lookup(0), List.of(likely(1)), meter);

        assertThat(queries.prefetches()).isFalse();
        assertThat(org.sizes()).containsExactly(1);
        assertThat(started).isEqualTo(Started.alone(page(0), List.of(likely(1))));
    }

    @Test
    void onlyQueriesThatAreKnownToBeQuickComeAlong() {
        var queries = withRoom(CompositeMode.ALWAYS, true);
        var unknown = Soql.of(Query.ofFields("Lead", "Id").limitedTo(new Limit.AtMost(1)));
        var brace = ScriptedOrg.lookup("@{r1.records[0].Phone}");

        queries.startAll(lookup(0), List.of(new Prefetch(unknown, true), new Prefetch(brace, true), likely(1)), meter);
        queries.startAll(unknown, List.of(likely(1)), meter);

        assertThat(org.requests)
                .containsExactly(List.of(lookup(0).text(), lookup(1).text()), List.of(unknown.text()));
    }

    @Test
    void fiveGoTogetherAtMost() {
        var others = IntStream.range(1, 8).mapToObj(QueriesOfOneRunTest::likely).toList();

        var started = withRoom(CompositeMode.BUSY, false).startAll(lookup(0), others, meter);

        assertThat(org.sizes()).containsExactly(5);
        assertThat(started.prefetched().stream().map(Optional::isPresent))
                .containsExactly(true, true, true, true, false, false, false);
    }

    @Test
    void nothingComesAlongThatMayTakeHalfOfTheTimeLeft() {
        var hasty = StandIn.meter(Duration.ofMillis(1_400));
        var queries = taking(Duration.ofMillis(200));

        queries.startAll(lookup(0), List.of(likely(1), likely(2), likely(3)), hasty);

        assertThat(org.sizes()).containsExactly(3);
    }

    @Test
    void aFailureOfAnotherQueryIsNoneOfTheFirst() {
        var queries = withRoom(CompositeMode.BUSY, false);
        org.failures.put(lookup(1).text(), () -> new SalesforceFailure.QueryRejected("no", "INVALID_FIELD"));

        var started = queries.startAll(lookup(0), List.of(likely(1), likely(2)), meter);

        assertThat(started).isEqualTo(new Started(page(0), List.of(Optional.empty(), Optional.of(page(2)))));
        assertThat(org.sizes()).containsExactly(3);
    }

    @Test
    void aFailureOfTheFirstQueryIsThatOfTheCall() {
        var queries = withRoom(CompositeMode.BUSY, false);
        org.failures.put(lookup(0).text(), () -> new SalesforceFailure.QueryRejected("no", "INVALID_FIELD"));

        assertThatExceptionOfType(SalesforceFailure.QueryRejected.class)
                .isThrownBy(() -> queries.startAll(lookup(0), List.of(likely(1)), meter));
        assertThat(queries.running()).isZero();
    }

    @Test
    void afterAFailureOfTheWholeTheFirstQueryIsAskedOnceAlone() {
        var queries = withRoom(CompositeMode.BUSY, false);
        org.outer = Optional.of(() -> new SalesforceFailure.Unreadable("cut"));

        var started = queries.startAll(lookup(0), List.of(likely(1)), meter);

        assertThat(started).isEqualTo(Started.alone(page(0), List.of(likely(1))));
        assertThat(org.sizes()).containsExactly(2, 1);
        assertThat(meter.apiCalls()).isEqualTo(2);
        assertThat(queries.prefetches()).as("for a while").isFalse();
    }

    @Test
    void aFailureThatEachWouldMeetIsNotAskedFor() {
        var queries = withRoom(CompositeMode.BUSY, false);
        org.outer = Optional.of(() -> new SalesforceFailure.QuotaExhausted("spent", "REQUEST_LIMIT_EXCEEDED"));

        assertThatExceptionOfType(SalesforceFailure.QuotaExhausted.class)
                .isThrownBy(() -> queries.startAll(lookup(0), List.of(likely(1)), meter));
        assertThat(org.sizes()).containsExactly(2);
        assertThat(queries.running()).isZero();
    }

    @Test
    void runsThatWaitShareARequestAsLongAsTheirQueriesFit() throws Exception {
        var queries = busy();
        hold(queries);
        var meters = List.of(StandIn.meter(), StandIn.meter(), StandIn.meter(), StandIn.meter());
        var runs = inOrder(
                threads,
                queries,
                List.of(
                        run(queries, meters.get(0), 0, 1, 2),
                        run(queries, meters.get(1), 3, 4, 5),
                        run(queries, meters.get(2), 6, 7),
                        run(queries, meters.get(3), 8)));
        org.release.release();

        assertThat(all(runs)).containsExactly(pages(0, 1, 2), pages(3, 4, 5), pages(6, 7), pages(8));
        assertThat(org.sizes()).containsExactly(1, 5, 4);
        assertThat(meters.stream().map(RunMeter::apiCalls)).containsExactly(1, 1, 0, 0);
        assertThat(meters.stream().map(RunMeter::attempts)).containsOnly(1);
        assertThat(queries.callsSaved()).isEqualTo(2);
        assertThat(queries.running()).isZero();
    }

    private static Callable<Started> run(BulkheadQueries queries, RunMeter meter, int first, int... others) {
        return () -> queries.startAll(
                lookup(first),
                IntStream.of(others).mapToObj(QueriesOfOneRunTest::likely).toList(),
                meter);
    }

    private static Started pages(int first, int... others) {
        var prefetched = new ArrayList<Optional<QueryPage>>();
        IntStream.of(others).forEach(other -> prefetched.add(Optional.of(page(other))));
        return new Started(page(first), prefetched);
    }

    private static QueryPage page(int number) {
        return RecordingOrg.page(lookup(number));
    }

    private static Prefetch likely(int number) {
        return new Prefetch(lookup(number), true);
    }

    private BulkheadQueries withRoom(CompositeMode mode, boolean isShort) {
        return queries(mode, isShort, 10, Duration.ZERO);
    }
}
