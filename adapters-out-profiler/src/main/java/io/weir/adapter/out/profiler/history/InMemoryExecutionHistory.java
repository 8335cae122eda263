package io.weir.adapter.out.profiler.history;

import io.weir.domain.history.Execution;
import io.weir.domain.port.ExecutionHistory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the newest executions in memory; a restart forgets them. */
public final class InMemoryExecutionHistory implements ExecutionHistory {
    private final int capacity;
    private final Deque<Execution> newestFirst;

    /**
     * @param capacity how many executions to keep, at least 1
     */
    public InMemoryExecutionHistory(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a history keeps at least one execution, not " + capacity);
        }
        this.capacity = capacity;
        this.newestFirst = new ArrayDeque<>(capacity);
    }

    @Override
    public synchronized void record(Execution execution) {
        if (newestFirst.size() == capacity) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(execution);
    }

    @Override
    public synchronized List<Execution> latest(int limit) {
        return newestFirst.stream().limit(limit).toList();
    }
}
