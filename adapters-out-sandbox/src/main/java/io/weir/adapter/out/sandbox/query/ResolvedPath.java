package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field path that exists in the org, with its names in canonical case.
 *
 * @param parents the lookups from the record to the one that has the field, nearest first
 * @param owner the object that has the field
 */
record ResolvedPath(List<Step> parents, Table owner, FieldDescription field) {
    /** The lookup from a record to its parent. */
    record Step(String relationship, int lookupColumn, Table target) {
        @Nullable
        StoredRecord parentOf(StoredRecord child) {
            return child.value(lookupColumn) instanceof String id
                    ? target.record(id).orElse(null)
                    : null;
        }
    }

    @Nullable
    Object read(StoredRecord start) {
        StoredRecord current = start;
        for (var step : parents) {
            current = step.parentOf(current);
            if (current == null) {
                return null;
            }
        }
        return current.value(owner.column(field.name()));
    }

    Expression<StoredRecord> expression() {
        int column = owner.column(field.name());
        Expression.Reader<StoredRecord> reader = parents.isEmpty() ? start -> start.value(column) : this::read;
        return new Expression<>(
                field.name(), field.type(), field.filterable(), field.sortable(), field.picklistValues(), reader);
    }
}
