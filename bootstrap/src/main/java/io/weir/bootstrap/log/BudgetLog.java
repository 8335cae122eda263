package io.weir.bootstrap.log;

import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Logs one line when the API budget begins to refuse callers, and one when it admits them again. The status shows the
 * same texts.
 */
public final class BudgetLog implements ApiBudget.Changes {
    private static final System.Logger LOG = System.getLogger(BudgetLog.class.getName());

    /** What an operator reads while the daily allocation is spent. */
    public static String spent() {
        return ("Salesforce says that the org's daily API requests are used up: callers are answered 503"
                        + " salesforce_quota_exhausted, and one request each %d s asks again; see in Setup > System"
                        + " Overview which integration uses them, or have Salesforce raise the limit")
                .formatted(ApiBudget.PAUSE.toSeconds());
    }

    /** What an operator reads while the daily allocation is expected to be spent within {@code time}. */
    public static String runsOut(Duration time) {
        return ("the org's daily API requests will be used up within %d hours if usage goes on as in the last hour:"
            + " then no integration of the org is answered; find out what uses so many and limit it, or have"
            + " Salesforce raise the limit; WEIR_API_RESERVE leaves requests to other integrations")
                .formatted(time.toHours());
    }

    /** What an operator reads while four fifths of the allocation or more are used. */
    public static String low(ApiUsage usage) {
        return ("of the org's daily API requests %s are used, 80 %% or more: see which integration and which data"
                        + " actions use them, before runs of low priority and then others are refused")
                .formatted(usage);
    }

    /** What an operator reads while only the {@code reserve} is left. */
    public static String onlyReserveLeft(ApiUsage usage, long reserve) {
        return ("of the org's API requests %s are used, and the reserve of %d is what is left: callers are answered"
                        + " 503 api_reserve_reached, but for one request each %d s and actions of high priority; find"
                        + " out what uses so many, or lower WEIR_API_RESERVE")
                .formatted(usage, reserve, ApiBudget.PAUSE.toSeconds());
    }

    @Override
    public void quotaSpent() {
        LOG.log(Level.WARNING, "{0}", spent());
    }

    @Override
    public void quotaAvailable() {
        LOG.log(Level.INFO, "Salesforce takes API requests again: callers are served");
    }

    @Override
    public void reserveReached(ApiUsage usage, long reserve) {
        LOG.log(Level.WARNING, "{0}", onlyReserveLeft(usage, reserve));
    }

    @Override
    public void reserveLeft(ApiUsage usage, long reserve) {
        LOG.log(
                Level.INFO,
                "of the org''s API requests {0} are used, more than the reserve of {1} is left: callers are served",
                usage,
                Long.toString(reserve));
    }
}
