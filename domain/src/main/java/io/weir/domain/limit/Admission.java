package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a run may spend API requests. A denial is a value, not an exception. */
public sealed interface Admission {
    /**
     * The run may call Salesforce, within {@link ApiBudget#spend}.
     *
     * @param probe the number of the probe that this run is; 0 if it is not a probe
     * @param leased whether the run took a request from the {@link CallLease}
     */
    record Granted(long probe, boolean leased) implements Admission {
        /** Granted without conditions. */
        public static final Granted FREELY = new Granted(0, false);
    }

    /** The run may not call Salesforce. */
    sealed interface Denied extends Admission {
        /** The stable name of the denial in answers, logs and metrics. */
        String code();

        /** How long to wait before the next attempt. */
        Duration retryAfter();
    }

    /**
     * No more than the floor of the run's priority is left.
     *
     * @param reserve the floor of normal priority
     * @param admitted the priorities whose runs are admitted all the same
     * @param endsAt when enough of this fleet's own requests will no longer count, if no others are sent; empty if that
     *     is unknown
     */
    record OnlyReserveLeft(
            ApiUsage usage, long reserve, Duration retryAfter, Set<Priority> admitted, Optional<Instant> endsAt)
            implements Denied {
        /** Copies the set. */
        public OnlyReserveLeft {
            admitted = Set.copyOf(admitted);
        }

        /** With half the reserve for high priority and twice of it for low, and no known end. */
        public OnlyReserveLeft(ApiUsage usage, long reserve, Duration retryAfter) {
            this(
                    usage,
                    reserve,
                    retryAfter,
                    admitted(ApiFloors.around(new ApiFloors.Amount.Calls(reserve)), usage),
                    Optional.empty());
        }

        /** The priorities that {@code floors} admit at {@code usage}. */
        static Set<Priority> admitted(ApiFloors floors, ApiUsage usage) {
            var admitted = EnumSet.noneOf(Priority.class);
            for (var priority : Priority.values()) {
                if (usage.remaining() > floors.of(priority, usage.limit())) {
                    admitted.add(priority);
                }
            }
            return admitted;
        }

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

    /**
     * The caller has used the API requests that it may use in 24 hours.
     *
     * @param most what it may use
     */
    record CallerBudgetSpent(long most, Duration retryAfter) implements Denied {
        @Override
        public String code() {
            return "budget_exhausted";
        }
    }
}
