package io.weir.adapter.out.profiler;

import io.weir.domain.history.AuditEntry;
import java.util.List;

/** Where audit entries end up. Used by one thread at a time. */
interface AuditStorage extends AutoCloseable {
    /** Keeps {@code entries} in their order; how many of them it could keep. Never throws. */
    int keep(List<AuditEntry> entries);

    @Override
    void close();
}
