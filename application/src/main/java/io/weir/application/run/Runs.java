package io.weir.application.run;

import io.weir.application.plan.PlanQuery;
import io.weir.domain.answer.Answer;
import io.weir.domain.caller.Caller;
import io.weir.domain.filter.Filter;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the runs of all use cases have in common: admission, reading pages up to a cap, learning from failures, the entry in
 * the history.
 *
 * <p>Thread-safe; a {@link Run} is for one thread.
 */
public final class Runs {
    private final SalesforceQueries salesforce;
    private final Allowance allowance;
    private final ExecutionHistory history;
    private final InstantSource clock;

    /** What came of one query. */
    public sealed interface Reading {
        record Read(Answer answer) implements Reading {}

        /** The API budget does not allow it; nothing was asked. */
        record Refused(Admission.Denied denial) implements Reading {}
    }

    public Runs(
            SalesforceQueries salesforce,
            ApiUsageReadings usage,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock) {
        this.salesforce = salesforce;
        this.allowance = new Allowance(usage, budget);
        this.history = history;
        this.clock = clock;
    }

    /**
     * Begins a run.
     *
     * @param action what the history calls it
     * @param trail what the request is known by; learns what the run's queries look like and how many rows it read
     * @param time the longest it may last
     */
    public Run begin(String action, Caller caller, RequestTrail trail, Duration time) {
        return new Run(action, caller, trail, clock.instant(), time);
    }

    /** One run, from its begin to its entry in the history. */
    public final class Run {
        private final String action;
        private final Caller caller;
        private final RequestTrail trail;
        private final Instant startedAt;
        private final long startedNanos = System.nanoTime();
        private final RunMeter meter;
        private final List<SoqlShape> shapes = new ArrayList<>();
        private int rows;
        private boolean truncated;

        private Run(String action, Caller caller, RequestTrail trail, Instant startedAt, Duration time) {
            this.action = action;
            this.caller = caller;
            this.trail = trail;
            this.startedAt = startedAt;
            this.meter = new RunMeter(new Deadline(startedAt.plus(time)));
        }

        public Deadline deadline() {
            return meter.deadline();
        }

        /** What is left of its time; zero if nothing is. */
        public Duration remaining() {
            return deadline().remaining(clock.instant());
        }

        /** Whether Salesforce was asked anything yet. */
        public boolean hasAsked() {
            return meter.attempts() > 0;
        }

        /** The queries so far, as the history keeps them. */
        public SoqlShape shape() {
            return SoqlShape.joined(shapes);
        }

        /** How many rows the queries so far have read. */
        public int rows() {
            return rows;
        }

        /** Whether one of the queries so far had more rows than it may read. */
        public boolean truncated() {
            return truncated;
        }

        /** What the history keeps of the queries so far, where the run ends now with {@code outcome}. */
        public RunResult.Summary summary(String outcome) {
            return new RunResult.Summary(shape(), rows, truncated, outcome);
        }

        /** Reads what {@code plan} asks for; throws {@link SalesforceFailure} when Salesforce does not answer. */
        public Reading read(PlanQuery planQuery, PlanQuery.Plan.Ready plan, int rowCap, Priority priority) {
            shapes.add(plan.soql().shape());
            var reading = new CappedReading(plan.query(), rowCap);
            if (reading.matchesNoRow()) {
                return new Reading.Read(Answer.EMPTY);
            }
            try {
                if (deadline().passed(clock.instant())) {
                    throw new SalesforceFailure.DeadlineExceeded("the caller waits no longer than an answer takes");
                }
                return allowance.spend(
                        priority,
                        () -> {
                            var answer = reading.read();
                            rows += answer.records().size();
                            truncated |= answer.truncated();
                            return new Reading.Read(answer);
                        },
                        Reading.Refused::new);
            } catch (SalesforceFailure.QueryRejected rejected) {
                planQuery.contradicted(plan, rejected);
                throw rejected;
            }
        }

        /**
         * Runs {@code work}, or shares an identical run; remembers it; throws its failure. A run that a bug ends is remembered
         * too, if it came as far as a query.
         */
        public <K, O> O sharing(SingleFlight<K, O> runs, K key, Duration keep, Supplier<RunResult<O>> work) {
            var shared = endingOf(runs, key, keep, work);
            shared.result().summary().ifPresent(summary -> remember(shared.served(), summary));
            return switch (shared.result()) {
                case RunResult.Ended<O>(var outcome, var _) -> outcome;
                case RunResult.Failed<O>(var failure, var _) -> throw failure;
            };
        }

        private <K, O> SingleFlight.Shared<O> endingOf(
                SingleFlight<K, O> runs, K key, Duration keep, Supplier<RunResult<O>> work) {
            try {
                return runs.run(key, deadline(), keep, work);
            } catch (RuntimeException | Error bug) {
                if (!shapes.isEmpty()) {
                    remember(Execution.Served.FRESH, summary(Execution.INTERNAL_ERROR));
                }
                throw bug;
            }
        }

        public void remember(Execution.Served served, RunResult.Summary summary) {
            trail.ran(summary.shape(), summary.rows());
            history.record(new Execution(
                    startedAt,
                    trail.requestId().value(),
                    action,
                    caller.name(),
                    served,
                    summary.shape().text(),
                    Duration.ofNanos(System.nanoTime() - startedNanos),
                    summary.rows(),
                    summary.truncated(),
                    meter.apiCalls(),
                    meter.attempts(),
                    summary.outcome(),
                    allowance.latest(),
                    trail.contact(),
                    summary.complaint()));
        }

        /** One query, up to the row cap. */
        private final class CappedReading {
            private final Query query;
            private final int rowCap;

            CappedReading(Query query, int rowCap) {
                this.query = query;
                this.rowCap = rowCap;
            }

            /** An aggregate over no record is a row all the same, so that one must be asked. */
            boolean matchesNoRow() {
                return query.having() instanceof Filter.Nothing
                        || (query.where() instanceof Filter.Nothing && !aggregatesAll());
            }

            private boolean aggregatesAll() {
                return query.aggregates() && query.groupBy().isEmpty();
            }

            Answer read() {
                var capped = query.countsRows() || aggregatesAll()
                        ? query
                        : query.limitedTo(query.limit().cappedAt(most()));
                try {
                    return read(capped);
                } catch (SalesforceFailure.CursorLost lost) {
                    return read(capped);
                }
            }

            /** One row more than the cap tells whether there are more; but Salesforce gives no more groups than one page. */
            private int most() {
                int onePastTheCap = rowCap + 1;
                return query.groupBy().isEmpty() ? onePastTheCap : Math.min(onePastTheCap, SoqlLimits.MAX_GROUPS);
            }

            private Answer read(Query capped) {
                QueryPage page = salesforce.start(capped, meter);
                if (capped.countsRows()) {
                    return new Answer(List.of(), page.totalSize(), false);
                }
                var rows = new ArrayList<Row>(page.rows());
                while (page.next().isPresent() && !(rows.size() >= rowCap && page.totalSize() > rowCap)) {
                    page = salesforce.resume(page.next().get(), meter);
                    rows.addAll(page.rows());
                }
                boolean groupsMayBeMissing = most() <= rowCap
                        && rows.size() == most()
                        && !capped.limit().equals(query.limit());
                boolean truncated = rows.size() > rowCap || page.next().isPresent() || groupsMayBeMissing;
                var kept = rows.size() > rowCap ? rows.subList(0, rowCap) : rows;
                return new Answer(kept, kept.size(), truncated);
            }
        }
    }
}
