package io.weir.domain.limit;

import java.time.Duration;

/** Whether a run may spend API requests. A denial is an answer, not an error. */
public sealed interface Admission {
    /**
     * The run may go ahead, by {@link ApiBudget#spend}.
     *
     * @param probe the number of the probe that the run is; 0 for a run that nothing stands in the way of
     */
    record Granted(long probe) implements Admission {
        /** Nothing stands in the way. */
        public static final Granted FREELY = new Granted(0);
    }

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
