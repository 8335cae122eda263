package io.weir.domain.port;

import io.weir.domain.history.Execution;
import java.util.List;

/**
 * Remembers what runs did.
 *
 * <p>Bounded: the oldest executions go first. Thread-safe.
 */
public interface ExecutionHistory {
    /** Takes an execution in; never blocks the run on storage and never throws. */
    void record(Execution execution);

    /** The newest executions, newest first, at most {@code limit}. */
    List<Execution> latest(int limit);
}
