package io.weir.domain.port;

import io.weir.domain.history.Execution;
import java.util.List;

/**
 * Records runs.
 *
 * <p>Bounded: drops the oldest executions first. Thread-safe.
 */
public interface ExecutionHistory {
    /** Records an execution; never waits for storage and never throws. */
    void record(Execution execution);

    /** The latest executions, newest first, at most {@code limit}. */
    List<Execution> latest(int limit);
}
