package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ObjectDescription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of the org with its records in the order of their ids. Records are inserted at startup and never change.
 */
public final class Table {
    private final ObjectDescription description;
    private final String keyPrefix;
    private final List<Field> fields;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int idColumn;
    private final int deletedColumn;
    private final List<StoredRecord> records = new ArrayList<>();
    private final Map<String, StoredRecord> byId = new HashMap<>();
    private final Map<Integer, Map<String, List<StoredRecord>>> byReference = new ConcurrentHashMap<>();

    /** A table whose fields have the usual properties of their names and types. */
    public Table(ObjectDescription description, String keyPrefix) {
        this(
                description,
                keyPrefix,
                description.fields().stream().map(Field::of).toList());
    }

    /**
     * @param fields the fields of {@code description}, in the same order
     */
    Table(ObjectDescription description, String keyPrefix, List<Field> fields) {
        this.description = description;
        this.keyPrefix = keyPrefix;
        this.fields = List.copyOf(fields);
        for (int i = 0; i < description.fields().size(); i++) {
            String name = description.fields().get(i).name();
            columns.put(key(name), i);
            columns.put(name, i);
        }
        this.idColumn = column("Id");
        this.deletedColumn = column("IsDeleted");
    }

    public ObjectDescription description() {
        return description;
    }

    /** The first three characters of the ids of all records. */
    public String keyPrefix() {
        return keyPrefix;
    }

    /** The fields in describe's order, which is also the order of the columns. */
    public List<Field> fields() {
        return fields;
    }

    /** The field called {@code name}, in any case. */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(columns.get(key(name))).map(fields::get);
    }

    /** All records, including deleted ones. */
    public List<StoredRecord> records() {
        return Collections.unmodifiableList(records);
    }

    public Optional<StoredRecord> record(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The records whose {@code column} holds {@code id}. */
    public List<StoredRecord> referencing(int column, String id) {
        return byReference.computeIfAbsent(column, this::index).getOrDefault(id, List.of());
    }

    /** The index of the field called {@code name}, in any case; the field must exist. */
    public int column(String name) {
        Integer column = columns.get(name);
        if (column == null) {
            column = columns.get(key(name));
        }
        if (column == null) {
            throw new IllegalArgumentException("%s has no field '%s'".formatted(description.name(), name));
        }
        return column;
    }

    int idColumn() {
        return idColumn;
    }

    int deletedColumn() {
        return deletedColumn;
    }

    /** A new record with an id, not yet {@linkplain Draft#insert inserted}. */
    public Draft draft() {
        return new Draft();
    }

    private Map<String, List<StoredRecord>> index(int column) {
        var index = new HashMap<String, List<StoredRecord>>();
        for (var record : records) {
            if (record.value(column) instanceof String reference) {
                index.computeIfAbsent(reference, _ -> new ArrayList<>()).add(record);
            }
        }
        return index;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A record that is not yet in the table. */
    public final class Draft {
        private final @Nullable Object[] values =
                new @Nullable Object[description.fields().size()];
        private final String id = RecordId.of(keyPrefix, records.size() + 1);

        private Draft() {
            set("Id", id);
            set("IsDeleted", false);
        }

        public Draft set(String field, @Nullable Object value) {
            values[column(field)] = value;
            return this;
        }

        @Nullable
        Object value(String field) {
            return values[column(field)];
        }

        public String id() {
            return id;
        }

        /** Adds the record to the table. */
        public StoredRecord insert() {
            var record = new StoredRecord(Table.this, values.clone());
            records.add(record);
            byId.put(id, record);
            return record;
        }
    }
}
