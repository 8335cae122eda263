package io.weir.adapter.out.salesforce.query;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.util.List;

/** Queries of one org, of which several can share a request. */
public interface CompositeQueries extends SalesforceQueries {
    /** The most queries that share a request, unless all are one {@link RecordRead}: Salesforce accepts no more. */
    int MOST = 5;

    /** What a query got from a shared request. */
    sealed interface Result {
        /** Its first page. */
        record Answered(QueryPage page) implements Result {}

        /** The failure that it would have met alone, too. */
        record Failed(SalesforceFailure failure) implements Result {}

        /** Nothing that holds for it alone: it must be sent again, alone. */
        record Unanswered(SalesforceFailure reason) implements Result {}
    }

    /**
     * The result of each of {@code queries}, which share one request; at most {@link #MOST}, or {@link RecordRead#MOST}
     * that join. Throws a {@link SalesforceFailure} if the request failed as a whole.
     *
     * @param meter the meter of that request, as of {@link RunMeter#shared}
     */
    List<Result> startTogether(List<Soql> queries, RunMeter meter);
}
