package io.weir.adapter.out.profiler.history;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.SalesforceError;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.ExecutionHistory;
import java.lang.System.Logger.Level;

/** Logs each execution in one line, and forwards it. The line holds no value and no query text. */
public final class LoggedExecutionHistory implements ExecutionHistory {
    private final ExecutionHistory history;
    private final System.Logger log;
    private final Level answered;

    /**
     * @param log receives the lines; those of failed executions have the level INFO
     * @param answered the level of the lines of answered executions
     */
    public LoggedExecutionHistory(ExecutionHistory history, System.Logger log, Level answered) {
        this.history = history;
        this.log = log;
        this.answered = answered;
    }

    @Override
    public void record(Execution execution) {
        var level = execution.outcome().equals(Execution.ANSWERED) ? answered : Level.INFO;
        BackgroundWork.attempt(() -> log.log(level, () -> line(execution)));
        history.record(execution);
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        return history.find(query);
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        return history.summary(query);
    }

    @Override
    public HistorySeries series(SeriesQuery query) {
        return history.series(query);
    }

    @Override
    public long forget(ContactHash contact) {
        return history.forget(contact);
    }

    private static String line(Execution execution) {
        long micros = execution.duration().toNanos() / 1_000;
        return "run outcome=" + execution.outcome()
                + (execution.businessOutcome().isEmpty() ? "" : " business_outcome=" + execution.businessOutcome())
                + " action=" + execution.action()
                + (execution.version() == 0 ? "" : " version=" + execution.version())
                + " caller=" + execution.caller()
                + " served=" + execution.served().label()
                + " duration_ms=" + micros / 1_000 + "." + thousandths(micros % 1_000)
                + " rows=" + execution.rows()
                + " truncated=" + execution.truncated()
                + " api_calls=" + execution.apiCalls()
                + " attempts=" + execution.attempts()
                + " api_usage=" + execution.usage().map(ApiUsage::toString).orElse("unknown")
                + " request_id=" + execution.requestId()
                + (execution.traceId().isEmpty() ? "" : " trace_id=" + execution.traceId())
                + (execution.contact().isNone() ? "" : " contact=" + execution.contact())
                + execution
                        .salesforceError()
                        .map(LoggedExecutionHistory::describe)
                        .orElse("");
    }

    /** A redacted message holds no quotes. */
    private static String describe(SalesforceError salesforceError) {
        return " salesforce_code=" + salesforceError.code() + " salesforce_message=\"" + salesforceError.message()
                + "\"";
    }

    private static String thousandths(long number) {
        return Long.toString(1_000 + number).substring(1);
    }
}
