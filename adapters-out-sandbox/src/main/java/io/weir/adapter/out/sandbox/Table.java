package io.weir.adapter.out.sandbox;

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

/** One object of the org with its records, in the order of their ids. Filled once by its {@link Draft}s, then only read. */
final class Table {
    private final ObjectDescription description;
    private final String keyPrefix;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int idColumn;
    private final int deletedColumn;
    private final List<StoredRecord> records = new ArrayList<>();
    private final Map<String, StoredRecord> byId = new HashMap<>();
    private final Map<Integer, Map<String, List<StoredRecord>>> byReference = new ConcurrentHashMap<>();

    Table(ObjectDescription description, String keyPrefix) {
        this.description = description;
        this.keyPrefix = keyPrefix;
        for (int i = 0; i < description.fields().size(); i++) {
            String name = description.fields().get(i).name();
            columns.put(key(name), i);
            columns.put(name, i);
        }
        this.idColumn = column("Id");
        this.deletedColumn = column("IsDeleted");
    }

    ObjectDescription description() {
        return description;
    }

    /** The first three characters of its records' ids. */
    String keyPrefix() {
        return keyPrefix;
    }

    /** All records, deleted ones too. */
    List<StoredRecord> records() {
        return Collections.unmodifiableList(records);
    }

    Optional<StoredRecord> record(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The records whose {@code column} holds {@code id}. */
    List<StoredRecord> referencing(int column, String id) {
        return byReference.computeIfAbsent(column, this::index).getOrDefault(id, List.of());
    }

    /** Where records keep the field called {@code name}, which the description has. */
    int column(String name) {
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

    /** A new record, to be filled in and {@linkplain Draft#insert kept}. */
    Draft draft() {
        return new Draft();
    }

    private Map<String, List<StoredRecord>> index(int column) {
        var index = new HashMap<String, List<StoredRecord>>();
        for (var entry : records) {
            if (entry.value(column) instanceof String reference) {
                index.computeIfAbsent(reference, _ -> new ArrayList<>()).add(entry);
            }
        }
        return index;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A record in the making. */
    final class Draft {
        private final @Nullable Object[] values =
                new @Nullable Object[description.fields().size()];
        private final String id = RecordId.of(keyPrefix, records.size() + 1);

        private Draft() {
            set("Id", id);
            set("IsDeleted", false);
        }

        Draft set(String field, @Nullable Object value) {
            values[column(field)] = value;
            return this;
        }

        @Nullable
        Object value(String field) {
            return values[column(field)];
        }

        String id() {
            return id;
        }

        /** Adds the record to the table. */
        StoredRecord insert() {
            var entry = new StoredRecord(Table.this, values.clone());
            records.add(entry);
            byId.put(id, entry);
            return entry;
        }
    }
}
