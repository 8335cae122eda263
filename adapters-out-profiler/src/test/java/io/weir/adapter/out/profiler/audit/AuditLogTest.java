package io.weir.adapter.out.profiler.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.AuditTrail;
import io.weir.domain.port.AuditTrailContract;
import io.weir.domain.status.RecordingLogger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The audit trail in the log. */
class AuditLogTest extends AuditTrailContract {
    private final RecordingLogger log = new RecordingLogger();
    private final QueuedAuditTrail trail = QueuedAuditTrail.toLog(log, 1_000);

    @AfterEach
    void close() {
        trail.close();
    }

    @Override
    protected AuditTrail trail() {
        return trail;
    }

    @Override
    protected List<String> kept() {
        trail.close();
        return log.lines.stream()
                .flatMap(String::lines)
                .map(AuditFileTest::requestId)
                .toList();
    }

    @Test
    void aLineIsOneJsonObject() {
        trail.record(entry("request-1"));
        trail.close();

        assertThat(log.lines)
                .containsExactly(
                        "INFO {\"time\":\"2026-01-31T10:00:00.120Z\",\"request_id\":\"request-1\","
                            + "\"caller\":\"ivr\",\"client\":\"192.0.2.1\",\"action\":\"salesforce-query\",\"version\":null,\"shape\":\"\","
                            + "\"rows\":0,\"outcome\":\"invalid_request\",\"business_outcome\":\"\",\"contact\":\"\",\"duration_ms\":1.034}");
    }

    @Test
    void aTextIsAStringWhateverItHas() {
        trail.record(entry("a\"b\\\\c\""));
        trail.close();

        assertThat(log.lines.getFirst()).contains("\"request_id\":\"a\\\"b\\\\\\\\c\\\"\",\"caller\"");
    }

    @Test
    void manyEntriesAreFewRecordsOfTheLog() {
        var entries = Collections.nCopies(2 * AuditLog.MOST_IN_A_RECORD + 1, entry("request-1"));

        assertThat(new AuditLog(log).keep(entries)).isEqualTo(entries.size());
        assertThat(log.lines).hasSize(3);
        assertThat(log.lines.stream().flatMap(String::lines)).hasSize(entries.size());
    }

    @Test
    void onlyTheEntriesOfARecordThatIsRefusedAreLost() {
        var entries = Collections.nCopies(AuditLog.MOST_IN_A_RECORD + 1, entry("request-1"));
        log.refusesTheNext = true;

        assertThat(new AuditLog(log).keep(entries)).isEqualTo(1);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void aLineTellsWhatTheRunOfARequestCost() {
        trail.record(answered("request-1"));
        trail.close();

        assertThat(log.lines)
                .singleElement()
                .asString()
                .endsWith("\"outcome\":\"answered\",\"business_outcome\":\"\",\"contact\":\"\",\"served\":\"shared\","
                        + "\"truncated\":false,\"api_calls\":1,\"attempts\":2,\"api_usage\":\"25/5000\","
                        + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"duration_ms\":1.034}");
    }
}
