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
    private static final int NONE = -1;

    private final ObjectDefinition definition;
    private final ObjectDescription description;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int idColumn;
    private final int deletedColumn;
    private final List<StoredRecord> records = new ArrayList<>();
    private final Map<String, StoredRecord> byId = new HashMap<>();
    private final Map<Integer, Map<String, List<StoredRecord>>> byReference = new ConcurrentHashMap<>();

    /** A table whose fields have the usual properties of their names and types. */
    public Table(ObjectDescription description, String keyPrefix) {
        this(
                new ObjectDefinition(
                        description.name(),
                        description.label(),
                        description.label() + "s",
                        keyPrefix,
                        ObjectDefinition.EVERYTHING,
                        description.fields().stream().map(Field::of).toList(),
                        Map.of()),
                description);
    }

    /**
     * @param description the description of {@code definition} for queries, with the same fields in the same order
     */
    Table(ObjectDefinition definition, ObjectDescription description) {
        this.definition = definition;
        this.description = description;
        for (int i = 0; i < description.fields().size(); i++) {
            String name = description.fields().get(i).name();
            columns.put(key(name), i);
            columns.put(name, i);
        }
        this.idColumn = column("Id");
        this.deletedColumn = columns.getOrDefault(key("IsDeleted"), NONE);
    }

    public ObjectDefinition definition() {
        return definition;
    }

    public ObjectDescription description() {
        return description;
    }

    /** The first three characters of the ids of all records. */
    public String keyPrefix() {
        return definition.keyPrefix();
    }

    /** The fields in describe's order, which is also the order of the columns. */
    public List<Field> fields() {
        return definition.fields();
    }

    /** The field called {@code name}, in any case. */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(columns.get(key(name))).map(fields()::get);
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

    /** The column of {@code IsDeleted}; negative if the object has none. */
    int deletedColumn() {
        return deletedColumn;
    }

    /** A new record with the next free id, not yet {@linkplain Draft#insert inserted}. */
    public Draft draft() {
        int number = records.size() + 1;
        while (byId.containsKey(RecordId.of(keyPrefix(), number))) {
            number++;
        }
        return draft(RecordId.of(keyPrefix(), number));
    }

    /** A new record with the long id {@code id}, which no record may have yet. */
    Draft draft(String id) {
        return new Draft(id);
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
        private final String id;

        private Draft(String id) {
            this.id = id;
            set("Id", id);
            if (deletedColumn >= 0) {
                set("IsDeleted", false);
            }
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
            CompoundValues.derive(Table.this, values);
            var record = new StoredRecord(Table.this, values.clone());
            records.add(record);
            byId.put(id, record);
            return record;
        }
    }
}
