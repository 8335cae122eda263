package io.weir.domain.limit;

import java.time.Duration;

/** Whether a run may spend API requests. A denial is a value, not an exception. */
public sealed interface Admission {
    /**
     * The run may call Salesforce, within {@link ApiBudget#spend}.
     *
     * @param probe the number of the probe that this run is; 0 if it is not a probe
     */
    record Granted(long probe) implements Admission {
        /** Granted without conditions. */
        public static final Granted FREELY = new Granted(0);
    }

    /** The run may not call Salesforce. */
    sealed interface Denied extends Admission {
        /** The stable name of the denial in answers, logs and metrics. */
        String code();

        /** How long to wait before the next attempt. */
        Duration retryAfter();
    }

    /** Only the configured reserve is left. */
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
