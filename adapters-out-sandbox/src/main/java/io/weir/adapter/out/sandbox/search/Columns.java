package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import io.weir.domain.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The columns of a table that a search reads. */
final class Columns {
    private Columns() {}

    /** A column with text. */
    record TextColumn(int index, FieldType type) {}

    static List<TextColumn> of(Table table, SearchScope scope) {
        return scope.fields(table).stream()
                .map(field -> new TextColumn(table.column(field.name()), field.type()))
                .toList();
    }

    /** The columns that tell when a record was modified; the first that has a value counts. */
    static List<Integer> modified(Table table) {
        return Stream.of("LastModifiedDate", "CreatedDate")
                .filter(name -> table.description().field(name).isPresent())
                .map(table::column)
                .toList();
    }

    /** The fields of {@code record} that have a value. */
    static List<SearchedField> read(StoredRecord record, List<TextColumn> columns) {
        var fields = new ArrayList<SearchedField>(columns.size());
        for (var column : columns) {
            if (record.value(column.index()) instanceof String text) {
                fields.add(SearchedField.of(column.type(), text));
            }
        }
        return fields;
    }
}
