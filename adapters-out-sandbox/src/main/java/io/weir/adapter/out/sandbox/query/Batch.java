package io.weir.adapter.out.sandbox.query;

import io.weir.domain.query.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one page. A record and each of its children count against the size of the page. Children that no longer
 * fit are on further pages, except for the first of them, so that no list is empty. Not thread-safe.
 */
final class Batch {
    private static final String RECORDS = "records";

    private final BiFunction<List<Row>, Integer, String> furtherChildren;
    private int left;

    /**
     * @param size the maximum number of records, including children
     * @param furtherChildren makes the URL of the rest of a list, from an index
     */
    Batch(int size, BiFunction<List<Row>, Integer, String> furtherChildren) {
        this.left = size;
        this.furtherChildren = furtherChildren;
    }

    /** The rows from {@code start} that fit. */
    List<Row> fill(List<Row> rows, int start) {
        var fitting = new ArrayList<Row>();
        for (int i = start; i < rows.size() && (left > 0 || fitting.isEmpty()); i++) {
            left--;
            fitting.add(withFittingChildren(rows.get(i)));
        }
        return fitting;
    }

    private Row withFittingChildren(Row row) {
        boolean children = false;
        for (int i = 0; i < row.size(); i++) {
            children |= children(row.value(i)) != null;
        }
        if (!children) {
            return row;
        }
        var values = row.asMap();
        values.replaceAll((_, value) -> {
            var records = children(value);
            return records == null ? value : page(records);
        });
        return Row.of(values);
    }

    /** The records of a sub-query whose result is {@code value}; null for any other value. */
    private static @Nullable List<Row> children(@Nullable Object value) {
        return value instanceof Row row && row.value(RECORDS) instanceof List<?> records
                ? records.stream().map(Row.class::cast).toList()
                : null;
    }

    private Row page(List<Row> records) {
        var fitting = fill(records, 0);
        return fitting.size() == records.size()
                ? ChildResult.of(fitting)
                : ChildResult.cut(fitting, records.size(), furtherChildren.apply(records, fitting.size()));
    }
}
