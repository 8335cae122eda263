package io.weir.domain.port;

import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import java.util.Optional;

/** What the org last said about its API usage. Thread-safe; costs no call. */
public interface ApiUsageReadings {
    /** The newest reading; empty until the org has answered once. */
    Optional<ApiUsage> latest();

    /** Whether {@code budget} lets a run of {@code priority} ask the org now, as far as the newest reading says. */
    default Admission admission(ApiBudget budget, Priority priority) {
        return latest().map(usage -> budget.admit(usage, priority)).orElseGet(budget::admit);
    }
}
