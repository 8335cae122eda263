package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a record that would become its own ancestor. */
final class Hierarchy {
    private static final List<String> PARENTS = List.of("ParentId", "ReportsToId");

    private Hierarchy() {}

    /** Throws {@link WriteRefusal} if the parents of {@code change} lead back to its record. */
    static void check(RecordChange change) {
        for (String lookup : PARENTS) {
            if (!change.isNew() && change.table().field(lookup).isPresent() && change.changes(lookup)) {
                check(change, lookup);
            }
        }
    }

    private static void check(RecordChange change, String lookup) {
        var seen = new HashSet<String>();
        @Nullable Object parent = change.value(lookup);
        while (parent instanceof String id && seen.add(id)) {
            if (id.equals(change.id())) {
                throw new WriteRefusal(
                        new WriteError("CIRCULAR_DEPENDENCY", "attempt to violate hierarchy constraints", lookup));
            }
            parent = change.table()
                    .record(id)
                    .map(record -> parentOf(record, lookup))
                    .orElse("");
        }
    }

    private static Object parentOf(StoredRecord record, String lookup) {
        return record.value(lookup) instanceof String id ? id : "";
    }
}
