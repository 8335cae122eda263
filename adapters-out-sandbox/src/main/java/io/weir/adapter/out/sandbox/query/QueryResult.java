package io.weir.adapter.out.sandbox.query;

import io.weir.domain.query.Row;
import java.util.List;

/**
 * The complete result of a query.
 *
 * @param totalSize the number of rows; for {@code COUNT()}, the count
 * @param paged whether the rows come in pages; groups come all at once
 */
public record QueryResult(List<Row> rows, int totalSize, boolean paged) {
    /** Rows that come in pages. */
    static QueryResult of(List<Row> rows) {
        return new QueryResult(rows, rows.size(), true);
    }
}
