package io.weir.domain.port;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The contract holds for the plainest trail there can be, so it asks nothing that cannot be kept. */
class AuditTrailContractTest extends AuditTrailContract {
    private final List<String> kept = new CopyOnWriteArrayList<>();

    @Override
    protected AuditTrail trail() {
        return entry -> kept.add(entry.requestId().value());
    }

    @Override
    protected List<String> kept() {
        return kept;
    }
}
