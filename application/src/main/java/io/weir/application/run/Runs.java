package io.weir.application.run;

import io.weir.application.advice.ObservedQuery;
import io.weir.application.plan.PlanQuery;
import io.weir.domain.answer.Answer;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.SalesforceMessage;
import io.weir.domain.query.Soql;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.query.Sosl;
import io.weir.domain.query.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the runs of all use cases have in common: admission, single flight, reading pages up to a row cap, learning from
 * failures, the entry in the history.
 *
 * <p>Thread-safe; a {@link Run} is for one thread.
 */
public final class Runs {
    private final SalesforceQueries salesforce;
    private final SalesforceSearches searches;
    private final ApiUsageReadings usage;
    private final ApiBudget budget;
    private final ExecutionHistory history;
    private final InstantSource clock;
    private final SharingStats stats;
    private final QueryObserver observer;
    private final LongSupplier nanoTime;
    private final PrefetchOdds odds = new PrefetchOdds();

    /** The result of one query. */
    public sealed interface Reading {
        record Read(Answer answer) implements Reading {}

        /** The API budget does not allow the query; it was not sent. */
        record Refused(Admission.Denied denial) implements Reading {}
    }

    /** Runs whose queries nothing observes. */
    public Runs(
            SalesforceQueries salesforce,
            SalesforceSearches searches,
            ApiUsageReadings usage,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            SharingStats stats) {
        this(salesforce, searches, usage, budget, history, clock, stats, QueryObserver.NONE, System::nanoTime);
    }

    /** @param nanoTime measures durations, as {@link System#nanoTime} does */
    public Runs(
            SalesforceQueries salesforce,
            SalesforceSearches searches,
            ApiUsageReadings usage,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            SharingStats stats,
            QueryObserver observer,
            LongSupplier nanoTime) {
        this.salesforce = salesforce;
        this.searches = searches;
        this.usage = usage;
        this.budget = budget;
        this.history = history;
        this.clock = clock;
        this.stats = stats;
        this.observer = observer;
        this.nanoTime = nanoTime;
    }

    /** A single flight with its own keys and answers for one use case; all count in the same statistics. */
    public <K, O> SingleFlight<K, O> singleFlight(AnswerCache<K, O> cache) {
        return new SingleFlight<>(cache, stats, clock);
    }

    /**
     * Begins a run.
     *
     * @param action its name in the history
     * @param version the version of a data action; 0 for the ad-hoc query
     * @param trail records the shape of the run's queries and the number of rows
     * @param time the longest the run may last
     */
    public Run begin(String action, int version, Caller caller, RequestTrail trail, Duration time) {
        return new Run(action, version, caller, trail, clock.instant(), time);
    }

    /** One run, from its start to its entry in the history. */
    public final class Run {
        private final String action;
        private final int version;
        private final Caller caller;
        private final RequestTrail trail;
        private final Instant startedAt;
        private final RunMeter meter;
        private final Prefetching prefetching;
        private final List<SoqlShape> shapes = new ArrayList<>();
        private int rows;
        private boolean truncated;

        private Run(String action, int version, Caller caller, RequestTrail trail, Instant startedAt, Duration time) {
            this.action = action;
            this.version = version;
            this.caller = caller;
            this.trail = trail;
            this.startedAt = startedAt;
            this.meter = new RunMeter(new Deadline(startedAt.plus(time)), nanoTime);
            this.prefetching = new Prefetching(salesforce, meter, odds, stats);
        }

        public Deadline deadline() {
            return meter.deadline();
        }

        /** Counts what the run spends, and measures its phases. */
        public RunMeter meter() {
            return meter;
        }

        /** The time left; zero after the deadline. */
        public Duration remaining() {
            return deadline().remaining(clock.instant());
        }

        /** Whether Salesforce has been called yet. */
        public boolean hasAsked() {
            return meter.attempts() > 0;
        }

        /** The shapes of the queries so far. */
        public SoqlShape shape() {
            return SoqlShape.joined(shapes);
        }

        /** Whether one of the queries so far has more rows than were read. */
        public boolean truncated() {
            return truncated;
        }

        /** The run ends now with {@code outcome}; the history keeps the queries so far under {@code code}. */
        public <O> RunResult<O> ended(O outcome, String code) {
            return new RunResult.Ended<>(outcome, Optional.of(summary(code)));
        }

