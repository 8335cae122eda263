package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Refuses a record that would become its own ancestor. */
final class Hierarchy {
    private static final String PARENT = "ParentId";

    private Hierarchy() {}

    /** Throws {@link WriteRefusal} if the parents of {@code change} lead back to its record. */
    static void check(RecordChange change) {
        if (change.isNew() || change.table().field(PARENT).isEmpty() || !change.changes(PARENT)) {
            return;
        }
        var seen = new HashSet<String>();
        @Nullable Object parent = change.value(PARENT);
        while (parent instanceof String id && seen.add(id)) {
            if (id.equals(change.id())) {
                throw new WriteRefusal(
                        new WriteError("CIRCULAR_DEPENDENCY", "attempt to violate hierarchy constraints", PARENT));
            }
            parent = change.table().record(id).map(Hierarchy::parentOf).orElse("");
        }
    }

    private static Object parentOf(StoredRecord record) {
        return record.value(PARENT) instanceof String id ? id : "";
    }
}
