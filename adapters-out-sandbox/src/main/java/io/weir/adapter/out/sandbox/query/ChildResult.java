package io.weir.adapter.out.sandbox.query;

import io.weir.domain.query.Row;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a sub-query, as a row has it. */
final class ChildResult {
    private ChildResult() {}

    /** All children of a record. */
    static Row of(List<Row> records) {
        return of(records, records.size(), null);
    }

    /** The first of {@code totalSize} children; the others are at {@code nextRecordsUrl}. */
    static Row cut(List<Row> first, int totalSize, String nextRecordsUrl) {
        return of(first, totalSize, nextRecordsUrl);
    }

    private static Row of(List<Row> records, int totalSize, @Nullable String next) {
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("totalSize", (long) totalSize);
        result.put("done", next == null);
        if (next != null) {
            result.put("nextRecordsUrl", next);
        }
        result.put("records", records);
        return Row.of(result);
    }
}
