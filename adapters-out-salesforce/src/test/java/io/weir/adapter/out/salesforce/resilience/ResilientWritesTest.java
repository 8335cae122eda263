package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.WriteResult;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.RecordWrite;
import io.weir.domain.write.WriteRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes pass the breaker of queries, and wait in a queue of their own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResilientWritesTest {
    private static final WriteRequest REQUEST = new WriteRequest(
            List.of(new RecordWrite(
                    new ObjectName("Contact"),
                    new RecordWrite.Operation.Update(
                            SalesforceId.parse("0033000000D8cuI").orElseThrow()),
                    Map.of(),
                    Optional.empty())),
            Optional.empty());
    private static final WriteResult UNKNOWN = new WriteResult.Unknown(FakeQueries.down());
    private static final WriteResult REFUSED = new WriteResult.Refused(
            WriteResult.Refusal.VALUES, 0, "STRING_TOO_LONG", List.of(), new SalesforceMessage.Nothing());

    @Test
    void writesWithAnUnknownEndOpenTheBreaker() {
        var org = new FakeQueries(() -> FakeQueries.PAGE);
        var breaker = breaker(org);
        var writes = breaker.guardingWrites(sent(UNKNOWN));
        for (int i = 0; i < 4; i++) {
            assertThat(writes.write(REQUEST, StandIn.meter())).isSameAs(UNKNOWN);
        }

        assertThatExceptionOfType(SalesforceFailure.CallRefused.class)
                .isThrownBy(() -> writes.write(REQUEST, StandIn.meter()));
        assertThatExceptionOfType(SalesforceFailure.CallRefused.class).isThrownBy(() -> FakeQueries.ask(breaker));
        assertThat(org.calls()).isZero();
    }

    private static SalesforceWrites sent(WriteResult result) {
        return (_, meter) -> {
            meter.countApiCall();
            return result;
        };
    }

    @Test
    void aWriteThatRunsOutOfTimeStaysUnknown() {
        var late = new WriteResult.Unknown(new SalesforceFailure.DeadlineExceeded("late"));
        var writes = breaker(new FakeQueries(() -> FakeQueries.PAGE)).guardingWrites(sent(late));

        for (int i = 0; i < 8; i++) {
            // too little time to judge the org by
            assertThat(writes.write(REQUEST, StandIn.meter(Duration.ofMillis(900))))
                    .isSameAs(late);
        }
    }

    @Test
    void refusedRecordsDoNotOpenTheBreaker() {
        var writes = breaker(new FakeQueries(() -> FakeQueries.PAGE)).guardingWrites(sent(REFUSED));

        for (int i = 0; i < 20; i++) {
            assertThat(writes.write(REQUEST, StandIn.meter())).isSameAs(REFUSED);
        }
    }

    @Test
    void writesWaitForEachOtherUntilTheirDeadline() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var bulkhead = new BulkheadWrites(
                (_, _) -> {
                    started.countDown();
                    FakeQueries.await(release);
                    return REFUSED;
                },
                new BulkheadSettings(1, 1),
                Clock.systemUTC());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> bulkhead.write(REQUEST, StandIn.meter()));
            FakeQueries.await(started);
            assertThatExceptionOfType(SalesforceFailure.DeadlineExceeded.class)
                    .isThrownBy(() -> bulkhead.write(REQUEST, StandIn.meter(Duration.ofMillis(20))));
            var second = threads.submit(() -> bulkhead.write(REQUEST, StandIn.meter()));
            while (bulkhead.waiting() < 1) {
                Thread.onSpinWait();
            }
            assertThatExceptionOfType(SalesforceFailure.CallRefused.class)
                    .isThrownBy(() -> bulkhead.write(REQUEST, StandIn.meter()));
            assertThat(bulkhead.running()).isEqualTo(1);

            release.countDown();
            assertThat(first.get()).isSameAs(REFUSED);
            assertThat(second.get()).isSameAs(REFUSED);
        }
        assertThat(bulkhead.running()).isZero();
        assertThat(bulkhead.waiting()).isZero();
    }

    private static BreakerQueries breaker(FakeQueries org) {
        return new BreakerQueries(
                org, new BreakerSettings(4, 100, Duration.ofHours(1)), Clock.systemUTC(), TestMeters.ALL);
    }
}
