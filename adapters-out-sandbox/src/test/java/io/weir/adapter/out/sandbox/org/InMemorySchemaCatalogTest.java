package io.weir.adapter.out.sandbox.org;

import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.port.SchemaCatalogContract;
import java.time.Clock;

class InMemorySchemaCatalogTest extends SchemaCatalogContract {
    private final SandboxOrg org = SandboxOrg.contactCentre(Clock.systemUTC());

    @Override
    protected SchemaCatalog contactCentre() {
        return new InMemorySchemaCatalog(org);
    }
}
