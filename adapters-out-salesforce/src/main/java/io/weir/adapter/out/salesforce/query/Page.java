package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.Row;
import java.util.List;

/**
 * One page of a result, as Salesforce answered it.
 *
 * @param instance the server that answered
 * @param totalSize as in a {@link io.weir.domain.query.QueryPage}
 * @param next the address of the next page; empty if Salesforce named none
 * @param cutChildren whether the result of a sub-query in a row has more pages
 */
record Page(Origin instance, List<Row> rows, int totalSize, boolean done, String next, boolean cutChildren) {
    /** The next page; {@link Unreadable} unless Salesforce named one on its own instance. */
    Locator following() {
        return Locator.next(next, instance);
    }

    /** Without the rows. */
    @Override
    public String toString() {
        return "Page[" + rows.size() + " of " + totalSize + "]";
    }
}
