package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.org.Field;
import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The tokens of records. A change makes a new record; the entries of the old one are dropped with it. Thread-safe.
 */
final class SearchIndex {
    private final Map<StoredRecord, List<SearchedField>> entries = Collections.synchronizedMap(new WeakHashMap<>());

    /** The columns of {@code fields} in {@code table}. */
    static BitSet columns(Table table, Collection<Field> fields) {
        var columns = new BitSet();
        fields.forEach(field -> columns.set(table.column(field.name())));
        return columns;
    }

    /** The searchable fields of {@code record}, which is in {@code table}, that have a value. */
    List<SearchedField> fields(StoredRecord record, Table table) {
        var known = entries.get(record);
        if (known == null) {
            known = read(record, table);
            entries.put(record, known);
        }
        return known;
    }

    private static List<SearchedField> read(StoredRecord record, Table table) {
        var fields = new ArrayList<SearchedField>();
        for (var field : SearchScope.ALL.fields(table)) {
            int column = table.column(field.name());
            if (record.value(column) instanceof String text) {
                fields.add(SearchedField.of(column, field.type(), text));
            }
        }
        return List.copyOf(fields);
    }
}
