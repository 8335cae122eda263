package io.weir.domain.query;

import java.util.List;
import java.util.Optional;

/**
 * One page of a result.
 *
 * @param totalSize the number of rows in the whole result; {@link #UNKNOWN_SIZE} if the org does not count them
 * @param next the cursor of the next page; empty on the last page
 */
public record QueryPage(List<Row> rows, int totalSize, Optional<PageCursor> next) {
    /** Salesforce's size of the result from a big object, whose rows it does not count. */
    public static final int UNKNOWN_SIZE = -1;

    public QueryPage {
        rows = List.copyOf(rows);
    }
}