        /** The run of a data action ends now with {@code outcome}, whose name for the business is {@code name}. */
        public <O> RunResult<O> answered(O outcome, String name) {
            return new RunResult.Ended<>(
                    outcome, Optional.of(RunResult.Summary.answered(shape(), rows, truncated, name)));
        }

        /** The run ends because of {@code failure}, which happened outside its statements. */
        public <O> RunResult<O> failed(SalesforceFailure failure) {
            return new RunResult.Failed<>(failure, Optional.of(summary(failure.code())));
        }

        /**
         * The same for a run whose write Salesforce refuses; the history keeps Salesforce's code and its message without
         * values.
         */
        public <O> RunResult<O> refused(
                O outcome, String name, String salesforceCode, SalesforceMessage said, Statement statement) {
            var error = new Execution.SalesforceError(salesforceCode, said.redacted(statement));
            return new RunResult.Ended<>(
                    outcome,
                    Optional.of(new RunResult.Summary(
                            shape(), rows, truncated, Execution.ANSWERED, Optional.of(error), name)));
        }

        /** The records that the run wrote, for the audit. */
        public void wrote(List<SalesforceId> records) {
            trail.wrote(records);
        }

        /** The run ends because {@code statement} failed; the history keeps Salesforce's message without values. */
        public <O> RunResult<O> failed(SalesforceFailure failure, Statement statement) {
            var salesforceError = new Execution.SalesforceError(
                    failure.salesforceCode().orElse(""),
                    failure.salesforceMessage().redacted(statement));
            return new RunResult.Failed<>(
                    failure,
                    Optional.of(new RunResult.Summary(
                            shape(),
                            rows,
                            truncated,
                            failure.code(),
                            Optional.of(salesforceError).filter(said -> !said.isEmpty()),
                            "")));
        }

        private RunResult.Summary summary(String code) {
            return new RunResult.Summary(shape(), rows, truncated, code);
        }

        /** Whether it may help to tell {@link #read} of later queries. */
        public boolean prefetches() {
            return salesforce.prefetches();
        }

        /**
         * Reads the rows of {@code plan}; throws {@link SalesforceFailure} when Salesforce does not answer.
         *
         * @param later queries that the run may read later; the request may ask for them too
         */
        public Reading read(
                PlanQuery planQuery,
                PlanQuery.Plan.Ready plan,
                List<PlanQuery.Plan.Ready> later,
                int rowCap,
                Priority priority) {
            shapes.add(plan.soql().shape());
            if (plan.soql().query().matchesNoRow()) {
                return new Reading.Read(Answer.EMPTY);
            }
            var reading = new CappedReading(salesforce, plan.soql(), rowCap, meter);
            var others = prefetching.candidates(later, rowCap);
            try {
                return prefetching.page(reading.soql()).filter(reading::isWhole).isPresent()
                        ? counted(observed(reading, others))
                        : spend(priority, () -> observed(reading, others));
            } catch (SalesforceFailure.QueryRejected rejected) {
                planQuery.contradicted(plan, rejected);
                throw rejected;
            }
        }

        /** The records that {@code sosl} finds; throws {@link SalesforceFailure} when Salesforce does not answer. */
        public Reading search(Sosl sosl, Priority priority) {
            shapes.add(sosl.shape());
            return spend(priority, () -> {
                var found = searches.search(sosl, meter);
                return new Answer(found, found.size(), false);
            });
        }

        /**
         * The result of {@code work}, which sends a write of {@code shape}, or of {@code denied} if the API budget does not
         * allow it. Throws {@link SalesforceFailure} if there is no time left.
         */
        public <R> R write(SoqlShape shape, Priority priority, Supplier<R> work, Function<Admission.Denied, R> denied) {
            if (!shapes.contains(shape)) {
                shapes.add(shape);
            }
            requireTime();
            return budget.spend(admission(priority), work, denied);
        }

        /** The answer of {@code asking}, if there is time and the API budget allows it. */
        private Reading spend(Priority priority, Supplier<Answer> asking) {
            requireTime();
            return budget.spend(admission(priority), () -> counted(asking.get()), Reading.Refused::new);
        }

