package io.weir.adapter.out.sandbox;

import io.weir.domain.schema.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that {@code T}s (records, or groups of them) have a value of: what filters and orders read.
 *
 * @param name the name for error messages
 * @param picklist the values of a picklist in the order that it sorts by; empty for other types
 */
record Expression<T>(
        String name, FieldType type, boolean filterable, boolean sortable, List<String> picklist, Reader<T> reader) {
    @Nullable
    Object evaluate(T from) {
        return reader.read(from);
    }

    interface Reader<T> {
        @Nullable
        Object read(T from);
    }
}
