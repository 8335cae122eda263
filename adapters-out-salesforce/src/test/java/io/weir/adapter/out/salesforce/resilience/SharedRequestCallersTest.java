package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import io.weir.domain.query.QueryPage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one caller's lookup means for the others of its request, and what each run is charged. */
class SharedRequestCallersTest extends SharingTest {
    @Test
    void aCallerWhoGivesUpLeavesAndTheOthersAreAnswered() throws Exception {
        var queries = busy();
        org.holdsShared = true;
        var callers = new CopyOnWriteArrayList<Thread>();
        hold(queries);
        var calls = lookups(3).stream()
                .<Callable<QueryPage>>map(soql -> () -> {
                    callers.add(Thread.currentThread());
                    return queries.start(soql, StandIn.meter());
                })
                .toList();
        var answers = inOrder(threads, queries, calls);
        org.release.release();
        org.sharedIsThere.await();

        // the first one sent the request
        callers.getFirst().interrupt();
        assertThat(failure(answers.getFirst())).isInstanceOf(DeadlineExceeded.class);
        org.release.release();

        assertThat(answers.get(1).get()).isEqualTo(RecordingOrg.page(lookup(1)));
        assertThat(answers.get(2).get()).isEqualTo(RecordingOrg.page(lookup(2)));
        assertThat(org.sizes()).containsExactly(1, 3);
    }

    @Test
    void aCallerWhoGivesUpWhileItWaitsIsNotSent() throws Exception {
        var queries = busy();
        hold(queries);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(DeadlineExceeded.class)
                    .isThrownBy(() -> queries.start(ScriptedOrg.lookup("hasty"), StandIn.meter(Duration.ofMillis(5))));
        }
        var answers = ask(queries, lookups(2));
        awaitWaiting(queries, 2);
        org.release.release();
        assertThat(all(answers)).hasSize(2);

        assertThat(org.sizes()).containsExactly(1, 2);
        assertThat(queries.waiting()).isZero();
    }

    @Test
    void eachRunHasTheAttemptAndOneHasTheCall() throws Exception {
        var queries = busy();
        hold(queries);
        var meters = Stream.generate(StandIn::meter).limit(4).toList();
        var calls = IntStream.range(0, meters.size())
                .<Callable<QueryPage>>mapToObj(i -> () -> queries.start(lookup(i), meters.get(i)))
                .toList();
        var answers = inOrder(threads, queries, calls);
        org.release.release();
        assertThat(all(answers)).hasSize(4);

        assertThat(meters).extracting(RunMeter::apiCalls).containsExactly(1, 0, 0, 0);
        assertThat(meters).extracting(RunMeter::attempts).containsOnly(1);
        assertThat(meters)
                .allSatisfy(meter ->
                        assertThat(meter.phases()).extracting(Phase::kind).containsExactly(Phase.Kind.PERMIT));
    }
}
