package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One object of the org with its records in the order of their insertion.
 *
 * <p>Records are added while the org is loaded. Afterwards a table does not change, and is thread-safe: a
 * {@link Transaction} changes a copy, which takes the table's place when the transaction ends.
 */
public final class Table {
    private final RecordLayout layout;
    private final AtomicInteger lastNumber;
    private final List<StoredRecord> records;
    private final Map<String, Integer> positions;
    private final Map<Integer, Map<Object, List<StoredRecord>>> indexes = new ConcurrentHashMap<>();

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
        this(new RecordLayout(definition, description), new AtomicInteger(), new ArrayList<>(), new HashMap<>());
    }

    private Table(
            RecordLayout layout, AtomicInteger lastNumber, List<StoredRecord> records, Map<String, Integer> positions) {
        this.layout = layout;
        this.lastNumber = lastNumber;
        this.records = records;
        this.positions = positions;
    }

    /** A copy for a transaction. Both number their records from the same sequence, so that no id is used twice. */
    Table copy() {
        return new Table(layout, lastNumber, new ArrayList<>(records), new HashMap<>(positions));
    }

    /** The same records, with ids of new ones that do not depend on this table. */
    Table withOwnSequence() {
        return new Table(layout, new AtomicInteger(lastNumber.get()), records, positions);
    }

    public ObjectDefinition definition() {
        return layout.definition();
    }

    public ObjectDescription description() {
        return layout.description();
    }

    /** The API name of the object. */
    public String name() {
        return description().name().value();
    }

    /** The first three characters of the ids of all records. */
    public String keyPrefix() {
        return definition().keyPrefix();
    }

    /** The fields in describe's order, which is also the order of the columns. */
    public List<Field> fields() {
        return definition().fields();
    }

    /** The field called {@code name}, in any case. */
    public Optional<Field> field(String name) {
        return layout.field(name);
    }

    /** All records, including deleted ones. */
    public List<StoredRecord> records() {
        return Collections.unmodifiableList(records);
    }

    public Optional<StoredRecord> record(String id) {
        return Optional.ofNullable(positions.get(id)).map(records::get);
    }

    /** The records whose {@code column} holds {@code id}. */
    public List<StoredRecord> referencing(int column, String id) {
        return holding(column, id);
    }

    /**
     * The records, including deleted ones, whose {@code column} holds {@code value}. Text is compared ignoring case,
     * ids are not.
     */
    public List<StoredRecord> holding(int column, Object value) {
        var found = indexes.computeIfAbsent(column, this::index).get(indexKey(column, value));
        return found == null ? List.of() : Collections.unmodifiableList(found);
    }

    /** The index of the field called {@code name}, in any case; the field must exist. */
    public int column(String name) {
        return layout.column(name);
    }

    /** A new record with the next free id, not yet {@linkplain Draft#insert inserted}. */
    public Draft draft() {
        String id;
        do {
            id = RecordId.of(keyPrefix(), lastNumber.incrementAndGet());
        } while (positions.containsKey(id));
        return draft(id);
    }

    /** A new record with the long id {@code id}, which no record may have yet. */
    Draft draft(String id) {
        var draft = new Draft(new @Nullable Object[fields().size()]).set("Id", id);
        return layout.deletedColumn() >= 0 ? draft.set("IsDeleted", false) : draft;
    }

    /** A copy of {@code record} to be changed, not yet {@linkplain Draft#update stored}. */
    public Draft draft(StoredRecord record) {
        return new Draft(record.copyOfValues());
    }

    private Map<Object, List<StoredRecord>> index(int column) {
        var index = new HashMap<Object, List<StoredRecord>>();
        records.forEach(record -> addTo(index, column, record));
        return index;
    }

    private void addTo(Map<Object, List<StoredRecord>> index, int column, StoredRecord record) {
        var value = record.value(column);
        if (value != null) {
            index.computeIfAbsent(indexKey(column, value), _ -> new ArrayList<>())
                    .add(record);
        }
    }

    private Object indexKey(int column, Object value) {
        return switch (value) {
            case String text when isId(description().fields().get(column).type()) -> text;
            case String text -> text.toLowerCase(Locale.ROOT);
            case Long number -> BigDecimal.valueOf(number).stripTrailingZeros();
            case BigDecimal number -> number.stripTrailingZeros();
            default -> value;
        };
    }

    private static boolean isId(FieldType type) {
        return type == FieldType.ID || type == FieldType.REFERENCE;
    }

    /** The values of a record that is not yet in the table. */
    public final class Draft {
        private final @Nullable Object[] values;

        private Draft(@Nullable Object[] values) {
            this.values = values;
        }

        public Draft set(String field, @Nullable Object value) {
            values[column(field)] = value;
            return this;
        }

        public @Nullable Object value(String field) {
            return values[column(field)];
        }

        /** Sets {@code field} if the object has it. */
        public void setIfAny(String field, @Nullable Object value) {
            if (field(field).isPresent()) {
                set(field, value);
            }
        }

        /** The value of {@code field}; null also if the object lacks the field. */
        public @Nullable Object valueIfAny(String field) {
            return field(field).isPresent() ? value(field) : null;
        }

        /** Unchecks the checkboxes that have no value yet. */
        Draft uncheck() {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null && fields().get(i).type() == FieldType.BOOLEAN) {
                    values[i] = false;
                }
            }
            return this;
        }

        public String id() {
            return (String) Objects.requireNonNull(values[layout.idColumn()]);
        }

        /** Adds the record to the table. */
        public StoredRecord insert() {
            var record = record();
            positions.put(record.id(), records.size());
            records.add(record);
            indexes.forEach((column, index) -> addTo(index, column, record));
            return record;
        }

        /** Replaces the record with the same id, which must exist. */
        public StoredRecord update() {
            var record = record();
            records.set(Objects.requireNonNull(positions.get(record.id())), record);
            indexes.clear();
            return record;
        }

        /** Sets the compound fields from their parts, as storing the record does. */
        public void derive() {
            layout.derived().derive(values);
        }

        /** The record as it is about to be stored. */
        public StoredRecord record() {
            derive();
            return new StoredRecord(layout, values.clone());
        }
    }
}
