package io.weir.application;

import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.SalesforceFailure;
import java.time.Instant;
import java.util.Optional;

/** The API requests that a use case may spend, and what Salesforce's answers say of them. Thread-safe. */
record Allowance(ApiUsageReadings usage, ApiBudget budget) {
    /** Whether Salesforce may be asked now, by a run of {@code priority}. */
    Admission admission(Priority priority) {
        return latest().map(known -> budget.admit(known, priority)).orElseGet(budget::admit);
    }

    /** The newest API usage that the org told. */
    Optional<ApiUsage> latest() {
        return usage.latest();
    }

    /** Salesforce answered what was asked at {@code startedAt}. */
    void answered(Instant startedAt) {
        budget.answered(startedAt);
    }

    /** A refusal of the query is Salesforce's answer too: with the allocation spent it would not have read the query. */
    void failed(SalesforceFailure failure, Instant startedAt) {
        if (failure instanceof SalesforceFailure.QuotaExhausted) {
            budget.quotaExhausted();
        } else if (failure instanceof SalesforceFailure.QueryRejected) {
            budget.answered(startedAt);
        }
    }
}
