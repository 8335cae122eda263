package io.weir.adapter.out.profiler;

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
