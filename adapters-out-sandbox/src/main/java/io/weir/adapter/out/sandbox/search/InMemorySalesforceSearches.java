package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.Row;
import io.weir.domain.query.Sosl;
import java.time.Duration;
import java.util.List;

/** Searches the sandbox org directly, without HTTP. Thread-safe. */
public final class InMemorySalesforceSearches implements SalesforceSearches {
    private final SandboxOrg org;
    private final SearchEngine engine;

    /** @param indexDelay the time from a record's last modification until searches find it; 0 or more */
    public InMemorySalesforceSearches(SandboxOrg org, Duration indexDelay) {
        this.org = org;
        this.engine = new SearchEngine(org, indexDelay);
    }

    @Override
    public List<Row> search(Sosl sosl, RunMeter meter) {
        meter.countAttempt();
        meter.countApiCall();
        try {
            return engine.search(SoslParser.parse(sosl.text()), this::rows);
        } catch (QueryRefusal refusal) {
            // The message is dropped because it may quote the search.
            throw new SalesforceFailure.QueryRejected("Salesforce refused the search", refusal.errorCode());
        }
    }

    private List<Row> rows(String soql) {
        return QueryEvaluator.evaluate(org, SoqlParser.parse(soql, org)).rows();
    }
}
