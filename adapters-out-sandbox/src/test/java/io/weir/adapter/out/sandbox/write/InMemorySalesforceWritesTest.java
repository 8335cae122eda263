package io.weir.adapter.out.sandbox.write;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.SalesforceWritesContract;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

class InMemorySalesforceWritesTest extends SalesforceWritesContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-14T09:26:53Z"));
    private static final SandboxOrg PRISTINE = SandboxOrg.contactCentre(CLOCK);

    private final SandboxOrg org = PRISTINE.copy(CLOCK);
    private final WriteRules rules = new WriteRules();
    private final SalesforceWrites writes = new InMemorySalesforceWrites(org, rules);

    @Override
    protected SalesforceWrites contactCentre() {
        return writes;
    }

    private WriteRules rules() {
        return rules;
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
