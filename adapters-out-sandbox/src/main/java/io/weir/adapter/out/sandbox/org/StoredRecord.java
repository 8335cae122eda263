package io.weir.adapter.out.sandbox.org;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of a {@link Table}.
 *
 * <p>The type of a field determines the type of its values: String, Boolean, Long (int), BigDecimal (double, currency,
 * percent), LocalDate, Instant, LocalTime, or {@link io.weir.domain.query.Row} (address).
 */
public final class StoredRecord {
    private final Table table;
    private final @Nullable Object[] values;

    StoredRecord(Table table, @Nullable Object[] values) {
        this.table = table;
        this.values = values;
    }

    Table table() {
        return table;
    }

    @Nullable
    public Object value(int column) {
        return values[column];
    }

    public String id() {
        return (String) Objects.requireNonNull(values[table.idColumn()]);
    }

    public boolean deleted() {
        int column = table.deletedColumn();
        return column >= 0 && Boolean.TRUE.equals(values[column]);
    }
}
