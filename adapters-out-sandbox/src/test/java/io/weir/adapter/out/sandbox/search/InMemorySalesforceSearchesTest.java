package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceSearchesContract;
import java.time.Duration;

class InMemorySalesforceSearchesTest extends SalesforceSearchesContract {
    private static final SalesforceSearches ORG =
            new InMemorySalesforceSearches(TestOrgs.contactCentre(), Duration.ZERO);

    @Override
    protected SalesforceSearches contactCentre() {
        return ORG;
    }
}
