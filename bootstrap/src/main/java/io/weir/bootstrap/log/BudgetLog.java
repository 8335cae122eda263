package io.weir.bootstrap.log;

import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import java.lang.System.Logger.Level;

/** Logs one line when the API budget begins to refuse callers, and one when it admits them again. */
public final class BudgetLog implements ApiBudget.Changes {
    private static final System.Logger LOG = System.getLogger(BudgetLog.class.getName());

    private final long reserve;

    /** @param reserve in API requests */
    public BudgetLog(long reserve) {
        this.reserve = reserve;
    }

    @Override
    public void quotaSpent() {
        LOG.log(
                Level.WARNING,
                "Salesforce says that the org''s daily API requests are used up: callers are answered 503"
                        + " salesforce_quota_exhausted, and one request each {0} s asks again; see in Setup > System"
                        + " Overview which integration uses them, or have Salesforce raise the limit",
                ApiBudget.PAUSE.toSeconds());
    }

    @Override
    public void quotaAvailable() {
        LOG.log(Level.INFO, "Salesforce takes API requests again: callers are served");
    }

    @Override
    public void reserveReached(ApiUsage usage) {
        LOG.log(
                Level.WARNING,
                "of the org''s API requests {0} are used, and the reserve of {1} is what is left: callers are answered"
                        + " 503 api_reserve_reached, but for one request each {2} s and actions of high priority; find"
                        + " out what uses so many, or lower WEIR_API_RESERVE",
                usage,
                Long.toString(reserve),
                ApiBudget.PAUSE.toSeconds());
    }

    @Override
    public void reserveLeft(ApiUsage usage) {
        LOG.log(
                Level.INFO,
                "of the org''s API requests {0} are used, more than the reserve of {1} is left: callers are served",
                usage,
                Long.toString(reserve));
    }
}
