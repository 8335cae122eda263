package io.weir.adapter.out.sandbox.org;

import io.weir.domain.schema.ObjectDescription;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a {@link Table}. Immutable: a change makes a new record.
 *
 * <p>The type of a field determines the type of its values: String, Boolean, Long (int), BigDecimal (double, currency,
 * percent), LocalDate, Instant, LocalTime, or {@link io.weir.domain.query.Row} (address, location).
 */
public final class StoredRecord {
    private final RecordLayout layout;
    private final @Nullable Object[] values;

    StoredRecord(RecordLayout layout, @Nullable Object[] values) {
        this.layout = layout;
        this.values = values;
    }

    /** The object that this is a record of. */
    public ObjectDescription object() {
        return layout.description();
    }

    @Nullable
    public Object value(int column) {
        return values[column];
    }

    /** The value of the field called {@code field}, in any case; the field must exist. */
    public @Nullable Object value(String field) {
        return values[layout.column(field)];
    }

    /** The value of the field called {@code field}, in any case; null if the object has no such field. */
    public @Nullable Object valueIfAny(String field) {
        return layout.field(field).isPresent() ? value(field) : null;
    }

    /** What the record is called: its name, or a number such as that of a case; null if the object has neither. */
    public @Nullable Object name() {
        return layout.nameColumn() < 0 ? null : values[layout.nameColumn()];
    }

    public String id() {
        return (String) Objects.requireNonNull(values[layout.idColumn()]);
    }

    /** Whether the record is in the recycle bin. */
    public boolean deleted() {
        return layout.deletedColumn() >= 0 && Boolean.TRUE.equals(values[layout.deletedColumn()]);
    }

    /** Equal for records with equal values. */
    public int contentHash() {
        return Arrays.hashCode(values);
    }

    @Nullable
    Object[] copyOfValues() {
        return values.clone();
    }
}
