package io.weir.application.run;

import io.weir.domain.history.Execution;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SoqlShape;
import java.util.Optional;

/** How a run ended, told so that it can serve everybody who asked the same. */
public sealed interface RunResult<O> {
    /** What the history keeps of it; empty where nothing happened that it would keep. */
    Optional<Summary> summary();

    record Ended<O>(O outcome, Optional<Summary> summary) implements RunResult<O> {}

    record Failed<O>(SalesforceFailure failure, Optional<Summary> summary) implements RunResult<O> {}

    /**
     * What happened, but for who asked and when.
     *
     * @param outcome as {@link Execution} has it, and so the complaint
     */
    record Summary(
            SoqlShape shape, int rows, boolean truncated, String outcome, Optional<Execution.Complaint> complaint) {
        /** What happened when Salesforce had nothing to complain of. */
        public Summary(SoqlShape shape, int rows, boolean truncated, String outcome) {
            this(shape, rows, truncated, outcome, Optional.empty());
        }
    }
}
