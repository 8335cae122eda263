package io.weir.application.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.FakeSchema;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.ShapeDurations;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans are asked for on one thread, which is no caller's. */
@Timeout(60)
class AdviceThreadTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final BlockingQueue<Thread> asking = new LinkedBlockingQueue<>();
    private final BlockingQueue<QueryAdvice> kept = new LinkedBlockingQueue<>();
    private final BlockingQueue<SalesforceFailure> interrupted = new LinkedBlockingQueue<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AdviseOnQueries advise = AdviseOnQueries.start(
            this::plans,
            FakeSchema.contactCentre(),
            Optional::empty,
            new ApiBudget(0, () -> START),
            ShapeDurations.UNKNOWN,
            new AdviceStore() {
                @Override
                public void keep(QueryAdvice advice) {
                    kept.add(advice);
                }

                @Override
                public boolean claim(String soqlShape, Instant now, int most) {
                    return true;
                }

                @Override
                public List<QueryAdvice> latest(int limit) {
                    return List.of();
                }
            },
            () -> START,
            AdviseOnQueries.Settings.DEFAULT);

    private List<QueryPlan> plans(Soql soql, RunMeter meter) {
        asking.add(Thread.currentThread());
        try {
            answer.await();
        } catch (InterruptedException e) {
            var failure = new SalesforceFailure.DeadlineExceeded("interrupted");
            interrupted.add(failure);
            throw failure;
        }
        return List.of(new QueryPlan("Contact", "TableScan", 2.1, 1, 200_000, List.of(), List.of()));
    }

    private void observe(int shape) {
        var query = Query.ofFields("Contact", "Field" + shape);
        advise.observe(new ObservedQuery(Soql.of(query), Duration.ofSeconds(2), 1, false));
    }

    @AfterEach
    void close() {
        advise.close();
    }

    @Test
    void aCallerNeverWaitsForAPlan() throws Exception {
        observe(0);
        var thread = asking.take();
        assertThat(thread).isNotEqualTo(Thread.currentThread()).returns("weir-advice", Thread::getName);
        assertThat(thread.isDaemon()).isTrue();

        IntStream.range(1, 40).forEach(this::observe);
        assertThat(kept)
                .as("every caller went on while Salesforce held the first plan back")
                .isEmpty();
        assertThat(advise.queued()).isEqualTo(16);
        assertThat(advise.skipped()).isEqualTo(23);

        answer.countDown();
        for (int shape = 0; shape <= 16; shape++) {
            assertThat(kept.take().soqlShape()).isEqualTo("SELECT Field" + shape + " FROM Contact");
        }
        assertThat(asking).hasSize(16).allMatch(thread::equals);
    }

    @Test
    void closingInterruptsTheRequestThatRunsAndEndsTheThread() throws Exception {
        observe(0);
        var thread = asking.take();
        observe(1);

        advise.close();
        thread.join();
        assertThat(interrupted).hasSize(1);
        assertThat(asking).isEmpty();
        assertThat(kept).isEmpty();
    }
}
