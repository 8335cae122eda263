package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.org.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record as it is about to be stored, for the org's own rules. Names of fields are case-insensitive. */
public final class RecordChange {
    private final Table table;
    private final Table.Draft draft;
    private final @Nullable StoredRecord before;

    /**
     * @param before the record before the change; null if it is new
     */
    RecordChange(Table table, Table.Draft draft, @Nullable StoredRecord before) {
        this.table = table;
        this.draft = draft;
        this.before = before;
    }

    /** The API name of the object. */
    public String object() {
        return table.name();
    }

    public String id() {
        return draft.id();
    }

    public boolean isNew() {
        return before == null;
    }

    /**
     * The new value of {@code field}: String, Boolean, Long, BigDecimal, LocalDate, Instant or LocalTime; null if it
     * is empty. The field must exist.
     */
    public @Nullable Object value(String field) {
        return draft.value(field);
    }

    /** The value before the change; null also for a new record. */
    public @Nullable Object priorValue(String field) {
        return before == null ? null : before.value(field);
    }

    /** The record as it is about to be stored. */
    public StoredRecord record() {
        return draft.record();
    }

    /** Whether the change gives {@code field} another value. */
    public boolean changes(String field) {
        return !Objects.equals(value(field), priorValue(field));
    }

    @Nullable
    StoredRecord before() {
        return before;
    }

    Table table() {
        return table;
    }

    Table.Draft draft() {
        return draft;
    }
}
