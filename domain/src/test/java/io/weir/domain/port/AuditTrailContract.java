package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.history.AuditEntry.BusinessOutcome;
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.history.AuditEntry.ClientAddress;
import io.weir.domain.history.AuditEntry.OutcomeCode;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} must do; each implementation extends this in its tests. */
public abstract class AuditTrailContract {
    /** The one trail of this test, without entries; takes a hundred at once. */
    protected abstract AuditTrail trail();

    /** The ids of the requests that were kept, in their order, once all that were recorded are. */
    protected abstract List<String> kept();

    @Test
    void keepsEveryEntryInItsOrder() {
        IntStream.range(0, 20).forEach(number -> trail().record(entry("request-" + number)));

        assertThat(kept())
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(number -> "request-" + number)
                        .toList());
    }

    @Test
    void keepsTheSameEntryAsOftenAsItComes() {
        trail().record(entry("request-1"));
        trail().record(entry("request-1"));

        assertThat(kept()).containsExactly("request-1", "request-1");
    }

    @Test
    void losesNoEntryOfManyThreads() throws InterruptedException {
        var recordings = IntStream.range(0, 100)
                .mapToObj(number -> entry("request-" + number))
                .map(entry -> Executors.callable(() -> trail().record(entry)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(recordings)).hasSize(100);
        }
        assertThat(kept()).hasSize(100).doesNotHaveDuplicates();
    }

    /** An entry of a request that was refused. */
    protected static AuditEntry entry(String requestId) {
        return new AuditEntry(
                Instant.parse("2026-01-31T10:00:00.120Z"),
                RequestId.made(requestId),
                new CallerName("ivr"),
                new ClientAddress("192.0.2.1"),
                Asked.AD_HOC,
                SoqlShape.NONE,
                0,
                new OutcomeCode("invalid_request"),
                BusinessOutcome.NONE,
                ContactHash.NONE,
                Duration.ofNanos(1_034_567),
                List.of());
    }
}
