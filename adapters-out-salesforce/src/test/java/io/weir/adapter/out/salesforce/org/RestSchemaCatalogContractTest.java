package io.weir.adapter.out.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.port.SchemaCatalogContract;
import io.weir.domain.schema.ObjectDescription;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalog against the sandbox's describe over HTTP. */
class RestSchemaCatalogContractTest extends SchemaCatalogContract {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final SandboxServer SANDBOX =
            SandboxServer.start(ORG, SandboxSettings.onPort(0), CLOCK, new Random(1));
    private static final RestApi API =
            StandIn.adapter(SANDBOX.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox"));
    private static final SchemaCatalog CATALOG = new RestSchemaCatalog(API, Duration.ofMinutes(15), CLOCK);

    @AfterAll
    static void stop() {
        API.close();
        SANDBOX.stop();
    }

    @Override
    protected SchemaCatalog contactCentre() {
        return CATALOG;
    }

    static Iterable<ObjectDescription> objects() {
        return ORG.descriptions();
    }

    @ParameterizedTest
    @MethodSource("objects")
    void readsAllThatTheOrgSays(ObjectDescription object) {
        var read = CATALOG.describe(object.name(), Deadline.after(Duration.ofMinutes(1), CLOCK));

        assertThat(read).isInstanceOfSatisfying(Description.Known.class, known -> {
            assertThat(known.object().label()).isEqualTo(object.label());
            assertThat(known.object().queryable()).isEqualTo(object.queryable());
            assertThat(known.object().fields()).isEqualTo(object.fields());
            assertThat(known.object().childRelationships()).isEqualTo(object.childRelationships());
        });
    }
}
