package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceQueriesContract;
import java.time.Instant;
import java.time.InstantSource;

class InMemorySalesforceQueriesTest extends SalesforceQueriesContract {
    private static final SalesforceQueries ORG = new InMemorySalesforceQueries(
            SandboxOrg.contactCentre(InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"))), PAGE_SIZE);

    @Override
    protected SalesforceQueries contactCentre() {
        return ORG;
    }
}
