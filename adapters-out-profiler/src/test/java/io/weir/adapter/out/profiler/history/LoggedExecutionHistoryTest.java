package io.weir.adapter.out.profiler.history;

import static io.weir.adapter.out.profiler.history.Executions.execution;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.Execution;
import io.weir.domain.status.RecordingLogger;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

class LoggedExecutionHistoryTest {
    private final RecordingLogger log = new RecordingLogger();
    private final LoggedExecutionHistory history =
            new LoggedExecutionHistory(new InMemoryExecutionHistory(10), log, Level.DEBUG);

    @Test
    void oneLineForEachRunTellsWhatItDid() {
        history.record(execution("req-1"));
        assertThat(log.lines)
                .containsExactly("DEBUG run outcome=answered action=salesforce-query caller=default served=fresh"
                        + " duration_ms=12.034 rows=1 truncated=false api_calls=1"
                        + " attempts=2 api_usage=25/5000 request_id=req-1 contact=0123456789abcdef");
    }

    @Test
    void leadsToTheTraceOfTheRequest() {
        history.record(Executions.traced("req-1", "0af7651916cd43dd8448eb211c80319c"));
        assertThat(log.lines)
                .singleElement()
                .asString()
                .endsWith(" request_id=req-1 trace_id=0af7651916cd43dd8448eb211c80319c contact=0123456789abcdef");
    }

    @Test
    void tellsWhatADataActionAnswered() {
        history.record(Executions.answered("req-1", "not_found"));
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("DEBUG run outcome=answered business_outcome=not_found action=");
    }

    @Test
    void tellsWhatSalesforceSaid() {
        history.record(Executions.failed(
                "req-1", new Execution.SalesforceError("INVALID_FIELD", "No such column Foo__c on entity Contact")));
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("INFO run outcome=")
                .endsWith(" request_id=req-1 contact=0123456789abcdef salesforce_code=INVALID_FIELD"
                        + " salesforce_message=\"No such column Foo__c on entity Contact\"");
    }

    @Test
    void passesEveryRunOn() {
        history.record(execution("req-1"));
        assertThat(history.latest(10)).extracting(Execution::requestId).containsExactly("req-1");
    }
}
