package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.port.SalesforceSearchesContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

class InMemorySalesforceSearchesTest extends SalesforceSearchesContract {
    private static final SalesforceSearches ORG = new InMemorySalesforceSearches(
            SandboxOrg.contactCentre(InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"))), Duration.ZERO);

    @Override
    protected SalesforceSearches contactCentre() {
        return ORG;
    }
}
