package io.weir.adapter.out.profiler.audit;

import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.domain.history.AuditEntry;

/** The storage of audit entries. For one thread at a time. */
interface AuditStorage extends BackgroundQueue.Storage<AuditEntry>, AutoCloseable {
    @Override
    void close();
}
