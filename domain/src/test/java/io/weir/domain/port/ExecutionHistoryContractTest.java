package io.weir.domain.port;

import io.weir.domain.history.Execution;
import java.util.ArrayList;
import java.util.List;

/** The contract holds for the plainest history there can be, so it asks nothing that cannot be kept. */
class ExecutionHistoryContractTest extends ExecutionHistoryContract {
    @Override
    protected ExecutionHistory emptyHistory() {
        return new PlainHistory(capacity());
    }

    @Override
    protected int capacity() {
        return 20;
    }

    private record PlainHistory(int capacity, List<Execution> executions) implements ExecutionHistory {
        PlainHistory(int capacity) {
            this(capacity, new ArrayList<>());
        }

        @Override
        public synchronized void record(Execution execution) {
            executions.addFirst(execution);
            if (executions.size() > capacity) {
                executions.removeLast();
            }
        }

        @Override
        public synchronized List<Execution> latest(int limit) {
            return List.copyOf(executions.subList(0, Math.min(limit, executions.size())));
        }
    }
}
