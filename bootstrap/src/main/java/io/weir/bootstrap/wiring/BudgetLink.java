package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.admin.StatusJson.FleetJson;
import io.weir.application.budget.ShareApiBudget;
import io.weir.application.budget.ShareApiBudget.Sharing;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.log.BudgetLog;
import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.CallLease;
import io.weir.domain.limit.LeasePolicy;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.status.StatusProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The ledger of API requests, and the one thread of this process that talks to it. No run waits for that thread. */
final class BudgetLink implements AutoCloseable {
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(6);

    private final Parts parts;
    private final Sharing sharing;
    private final SalesforceLink salesforce;
    private final ShareApiBudget share;
    private final Thread thread = Thread.ofVirtual().name("weir-api-lease").unstarted(this::renewUntilClosed);
    private volatile boolean closing;

    /**
     * The budget and its lease.
     *
     * @param due has a permit when a renewal is due before its time
     */
    record Parts(ApiBudget budget, CallLease lease, Semaphore due) {
        static Parts of(Config.Salesforce config, Clock clock) {
            var due = new Semaphore(0);
            var lease = new CallLease(due::release);
            return new Parts(new ApiBudget(config.apiFloors(), lease, clock, new BudgetLog()), lease, due);
        }
    }

    /** Starts the thread; the first renewal follows Salesforce's first answer, which tells the org. */
    BudgetLink(
            Parts parts,
            SalesforceLink salesforce,
            SharedLink shared,
            String instance,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random) {
        this.parts = parts;
        this.sharing = shared.isFleet() ? Sharing.FLEET : Sharing.ALONE;
        this.salesforce = salesforce;
        this.share = new ShareApiBudget(
                shared.ledger(() -> salesforce.org().orElse("")),
                instance + "-" + HexFormat.of().toHexDigits(random.nextLong()),
                sharing,
                parts.budget(),
                parts.lease(),
                new LeasePolicy(parts.budget().floors(), random),
                clock);
        measure(meters);
        salesforce.observeUsage(usage -> {
            share.observe(usage);
            if (share.known(ApiAccount::weirs).isEmpty()) {
                parts.due().release();
            }
        });
        thread.start();
    }

    private void measure(MeterRegistry meters) {
        gauge(meters, "weir_api_leased", "API requests that all Weirs hold and have not used", ApiAccount::leased);
        gauge(meters, "weir_api_weirs", "Weirs that share the org's API requests", ApiAccount::weirs);
        SalesforceLink.gauge(
                meters,
                "weir_api_lease_left",
                "API requests that this Weir holds and has not used",
                () -> parts.lease().left());
        SalesforceLink.gauge(
                meters,
                "weir_api_ledger_up",
                "Whether the ledger of API requests can be used: 1 or 0",
                () -> share.problem().isEmpty() ? 1 : 0);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToLongFunction<ApiAccount> number) {
        SalesforceLink.gauge(meters, name, description, () -> {
            var known = share.known(number);
            return known.isPresent() ? known.getAsLong() : Double.NaN;
        });
    }

    private void renewUntilClosed() {
        try {
            while (!closing) {
                boolean _ = parts.due().tryAcquire(share.pause().toMillis(), TimeUnit.MILLISECONDS);
                parts.due().drainPermits();
                if (!closing && salesforce.org().isPresent()) {
                    BackgroundWork.attempt(share::renew);
                    Thread.sleep(share.shortestPause());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    ApiBudget budget() {
        return parts.budget();
    }

    /** The org's usage: what all Weirs know together, else what Salesforce last reported to this one. */
    Optional<ApiUsage> usage() {
        var used = sharing == Sharing.FLEET ? share.known(ApiAccount::used) : OptionalLong.empty();
        var limit = share.known(ApiAccount::limit);
        return used.isPresent() && limit.isPresent()
                ? Optional.of(new ApiUsage(Math.max(0, used.getAsLong()), limit.getAsLong()))
                : salesforce.usage().latest();
    }

    /** The floor of normal priority; 0 if there is none, or until the limit is known. */
    long reserve() {
        return parts.budget().reserve(usage().map(ApiUsage::limit).orElse(0L));
    }

    /** How Weirs share the requests; null where they do not. */
    @Nullable
    FleetJson fleet() {
        return sharing == Sharing.ALONE
                ? null
                : new FleetJson(
                        share.problem().isEmpty(),
                        share.known(ApiAccount::weirs).orElse(0),
                        share.known(ApiAccount::leased).orElse(0),
                        parts.lease().left());
    }

    /** Why the ledger cannot be used, while it cannot. */
    Optional<StatusProblem> problem() {
        return share.problem();
    }

    /** Returns the lease. */
    @Override
    public void close() {
        closing = true;
        parts.due().release();
        try {
            if (thread.join(LONGEST_CLOSING)
                    && salesforce.org().isPresent()
                    && share.problem().isEmpty()) {
                share.leave();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
