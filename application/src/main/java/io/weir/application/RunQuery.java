package io.weir.application;

import io.weir.domain.action.Answer;
import io.weir.domain.action.AnswerContract;
import io.weir.domain.action.Outcome;
import io.weir.domain.action.QueryDraft;
import io.weir.domain.filter.Filter;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.SoqlLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers a caller's question from Salesforce: plans it, asks for admission, reads pages until done or the row cap, checks
 * the answer against the caller's contract, and tells the history.
 *
 * <p>Thread-safe.
 */
public final class RunQuery {
    private final PlanQuery planQuery;
    private final SalesforceQueries salesforce;
    private final Allowance allowance;
    private final ExecutionHistory history;
    private final InstantSource clock;
    private final Bounds bounds;

    /**
     * What one run may take.
     *
     * @param rowCap the most records an answer has, 1 to 50,000
     * @param time the longest a run lasts
     */
    public record Bounds(int rowCap, Duration time) {
        /** Throws {@link IllegalArgumentException} for a row cap outside its range or a time that is not positive. */
        public Bounds {
            if (rowCap < 1 || rowCap > 50_000) {
                throw new IllegalArgumentException("the row cap is 1 to 50,000, not " + rowCap);
            }
            if (!time.isPositive()) {
                throw new IllegalArgumentException("a run needs some time, not " + time);
            }
        }
    }

    public RunQuery(
            PlanQuery planQuery,
            SalesforceQueries salesforce,
            ApiUsageReadings usage,
            ApiBudget budget,
            ExecutionHistory history,
            InstantSource clock,
            Bounds bounds) {
        this.planQuery = planQuery;
        this.salesforce = salesforce;
        this.allowance = new Allowance(usage, budget);
        this.history = history;
        this.clock = clock;
        this.bounds = bounds;
    }

    /**
     * How the run of {@code draft} ended; throws {@link SalesforceFailure} when Salesforce did not answer.
     *
     * @param trail what the caller knows this run by; learns what the run's query looks like and how many rows it read
     * @param patience how long the caller waits; the run lasts no longer, nor than its bounds allow
     */
    public Outcome run(QueryDraft draft, AnswerContract contract, RequestTrail trail, Duration patience) {
        var startedAt = clock.instant();
        var time = patience.compareTo(bounds.time()) < 0 ? patience : bounds.time();
        var deadline = new Deadline(startedAt.plus(time));
        return switch (planQuery.plan(draft, deadline)) {
            case PlanQuery.Plan.Impossible(var problems) -> new Outcome.Invalid(problems);
            case PlanQuery.Plan.Denied(var denials) -> new Outcome.Denied(denials);
            case PlanQuery.Plan.Ready ready ->
                new Run(ready, contract, trail, startedAt, new RunMeter(deadline)).outcome();
        };
    }

    /** One run, from admission to its entry in the history. */
    private final class Run {
        private final PlanQuery.Plan.Ready plan;
        private final Query query;
        private final AnswerContract contract;
        private final RequestTrail trail;
        private final Instant startedAt;
        private final long startedNanos = System.nanoTime();
        private final RunMeter meter;

        Run(PlanQuery.Plan.Ready plan, AnswerContract contract, RequestTrail trail, Instant startedAt, RunMeter meter) {
            this.plan = plan;
            this.query = plan.query();
            this.contract = contract;
            this.trail = trail;
            this.startedAt = startedAt;
            this.meter = meter;
        }

        Outcome outcome() {
            try {
                if (matchesNoRow()) {
                    return answered(Answer.EMPTY);
                }
                if (meter.deadline().passed(clock.instant())) {
                    throw new SalesforceFailure.DeadlineExceeded("the caller waits no longer than an answer takes");
                }
                if (allowance.admission() instanceof Admission.Denied denial) {
                    remember(denial.code(), 0, false);
                    return new Outcome.Refused(denial);
                }
                var answer = read();
                allowance.answered(startedAt);
                return answered(answer);
            } catch (SalesforceFailure failure) {
                learnFrom(failure);
                remember(failure.code(), 0, false);
                throw failure;
            }
        }

        private void learnFrom(SalesforceFailure failure) {
            allowance.failed(failure, startedAt);
            if (failure instanceof SalesforceFailure.QueryRejected rejected) {
                planQuery.contradicted(plan, rejected);
            }
        }

        /** An aggregate over no record is a row all the same, so that one must be asked. */
        private boolean matchesNoRow() {
            return query.having() instanceof Filter.Nothing
                    || (query.where() instanceof Filter.Nothing && !aggregatesAll());
        }

        private boolean aggregatesAll() {
            return query.aggregates() && query.groupBy().isEmpty();
        }

        private Outcome answered(Answer answer) {
            var violations = contract.violations(answer);
            if (!violations.isEmpty()) {
                remember("answer_broke_contract", answer.records().size(), answer.truncated());
                return new Outcome.ContractBroken(violations);
            }
            remember(Execution.ANSWERED, answer.records().size(), answer.truncated());
            return new Outcome.Answered(answer);
        }

        private Answer read() {
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
            int onePastTheCap = bounds.rowCap() + 1;
            return query.groupBy().isEmpty() ? onePastTheCap : Math.min(onePastTheCap, SoqlLimits.MAX_GROUPS);
        }

        private Answer read(Query capped) {
            QueryPage page = salesforce.start(capped, meter);
            if (capped.countsRows()) {
                return new Answer(List.of(), page.totalSize(), false);
            }
            var rows = new ArrayList<Row>(page.rows());
            while (page.next().isPresent() && !(rows.size() >= bounds.rowCap() && page.totalSize() > bounds.rowCap())) {
                page = salesforce.resume(page.next().get(), meter);
                rows.addAll(page.rows());
            }
            boolean groupsMayBeMissing = most() <= bounds.rowCap()
                    && rows.size() == most()
                    && !capped.limit().equals(query.limit());
            boolean truncated = rows.size() > bounds.rowCap() || page.next().isPresent() || groupsMayBeMissing;
            var kept = rows.size() > bounds.rowCap() ? rows.subList(0, bounds.rowCap()) : rows;
            return new Answer(kept, kept.size(), truncated);
        }

        private void remember(String outcome, int rows, boolean truncated) {
            var shape = plan.soql().shape();
            trail.ran(shape, rows);
            history.record(new Execution(
                    startedAt,
                    trail.requestId().value(),
                    shape.text(),
                    Duration.ofNanos(System.nanoTime() - startedNanos),
                    rows,
                    truncated,
                    meter.apiCalls(),
                    meter.attempts(),
                    outcome,
                    allowance.latest(),
                    trail.contact()));
        }
    }
}
