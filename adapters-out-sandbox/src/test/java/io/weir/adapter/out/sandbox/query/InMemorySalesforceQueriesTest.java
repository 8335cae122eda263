package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.TestOrgs;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceQueriesContract;

class InMemorySalesforceQueriesTest extends SalesforceQueriesContract {
    private static final SalesforceQueries ORG = new InMemorySalesforceQueries(TestOrgs.contactCentre(), PAGE_SIZE);

    @Override
    protected SalesforceQueries contactCentre() {
        return ORG;
    }
}
