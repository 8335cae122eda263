package io.weir.application.run;

import io.weir.domain.history.Execution;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SoqlShape;
import java.util.Optional;

/** How a run ended, in a form that identical requests can share. */
public sealed interface RunResult<O> {
    /** The entry for the history; empty if the run is not recorded. */
    Optional<Summary> summary();

    record Ended<O>(O outcome, Optional<Summary> summary) implements RunResult<O> {}

    record Failed<O>(SalesforceFailure failure, Optional<Summary> summary) implements RunResult<O> {}

    /**
     * The part of a history entry that identical requests share.
     *
     * @param outcome as in {@link Execution}, and the Salesforce error and the business outcome too
     */
    record Summary(
            SoqlShape shape,
            int rows,
            boolean truncated,
            String outcome,
            Optional<Execution.SalesforceError> salesforceError,
            String businessOutcome) {
        /** A summary without a Salesforce error and a business outcome. */
        public Summary(SoqlShape shape, int rows, boolean truncated, String outcome) {
            this(shape, rows, truncated, outcome, Optional.empty(), "");
        }

        /** A summary of a data action that answered {@code businessOutcome}. */
        public static Summary answered(SoqlShape shape, int rows, boolean truncated, String businessOutcome) {
            return new Summary(shape, rows, truncated, Execution.ANSWERED, Optional.empty(), businessOutcome);
        }
    }
}
