package io.weir.adapter.out.sandbox.query;

import io.weir.domain.schema.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field or aggregate function of a query. Evaluates to a value for each {@code T}, a record or a group of records.
 *
 * @param name the name for error messages
 * @param picklist the values of a picklist in sort order; empty for other types
 */
record Expression<T>(
        String name, FieldType type, boolean filterable, boolean sortable, List<String> picklist, Reader<T> reader) {
    @Nullable
    Object evaluate(T item) {
        return reader.read(item);
    }

    interface Reader<T> {
        @Nullable
        Object read(T item);
    }
}
