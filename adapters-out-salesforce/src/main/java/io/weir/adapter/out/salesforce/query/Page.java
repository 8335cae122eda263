package io.weir.adapter.out.salesforce.query;

import io.weir.domain.query.Row;
import java.util.List;

/**
 * One answer to a query, as Salesforce gave it.
 *
 * @param totalSize as in a {@link io.weir.domain.query.QueryPage}
 * @param next where the rest is; empty if Salesforce named nothing
 * @param cutChildren whether a sub-query's result in some row has more pages
 */
record Page(List<Row> rows, int totalSize, boolean done, String next, boolean cutChildren) {
    /** Without the rows. */
    @Override
    public String toString() {
        return "Page[" + rows.size() + " of " + totalSize + "]";
    }
}
