package io.weir.adapter.out.sandbox.org;

import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.ObjectName;
import java.util.List;

/** The schema of a {@link SandboxOrg}, read directly. Never blocks, and {@link #forget} does nothing. Thread-safe. */
public final class InMemorySchemaCatalog implements SchemaCatalog {
    private static final Description MISSING = new Description.Missing();

    private final SandboxOrg org;

    public InMemorySchemaCatalog(SandboxOrg org) {
        this.org = org;
    }

    @Override
    public Description describe(ObjectName object, Deadline deadline) {
        return org.describe(object.value())
                .<Description>map(Description.Known::new)
                .orElse(MISSING);
    }

    @Override
    public List<String> objectNames(Deadline deadline) {
        return org.descriptions().stream().map(object -> object.name().value()).toList();
    }

    @Override
    public void forget(ObjectName object) {}
}
