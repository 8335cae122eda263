package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.PercentEncoding;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Queries an org over Salesforce's REST API, with one attempt for each call.
 *
 * <p>Sends a query that is too long for a URI as a composite request. Fetches all pages of sub-queries before it
 * returns a page. Thread-safe.
 */
public final class RestSalesforceQueries implements CompositeQueries {
    /** In characters. Salesforce accepts 16,384 bytes with the headers; the rest is left for headers of proxies. */
    static final int LONGEST_URI = 12 * 1024;

    /** In bytes. A longer answer comes alone: the answers of a shared request are in memory together. */
    static final long LONGEST_SHARE = 256L * 1024;

    private final RestApi api;
    private final RandomGenerator random;
    private final String queryTarget;
    private final String compositeTarget;

    /** @param random names composite requests; must be unpredictable, so that no caller can refer to them */
    public RestSalesforceQueries(RestApi api, RandomGenerator random) {
        this.api = api;
        this.random = random;
        this.queryTarget = api.root() + "/query?q=";
        this.compositeTarget = api.root() + "/composite";
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        String target = PercentEncoding.append(queryTarget, soql.text());
        return RestApi.attempt(() -> answer(soql, first(target, meter), meter), meter);
    }

    @Override
    public List<Result> startTogether(List<Soql> queries, RunMeter meter) {
        var reads = RecordRead.all(queries);
        return reads.isEmpty() ? composite(queries, meter) : records(reads, meter);
    }

    private List<Result> records(List<RecordRead> reads, RunMeter meter) {
        var request = new RecordsRequest(reads);
        return RestApi.attempt(
                () -> api.send(
                        session -> SalesforceRequest.json(
                                Operation.COMPOSITE, session, compositeTarget + request.path(), request.body()),
                        meter,
                        answer -> api.okDocument(
                                answer, json -> request.results(json, CompositeQueries.MOST * LONGEST_SHARE))),
                meter);
    }

    private List<Result> composite(List<Soql> queries, RunMeter meter) {
        var targets = queries.stream()
                .map(soql -> PercentEncoding.append(queryTarget, soql.text()))
                .toList();
        var request = new CompositeRequest(targets, random);
        return RestApi.attempt(
                () -> {
                    var responses = api.send(
                            session -> SalesforceRequest.json(
                                    Operation.COMPOSITE, session, compositeTarget, request.body()),
                            meter,
                            answer -> api.okDocument(
                                    answer, json -> request.responses(json, answer.origin(), LONGEST_SHARE)));
                    var results = new ArrayList<Result>();
                    for (int i = 0; i < responses.size(); i++) {
                        results.add(result(queries.get(i), responses.get(i), meter));
                    }
                    return results;
                },
                meter);
    }

    private Result result(Soql soql, CompositeResponse response, RunMeter meter) {
        try {
            return new Result.Answered(answer(soql, response.page(), meter));
        } catch (SalesforceFailure failure) {
            return CompositeResponse.isOfTheQuery(failure)
                    ? new Result.Failed(failure)
                    : new Result.Unanswered(failure);
        }
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        var locator = Locator.of(cursor);
        return RestApi.attempt(() -> whole(next(locator, meter), meter), meter);
    }

    private QueryPage answer(Soql soql, Page first, RunMeter meter) {
        var page = whole(first, meter);
        if (soql.query().countsRows() && page.totalSize() == QueryPage.UNKNOWN_SIZE) {
            throw new SalesforceFailure.Unreadable("a count was answered without a number");
        }
        return page;
    }

    private QueryPage whole(Page page, RunMeter meter) {
        Optional<PageCursor> next =
                page.done() ? Optional.empty() : Optional.of(page.following().cursor());
        // children first: fetching the next page of parents may end the cursors of their children
        var rows = new Children(page.instance(), locator -> next(locator, meter)).complete(page);
        return new QueryPage(rows, page.totalSize(), next);
    }

    private Page first(String target, RunMeter meter) {
        Optional<Page> page = target.length() <= LONGEST_URI ? inUri(target, meter) : Optional.empty();
        return page.orElseGet(() -> inBody(target, meter));
    }

    /** Empty if the URI is too long for a proxy between Weir and the org. */
    private Optional<Page> inUri(String target, RunMeter meter) {
        return api.send(
                session -> SalesforceRequest.get(Operation.QUERY, session, target),
                meter,
                answer -> answer.status() == 414 || answer.status() == 431
                        ? Optional.empty()
                        : Optional.of(api.okDocument(answer, json -> PageReader.read(json, answer.origin()))));
    }

    private Page inBody(String target, RunMeter meter) {
        var request = new CompositeRequest(List.of(target), random);
        return api.send(
                session -> SalesforceRequest.json(Operation.QUERY, session, compositeTarget, request.body()),
                meter,
                answer -> api.okDocument(answer, json -> CompositeRequest.onlyPage(json, answer.origin())));
    }

    private Page next(Locator locator, RunMeter meter) {
        return api.send(
                session -> SalesforceRequest.get(Operation.PAGE, session, locator.path()),
                meter,
                answer -> api.okDocument(answer, json -> PageReader.read(json, answer.origin())));
    }
}
