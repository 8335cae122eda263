package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.Locators.Paging;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries the sandbox org directly, without HTTP and without SOQL text. Starts a run's queries in one call where it can.
 * Thread-safe.
 */
public final class InMemorySalesforceQueries implements SalesforceQueries {
    private static final int MAX_PAGE_SIZE = 2_000;

    /** As in a composite request. */
    private static final int MOST_TOGETHER = 5;

    private final SandboxOrg org;
    private final Paging paging;
    private final Locators locators = new Locators();

    /** Returns pages of 2,000 rows, the default of Salesforce. */
    public InMemorySalesforceQueries(SandboxOrg org) {
        this(org, MAX_PAGE_SIZE);
    }

    /**
     * @param pageSize the maximum number of rows per page, 1 to 2,000
     */
    public InMemorySalesforceQueries(SandboxOrg org, int pageSize) {
        if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "the page size must be 1 to %d rows, not %d".formatted(MAX_PAGE_SIZE, pageSize));
        }
        this.org = org;
        this.paging = new Paging.WholeRecords(pageSize);
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        count(meter);
        return first(soql);
    }

    @Override
    public boolean prefetches() {
        return true;
    }

    @Override
    public Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
        var prefetched = new ArrayList<Optional<QueryPage>>();
        for (int i = 0; i < others.size(); i++) {
            prefetched.add(i < MOST_TOGETHER - 1 ? firstIfAny(others.get(i).soql()) : Optional.empty());
        }
        return new Started(start(soql, meter), prefetched);
    }

    private Optional<QueryPage> firstIfAny(Soql soql) {
        try {
            return Optional.of(first(soql));
        } catch (SalesforceFailure failure) {
            return Optional.empty();
        }
    }

    private QueryPage first(Soql soql) {
        try {
            var result = QueryEvaluator.evaluate(org, Statements.of(soql.query()));
            return page(locators.firstPage(result, paging));
        } catch (QueryRefusal refusal) {
            // The message is dropped because it may quote the query.
            throw new SalesforceFailure.QueryRejected("Salesforce refused the query", refusal.errorCode());
        }
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        count(meter);
        return locators.page(cursor.value(), paging)
                .map(InMemorySalesforceQueries::page)
                .orElseThrow(() -> new SalesforceFailure.CursorLost(
                        "Salesforce no longer knows the cursor", "INVALID_QUERY_LOCATOR"));
    }

    private static void count(RunMeter meter) {
        meter.countAttempt();
        meter.countApiCall();
    }

    private static QueryPage page(Locators.Page page) {
        return new QueryPage(page.rows(), page.totalSize(), page.next().map(PageCursor::new));
    }
}
