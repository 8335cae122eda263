package io.weir.domain.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record from Salesforce: names and values in order.
 *
 * <p>A value is {@code null}, a {@link String}, a {@link Boolean}, a {@link Number} that keeps every digit ({@link
 * Long} or {@link java.math.BigDecimal}), another row (a parent, {@code attributes}, an address, a sub-query's result)
 * or a {@link List} of rows. Immutable.
 *
 * <p>Rows with the same names share one array of them, which keeps large results small.
 */
public final class Row {
    private final String[] names;
    private final @Nullable Object[] values;

    private Row(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** A row with the entries of {@code values}, in their order. */
    public static Row of(Map<String, ? extends @Nullable Object> values) {
        return new Row(values.keySet().toArray(String[]::new), values.values().toArray());
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    /** The name at {@code index}, from 0. */
    public String name(int index) {
        return names[index];
    }

    /** The value at {@code index}, from 0. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /** The value called {@code name}, case-sensitive; {@code null} also if the row has no such name. */
    public @Nullable Object value(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** Whether the row has the name {@code name}, even if its value is null. */
    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    public List<String> names() {
        return List.of(names);
    }

    /** A copy as a map, in the row's order. */
    public Map<String, @Nullable Object> asMap() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.length; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    private int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.equals(names, row.names) && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** Shows only the names, because values are personal data. */
    @Override
    public String toString() {
        return "Row" + Arrays.toString(names);
    }

    /**
     * Collects the rows of one list. Rows with the same names in the same order share them. Not thread-safe; one
     * collector for each list and depth.
     */
    public static final class Collector {
        private final List<Row> rows = new ArrayList<>();
        private String[] shape = new String[0];
        private String[] names = new String[16];
        private @Nullable Object[] values = new Object[16];
        private int size;

        /** Adds a value to the current row. */
        public void add(String name, @Nullable Object value) {
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            names[size] = name;
            values[size] = value;
            size++;
        }

        /** Ends the current row and starts the next. */
        public Row endRow() {
            if (!hasTheShape()) {
                shape = Arrays.copyOf(names, size);
            }
            var row = new Row(shape, Arrays.copyOf(values, size));
            rows.add(row);
            size = 0;
            return row;
        }

        /** The rows so far. */
        public List<Row> rows() {
            return List.copyOf(rows);
        }

        private boolean hasTheShape() {
            return shape.length == size && Arrays.equals(shape, 0, size, names, 0, size);
        }
    }
}
