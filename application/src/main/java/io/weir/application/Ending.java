package io.weir.application;

import io.weir.domain.port.SalesforceFailure;
import java.util.Optional;

/** How a run ended, told so that it can serve everybody who asked the same. */
sealed interface Ending<O> {
    /** What the history keeps of it; empty where nothing happened that it would keep. */
    Optional<Summary> summary();

    record Ended<O>(O outcome, Optional<Summary> summary) implements Ending<O> {}

    record Failed<O>(SalesforceFailure failure, Optional<Summary> summary) implements Ending<O> {}

    /**
     * What happened, but for who asked and when.
     *
     * @param outcome as {@link io.weir.domain.history.Execution} has it
     */
    record Summary(String soqlShape, int rows, boolean truncated, String outcome) {}
}
