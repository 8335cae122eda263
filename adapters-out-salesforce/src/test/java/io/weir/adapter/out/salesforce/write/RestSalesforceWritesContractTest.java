package io.weir.adapter.out.salesforce.write;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.write.DuplicateRule;
import io.weir.adapter.out.sandbox.write.ValidationRule;
import io.weir.adapter.out.sandbox.write.WriteError;
import io.weir.adapter.out.sandbox.write.WriteRules;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.SalesforceWritesContract;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The adapter against the sandbox over HTTP. */
class RestSalesforceWritesContractTest extends SalesforceWritesContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxOrg PRISTINE = SandboxOrg.contactCentre(CLOCK);

    private final SandboxOrg org = PRISTINE.copy(CLOCK);
    private final SandboxServer sandbox =
            SandboxServer.start(org, SandboxSettings.onPort(0), Clock.systemUTC(), new Random(1));
    private final RestApi api =
            StandIn.adapter(sandbox.baseUri(), new Credentials.ClientCredentials("sandbox", "sandbox"));
    private final SalesforceWrites writes = new RestSalesforceWrites(api, new Random(7));

    @AfterEach
    void stop() {
        api.close();
        sandbox.stop();
    }

    @Override
    protected SalesforceWrites contactCentre() {
        return writes;
    }

    private WriteRules rules() {
        return sandbox.writeRules();
    }

    @Override
    protected @Nullable Object stored(String object, SalesforceId id, String field) {
        return org.table(object).orElseThrow().record(id.value()).orElseThrow().value(field);
    }

    @Override
    protected List<SalesforceId> find(String object, String field, String value) {
        return org.table(object).orElseThrow().records().stream()
                .filter(record -> value.equals(record.value(field)))
                .map(record -> new SalesforceId(record.id()))
                .toList();
    }

    @Override
    protected void forbid(String object, String field, String value) {
        rules().add(new ValidationRule(object, change -> value.equals(change.value(field)), "It is forbidden.", field));
    }

    @Override
    protected void blockDuplicates(String object, String field) {
        rules().add(new DuplicateRule("Blocking", object, List.of(field), DuplicateRule.Action.BLOCK));
    }

    @Override
    protected void breakTrigger(String object) {
        rules().refuse(object, new WriteError("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "Trigger: execution failed"));
    }

    @Override
    protected void lock(SalesforceId id) {
        rules().lockRow(id.value());
    }
}
