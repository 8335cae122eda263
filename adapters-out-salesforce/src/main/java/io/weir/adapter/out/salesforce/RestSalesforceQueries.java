package io.weir.adapter.out.salesforce;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.util.Optional;

/**
 * Queries an org over Salesforce's REST API: one attempt for each call.
 *
 * <p>Further pages of sub-queries are fetched before the page goes out. Thread-safe.
 */
public final class RestSalesforceQueries implements SalesforceQueries {
    private final RestApi api;
    private final String queryTarget;

    public RestSalesforceQueries(RestApi api) {
        this.api = api;
        this.queryTarget = api.root() + "/query?q=";
    }

    @Override
    public QueryPage start(Query query, RunMeter meter) {
        meter.countAttempt();
        String target = PercentEncoding.append(queryTarget, Soql.of(query).text());
        return whole(fetch(Operation.QUERY, target, meter), meter);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        var locator = Locator.of(cursor);
        meter.countAttempt();
        return whole(fetch(Operation.PAGE, locator.path(), meter), meter);
    }

    private QueryPage whole(Page page, RunMeter meter) {
        Optional<PageCursor> next = page.done()
                ? Optional.empty()
                : Optional.of(Locator.next(page.next()).cursor());
        // children first: fetching the next page of parents may end the cursors of these
        var rows = new Children(locator -> fetch(Operation.PAGE, locator.path(), meter)).complete(page);
        return new QueryPage(rows, page.totalSize(), next);
    }

    private Page fetch(Operation operation, String target, RunMeter meter) {
        return api.get(operation, target, meter, answer -> {
            if (answer.status() != 200) {
                throw api.failure(answer);
            }
            return RestApi.document(answer, PageReader::read);
        });
    }
}