        private Reading counted(Answer answer) {
            rows += answer.records().size();
            truncated |= answer.truncated();
            return new Reading.Read(answer);
        }

        private Admission admission(Priority priority) {
            var denied = denialOfCaller();
            return denied.isPresent() ? denied.get() : usage.admission(budget, priority);
        }

        private Optional<Admission.Denied> denialOfCaller() {
            return caller.callsADay() == Caller.ANY_CALLS
                    ? Optional.empty()
                    : budget.callers().denial(caller.name(), caller.callsADay());
        }

        /** Notes that the answer leaves out rows of what was read. */
        public void leavesOutRows() {
            truncated = true;
        }

        private void requireTime() {
            if (deadline().passed(clock.instant())) {
                throw new SalesforceFailure.DeadlineExceeded("the timeout leaves no time for a query");
            }
        }

        /** Reads; the observer learns how long Salesforce took, without the time that the run waited for it. */
        private Answer observed(CappedReading reading, List<Soql> others) {
            var before = meter.timeOf(Phase.Kind.ATTEMPT);
            int found = 0;
            boolean mayBeMore = true;
            try {
                var answer = reading.read(() -> prefetching.start(reading.soql(), others));
                found = answer.totalSize();
                mayBeMore = answer.truncated();
                return answer;
            } finally {
                var took = meter.timeOf(Phase.Kind.ATTEMPT).minus(before).plus(prefetching.correction(reading.soql()));
                observer.observe(new ObservedQuery(reading.soql(), took, found, mayBeMore));
            }
        }

        /** Runs {@code work} alone, whatever is identical to it, and records it; throws its failure. */
        public <O> O alone(Supplier<RunResult<O>> work) {
            var result = recordingBugs(work);
            result.summary().ifPresent(summary -> record(Execution.Served.FRESH, summary));
            return outcome(result);
        }

        private static <O> O outcome(RunResult<O> result) {
            return switch (result) {
                case RunResult.Ended<O>(var outcome, var _) -> outcome;
                case RunResult.Failed<O>(var failure, var _) -> throw failure;
            };
        }

        private <T> T recordingBugs(Supplier<T> work) {
            try {
                return work.get();
            } catch (RuntimeException | Error bug) {
                if (!shapes.isEmpty()) {
                    record(Execution.Served.FRESH, summary(Execution.INTERNAL_ERROR));
                }
                throw bug;
            }
        }

        /**
         * Runs {@code work}, or shares the result of an identical run, and records it; throws its failure. A run that
         * ends by a bug is recorded too, if it has planned a query.
         */
        public <K, O> O share(SingleFlight<K, O> runs, K key, Duration keep, Supplier<RunResult<O>> work) {
            var shared = result(runs, key, keep, work);
            shared.result().summary().ifPresent(summary -> record(shared.served(), summary));
            return outcome(shared.result());
        }

        private <K, O> SingleFlight.Shared<O> result(
                SingleFlight<K, O> runs, K key, Duration keep, Supplier<RunResult<O>> work) {
            var begin = meter.elapsed();
            return recordingBugs(() -> {
                var shared = runs.run(key, deadline(), keep, work);
                if (shared.served() == Execution.Served.SHARED) {
                    meter.since(begin, Phase.Kind.SHARE);
                }
                return shared;
            });
        }

        public void record(Execution.Served served, RunResult.Summary summary) {
            var execution = new Execution(
                    startedAt,
                    trail.requestId().value(),
                    action,
                    version,
                    caller.name(),
                    served,
                    summary.shape().text(),
                    meter.elapsed(),
                    summary.rows(),
                    summary.truncated(),
                    meter.apiCalls(),
                    meter.attempts(),
                    summary.outcome(),
                    usage.latest(),
                    trail.contact(),
                    summary.salesforceError(),
                    businessOutcome(summary),
                    meter.phases(),
                    trail.traceId());
            budget.callers().count(caller.name(), execution.apiCalls());
            trail.ran(summary.shape(), execution);
            history.record(execution);
        }

        private String businessOutcome(RunResult.Summary summary) {
            boolean isMissing = summary.businessOutcome().isEmpty();
            return isMissing && !action.equals(ActionName.AD_HOC) ? Execution.ERROR : summary.businessOutcome();
        }
    }
}
