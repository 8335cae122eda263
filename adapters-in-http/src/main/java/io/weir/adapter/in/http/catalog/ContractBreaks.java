package io.weir.adapter.in.http.catalog;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;

/** The metric of changes that break flows. */
public final class ContractBreaks {
    private ContractBreaks() {}

    /** @param result {@code refused} for changes that are not served, {@code served} for the others */
    public static Counter counter(MeterRegistry meters, String result) {
        return meters.getOrCreate(Counter.builder("weir_action_contract_breaks")
                .tags(List.of(Tag.create("result", result)))
                .description("Changes of data actions that break flows without a new version"));
    }
}
