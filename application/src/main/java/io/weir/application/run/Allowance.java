package io.weir.application.run;

import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.ApiUsageReadings;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The API requests that a use case may spend. Thread-safe. */
public record Allowance(ApiUsageReadings usage, ApiBudget budget) {
    /** What {@code work} gives if a run of {@code priority} may ask Salesforce now, else what becomes of the denial. */
    public <T> T spend(Priority priority, Supplier<T> work, Function<Admission.Denied, T> refused) {
        return budget.spend(usage.admission(budget, priority), work, refused);
    }

    /** The newest API usage that the org told. */
    Optional<ApiUsage> latest() {
        return usage.latest();
    }
}
