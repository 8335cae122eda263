package io.weir.domain.query;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a result.
 *
 * @param totalSize how many rows the whole result has; {@link #UNKNOWN_SIZE} where the org has not counted them
 * @param next where the rest is; empty on the last page
 */
public record QueryPage(List<Row> rows, int totalSize, Optional<PageCursor> next) {
    /** What Salesforce says for a big object, whose rows it does not count. */
    public static final int UNKNOWN_SIZE = -1;

    public QueryPage {
        rows = List.copyOf(rows);
    }
}
