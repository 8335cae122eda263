package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.actiontest.GivenFailure;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.WriteResult;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import io.weir.domain.query.Sosl;
import io.weir.domain.write.WriteRequest;
import java.util.List;

/** A Salesforce that answers no query and no search, and writes nothing. */
record FailingSalesforce(GivenFailure failure) implements SalesforceQueries, SalesforceSearches, SalesforceWrites {
    @Override
    public WriteResult write(WriteRequest request, RunMeter meter) {
        meter.countAttempt();
        throw failure.failure();
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        meter.countAttempt();
        throw failure.failure();
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        throw failure.failure();
    }

    @Override
    public List<Row> search(Sosl sosl, RunMeter meter) {
        meter.countAttempt();
        throw failure.failure();
    }
}
