package io.weir.adapter.out.profiler.history;

import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.ExecutionHistoryContract;

class QueuedExecutionHistoryContractTest extends ExecutionHistoryContract {
    @Override
    protected ExecutionHistory emptyHistory() {
        return new QueuedExecutionHistory(new InMemoryExecutionHistory(capacity()), 1_000);
    }

    @Override
    protected int capacity() {
        return 16;
    }
}
