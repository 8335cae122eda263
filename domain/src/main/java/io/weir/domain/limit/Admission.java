package io.weir.domain.limit;

import java.time.Duration;

/** Whether a run may spend API requests. A denial is an answer, not an error. */
public sealed interface Admission {
    record Granted() implements Admission {}

    /** Only the reserve that the operator set aside is left. */
    record OnlyReserveLeft(ApiUsage usage, long reserve, Duration retryAfter) implements Admission {}

    /** Salesforce refused a request because the org's daily allocation is spent. */
    record QuotaExhausted(Duration retryAfter) implements Admission {}
}
