package io.weir.adapter.out.profiler.audit;

import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.domain.history.AuditEntry;

/** Where audit entries end up. Used by one thread at a time. */
interface AuditStorage extends BackgroundQueue.Storage<AuditEntry>, AutoCloseable {
    @Override
    void close();
}
