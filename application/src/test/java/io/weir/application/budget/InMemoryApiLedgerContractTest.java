package io.weir.application.budget;

import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.ApiLedgerContract;

class InMemoryApiLedgerContractTest extends ApiLedgerContract {
    @Override
    protected ApiLedger empty() {
        return new InMemoryApiLedger(() -> now);
    }
}
