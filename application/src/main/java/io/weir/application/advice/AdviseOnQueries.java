package io.weir.application.advice;

import io.weir.domain.advice.ExplainedQuery;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.QueryPlans;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.port.SchemaCatalog.Description;
import io.weir.domain.port.ShapeDurations;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.schema.ObjectDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Asks Salesforce for the plans of slow queries and turns them into advice, on one background thread.
 *
 * <p>A live query stays in memory until Salesforce has answered or failed; only its shape, the plan and the advice are
 * kept. Weir asks at most once for each shape in 24 hours, within a small budget, with low priority, and not while only
 * the reserve of API requests is left. What other Weirs asked that use the same store counts too. Queries beyond the
 * queue's capacity are skipped.
 *
 * <p>Thread-safe.
 */
public final class AdviseOnQueries implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AdviseOnQueries.class.getName());
    private static final int MOST_LISTED = 500;

    private final QueryPlans queryPlans;
    private final SchemaCatalog catalog;
    private final ApiUsageReadings usage;
    private final ApiBudget apiBudget;
    private final AdviceStore store;
    private final InstantSource clock;
    private final Settings settings;
    private final SlowQueries slowQueries;
    private final PlanBudget planBudget = new PlanBudget();
    private final BlockingQueue<ObservedQuery> queue;
    private final Set<String> queuedShapes = ConcurrentHashMap.newKeySet();
    private final LongAdder skipped = new LongAdder();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * What advice may cost.
     *
     * @param plansADay how many plans Weir asks for in 24 hours, each for one API request; 0 turns plans off
     * @param mostQueued how many slow queries wait at most
     * @param time the longest that Salesforce may take to answer with a plan
     */
    public record Settings(int plansADay, int mostQueued, Duration time) {
        /** 20 plans a day, 16 waiting queries, 10 seconds. */
        public static final Settings DEFAULT = new Settings(20, 16, Duration.ofSeconds(10));

        /** Throws {@link IllegalArgumentException} for more than 1,000 plans a day, an empty queue, or no time. */
        public Settings {
            if (plansADay < 0 || plansADay > 1_000) {
                throw new IllegalArgumentException("Weir asks for 0 to 1,000 plans a day, not " + plansADay);
            }
            if (mostQueued < 1 || !time.isPositive()) {
                throw new IllegalArgumentException("advice needs a queue and some time");
            }
        }
    }

    /** Starts without a thread: {@link #adviseOnNext} does the work. */
    AdviseOnQueries(
            QueryPlans queryPlans,
            SchemaCatalog catalog,
            ApiUsageReadings usage,
            ApiBudget apiBudget,
            ShapeDurations durations,
            AdviceStore store,
            InstantSource clock,
            Settings settings) {
        this.queryPlans = queryPlans;
        this.catalog = catalog;
        this.usage = usage;
        this.apiBudget = apiBudget;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.slowQueries = new SlowQueries(durations, clock);
        this.queue = new ArrayBlockingQueue<>(settings.mostQueued());
        this.thread = Thread.ofPlatform().daemon().name("weir-advice").unstarted(this::adviseUntilClosed);
    }

    /** Starts the background thread, which first reads from {@code store} what was asked in the last 24 hours. */
    public static AdviseOnQueries start(
            QueryPlans queryPlans,
            SchemaCatalog catalog,
            ApiUsageReadings usage,
            ApiBudget apiBudget,
            ShapeDurations durations,
            AdviceStore store,
            InstantSource clock,
            Settings settings) {
        var advise = new AdviseOnQueries(queryPlans, catalog, usage, apiBudget, durations, store, clock, settings);
        advise.thread.start();
        return advise;
    }

    /** Takes note of {@code query} if it may be slow; never blocks and never throws. */
    public void observe(ObservedQuery query) {
        if (!slowQueries.mayBeSlow(query)
                || closed
                || !planBudget.allows(query.soql().shape().text(), clock.instant(), settings.plansADay())) {
            return;
        }
        String shape = query.soql().shape().text();
        if (queuedShapes.add(shape) && !queue.offer(query)) {
            queuedShapes.remove(shape);
            skipped.increment();
        }
        if (closed) {
            queue.clear();
        }
    }

    /** What is known, newest first, including plans that leave nothing to do. May block. */
    public List<QueryAdvice> advice() {
        return store.latest(MOST_LISTED);
    }

    /** How many slow queries found the queue full. */
    public long skipped() {
        return skipped.sum();
    }

    /** How many queries wait. */
    int queued() {
        return queue.size();
    }

    /** Asks for no further plan and drops the waiting queries; a request that runs is interrupted. */
    @Override
    public void close() {
        closed = true;
        queue.clear();
        thread.interrupt();
    }

    private void adviseUntilClosed() {
        BackgroundWork.attempt(this::recall);
        while (!closed) {
            BackgroundWork.attempt(this::adviseOnNext);
        }
    }

    /** Counts the plans that the store has, which are of an earlier process or of other Weirs, too. */
    void recall() {
        for (var advice : store.latest(settings.plansADay())) {
            planBudget.count(advice.soqlShape(), advice.explainedAt());
        }
    }

    /** Waits for a query, and keeps advice on it if it is slow and Salesforce answers with a plan. */
    void adviseOnNext() {
        try {
            adviseOn(queue.take());
        } catch (InterruptedException closing) {
            // close() interrupts the thread, whose loop then ends
        }
    }

    private void adviseOn(ObservedQuery query) {
        try {
            if (slowQueries.isSlow(query)) {
                recall();
                advice(query).ifPresent(store::keep);
            }
        } catch (SalesforceFailure failure) {
            if (!closed) {
                LOG.log(Level.INFO, "Salesforce gave no query plan: {0}", failure.code());
            }
        } finally {
            queuedShapes.remove(query.soql().shape().text());
        }
    }

    private Optional<QueryAdvice> advice(ObservedQuery query) {
        // first: an admission may be the only one of a fleet, and is not to be taken for nothing
        if (closed || !planBudget.allows(query.soql().shape().text(), clock.instant(), settings.plansADay())) {
            return Optional.empty();
        }
        var admission = usage.admission(apiBudget, Priority.LOW);
        return apiBudget.spend(admission, () -> advice(query, admission), _ -> Optional.empty());
    }

    private Optional<QueryAdvice> advice(ObservedQuery query, Admission admission) {
        var now = clock.instant();
        String shape = query.soql().shape().text();
        if (isProbe(admission) || !store.claim(shape, now, settings.plansADay())) {
            return Optional.empty();
        }
        planBudget.count(shape, now);
        var deadline = Deadline.after(settings.time(), clock);
        var plans = queryPlans.plansFor(query.soql(), new RunMeter(deadline));
        return plans.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueryAdvice(shape, now, PlanReview.of(explained(query, plans, deadline))));
    }

    /** Whether the request would find out if the org takes requests again: a caller's query does that better. */
    private static boolean isProbe(Admission admission) {
        return admission instanceof Admission.Granted(var probe, var _) && probe != 0;
    }

    private ExplainedQuery explained(ObservedQuery query, List<QueryPlan> plans, Deadline deadline) {
        Optional<ObjectDescription> object =
                catalog.describe(query.soql().query().from(), deadline) instanceof Description.Known(var known)
                        ? Optional.of(known)
                        : Optional.empty();
        return new ExplainedQuery(query.soql().query(), plans, object, query.rows(), query.truncated());
    }
}
