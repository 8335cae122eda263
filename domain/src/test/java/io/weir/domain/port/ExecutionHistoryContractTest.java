package io.weir.domain.port;

/** The contract holds for the plainest history there can be, so it asks nothing that cannot be kept. */
class ExecutionHistoryContractTest extends ExecutionHistoryContract {
    @Override
    protected ExecutionHistory emptyHistory() {
        return new ListedHistory(capacity());
    }

    @Override
    protected int capacity() {
        return 20;
    }
}
