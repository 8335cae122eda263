package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.PercentEncoding;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.Row;
import io.weir.domain.query.Sosl;
import java.util.List;

/**
 * Searches an org over Salesforce's REST API, with one attempt for each call. SOSL has to fit a URI: a longer search is
 * refused. Thread-safe.
 */
public final class RestSalesforceSearches implements SalesforceSearches {
    private final RestApi api;
    private final String target;

    public RestSalesforceSearches(RestApi api) {
        this.api = api;
        this.target = api.root() + "/search?q=";
    }

    @Override
    public List<Row> search(Sosl sosl, RunMeter meter) {
        String path = PercentEncoding.append(target, sosl.text());
        if (path.length() > RestSalesforceQueries.LONGEST_URI) {
            throw new SalesforceFailure.QueryRejected(
                    "Salesforce takes no search that is too long for a URI; search for fewer values or fields", "");
        }
        return RestApi.attempt(
                () -> api.send(
                        session -> SalesforceRequest.get(Operation.SEARCH, session, path),
                        meter,
                        answer -> api.okDocument(answer, PageReader::searchRecords)),
                meter);
    }
}
