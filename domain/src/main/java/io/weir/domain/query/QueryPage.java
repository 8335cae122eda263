package io.weir.domain.query;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a result.
 *
 * @param totalSize how many rows the whole result has
 * @param next where the rest is; empty on the last page
 */
public record QueryPage(List<Row> rows, int totalSize, Optional<PageCursor> next) {
    public QueryPage {
        rows = List.copyOf(rows);
    }
}
