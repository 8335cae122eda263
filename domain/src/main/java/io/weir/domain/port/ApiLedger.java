package io.weir.domain.port;

import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.TenMinuteUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the Weirs of one org know together about its API requests, so that they never use more than there are.
 *
 * <p>The truth is Salesforce's own number. It lags behind, counts other applications too, and falls as requests of 24
 * hours ago drop out. What Weirs use is added to the highest of the last five minutes' numbers. All times are of the
 * ledger's own clock; after it was set back, what was noted before counts as noted at the next report.
 *
 * <p>Calls block, and may take long: they are for one background thread of each Weir, never for a run. Each call is one
 * transaction, and throws {@link SharedStoreUnavailable} and nothing else. Thread-safe.
 */
public interface ApiLedger {
    /** A Weir that reports nothing for so long holds nothing any more. */
    Duration EXPIRY = Duration.ofSeconds(60);

    /** How long a reported number counts, unless there is no newer one. */
    Duration LAG = Duration.ofMinutes(5);

    /**
     * What a Weir has done since its report before. It replaces what the ledger knew about what the Weir holds.
     *
     * @param weir the name of the process, unlike that of any other
     * @param spent the requests sent, by caller; those of no caller under the empty name, negative if they were
     *     reported under it before
     * @param held the requests leased and not sent, 0 or more
     * @param late those of {@code spent} whose time is known
     * @param before what the Weir knew before its reports were lost: it holds again, because what Salesforce reports may
     *     lack what was sent since
     */
    record Report(
            String weir,
            Map<String, Long> spent,
            long held,
            List<Late> late,
            Optional<ApiAccount> before,
            Optional<Observation> observation,
            Quota quota) {
        /** Copies the map and the list. */
        public Report {
            spent = Map.copyOf(spent);
            late = List.copyOf(late);
        }

        /** A report of a Weir that has just sent what it spent. */
        public Report(String weir, Map<String, Long> spent, long held, Optional<Observation> observation, Quota quota) {
            this(weir, spent, held, List.of(), Optional.empty(), observation, quota);
        }
    }

    /** Requests that were sent {@code ago} or earlier: what Salesforce has reported since includes them. */
    record Late(long calls, Duration ago) {}

    /**
     * What Salesforce reported {@code ago}. One of an earlier time counts where no Weir has reported a later one.
     *
     * @param spent what the ledger had as {@link ApiAccount#spent} at that time; empty if that was just now
     */
    record Observation(ApiUsage usage, OptionalLong spent, Duration ago) {
        /** What it reported just now. */
        public Observation(ApiUsage usage) {
            this(usage, OptionalLong.empty(), Duration.ZERO);
        }
    }

    /** Whether Salesforce said that the allocation is spent. */
    sealed interface Quota {
        /** It said nothing new. */
        record Unchanged() implements Quota {}

        /** It refused a request {@code ago} because the allocation is spent. */
        record Refused(Duration ago) implements Quota {}

        /** It answered a request that was sent {@code ago}. */
        record Answered(Duration ago) implements Quota {}
    }

    /** Takes a report; answers what is known after it, or empty until some Weir has reported an observation. */
    Optional<ApiAccount> report(Report report);

    /**
     * Leases {@code calls} to {@code weir}, which has reported within {@link #EXPIRY}, if {@code floor} requests or more
     * remain after that. Whether it did.
     */
    boolean lease(String weir, long calls, long floor);

    /** Whether the caller may send one request beyond its lease: one Weir in {@code pause} may. */
    boolean probe(Duration pause);

    /** Takes the last report of a Weir that stops: it holds nothing any more. */
    void leave(Report report);

    /** The requests that all Weirs reported of the last 24 hours, by caller as in {@link Report}. */
    Map<String, TenMinuteUse> day();
}
