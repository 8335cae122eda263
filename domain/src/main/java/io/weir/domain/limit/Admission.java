package io.weir.domain.limit;

import java.time.Duration;

/** Whether a run may spend API requests. A denial is an answer, not an error. */
public sealed interface Admission {
    record Granted() implements Admission {}

    /** The run may not go ahead; nothing was spent. */
    sealed interface Denied extends Admission {
        /** Stable name of the denial, for flows, logs and metrics. */
        String code();

        /** When it may be worth asking again. */
        Duration retryAfter();
    }

    /** Only the reserve that the operator set aside for others is left. */
    record OnlyReserveLeft(ApiUsage usage, long reserve, Duration retryAfter) implements Denied {
        @Override
        public String code() {
            return "api_reserve_reached";
        }
    }

    /** Salesforce refused an earlier request because the org's daily allocation is spent. */
    record QuotaExhausted(Duration retryAfter) implements Denied {
        @Override
        public String code() {
            return "salesforce_quota_exhausted";
        }
    }
}
