package io.weir.adapter.out.profiler.audit;

import java.io.IOException;
import java.nio.file.Path;

/** The file of the audit cannot be opened. */
public final class UnwritableAudit extends IllegalStateException {
    UnwritableAudit(Path file, IOException cause) {
        super("the audit cannot be written to '%s'; permit it, or name another file".formatted(file), cause);
    }
}
