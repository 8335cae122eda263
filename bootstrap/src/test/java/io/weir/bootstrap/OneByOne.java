package io.weir.bootstrap;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;

/** Every query of a run in a call of its own, as with {@code SF_COMPOSITE=off}. */
record OneByOne(SalesforceQueries queries) implements SalesforceQueries {
    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        return queries.start(soql, meter);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return queries.resume(cursor, meter);
    }
}
