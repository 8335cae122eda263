package io.weir.domain.port;

import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import java.util.Optional;

/** The latest known API usage of the org. Thread-safe; costs no API request. */
public interface ApiUsageReadings {
    /** The latest usage; empty until the org has answered once. */
    Optional<ApiUsage> latest();

    /** Whether {@code budget} admits a run of {@code priority} at the latest usage. */
    default Admission admission(ApiBudget budget, Priority priority) {
        return latest().map(usage -> budget.admit(usage, priority)).orElseGet(() -> budget.admit(priority));
    }
}
