package io.weir.adapter.out.profiler.history;

import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.ExecutionHistoryContract;

class InMemoryExecutionHistoryTest extends ExecutionHistoryContract {
    @Override
    protected ExecutionHistory emptyHistory() {
        return new InMemoryExecutionHistory(capacity());
    }

    @Override
    protected int capacity() {
        return 16;
    }
}
