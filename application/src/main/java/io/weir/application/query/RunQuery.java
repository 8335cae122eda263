package io.weir.application.query;

import io.weir.application.plan.PlanQuery;
import io.weir.application.run.AnswerCache;
import io.weir.application.run.RunResult;
import io.weir.application.run.Runs;
import io.weir.application.run.SingleFlight;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.Phase;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a caller's query: plans it, asks the API budget for admission, reads pages up to the row cap, checks the answer
 * against the caller's contract, and records the run in the history. Identical requests that arrive at the same time
 * share one run.
 *
 * <p>Thread-safe.
 */
public final class RunQuery {
    private final SchemaCatalog catalog;
    private final Runs runs;
    private final SingleFlight<Key, Outcome> shared;
    private final Bounds bounds;

    /**
     * The bounds of one run.
     *
     * @param rowCap the most records in an answer, 1 to 50,000
     * @param time the longest that a run lasts
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

    public RunQuery(SchemaCatalog catalog, Runs runs, Bounds bounds) {
        this.catalog = catalog;
        this.runs = runs;
        this.shared = runs.singleFlight(AnswerCache.none());
        this.bounds = bounds;
    }

    /**
     * The outcome of {@code draft} for {@code caller}; throws {@link SalesforceFailure} if Salesforce does not answer.
     *
     * @param trail records the shape of the run's query and the number of rows
     * @param timeout how long the caller waits; the run ends by then, or by its own bound if that is earlier
     */
    public Outcome run(QueryDraft draft, AnswerContract contract, Caller caller, RequestTrail trail, Duration timeout) {
        return switch (caller.adHoc()) {
            case Caller.AdHoc.Never() -> new Outcome.Forbidden();
            case Caller.AdHoc.Within(var policy) -> run(draft, contract, caller, policy, trail, timeout);
        };
    }

    /** The longest that a run lasts for a caller that waits for {@code timeout}. */
    public Duration timeFor(Duration timeout) {
        return timeout.compareTo(bounds.time()) < 0 ? timeout : bounds.time();
    }

    private Outcome run(
            QueryDraft draft,
            AnswerContract contract,
            Caller caller,
            QueryPolicy policy,
            RequestTrail trail,
            Duration timeout) {
        var run = runs.begin(ActionName.AD_HOC, 0, caller, trail, timeFor(timeout));
        var planQuery = new PlanQuery(catalog, policy);
        return switch (planQuery.plan(draft, run.meter())) {
            case PlanQuery.Plan.Invalid(var problems) -> new Outcome.Invalid(problems);
            case PlanQuery.Plan.Denied(var denials) -> new Outcome.Denied(denials);
            case PlanQuery.Plan.Undecided(var doubts) -> new Outcome.Undecided(doubts);
            case PlanQuery.Plan.Ready ready ->
                run.share(
                        shared,
                        new Key(caller, ready.soql().text(), contract),
                        Duration.ZERO,
                        () -> result(run, planQuery, ready, contract, caller));
        };
    }

    /** Two requests share a run if caller, query and contract are equal. */
    private record Key(Caller caller, String soql, AnswerContract contract) {
        /** Covers what differs most; hashing a whole policy would be slow. */
        @Override
        public int hashCode() {
            return soql.hashCode();
        }

        @Override
        public String toString() {
            return caller.name();
        }
    }

    private RunResult<Outcome> result(
            Runs.Run run, PlanQuery planQuery, PlanQuery.Plan.Ready plan, AnswerContract contract, Caller caller) {
        try {
            return switch (run.read(planQuery, plan, List.of(), bounds.rowCap(), caller.priority())) {
                case Runs.Reading.Read(var answer) ->
                    judged(answer, contract, plan.soql().shape(), run);
                case Runs.Reading.Refused(var denial) -> run.ended(new Outcome.Refused(denial), denial.code());
            };
        } catch (SalesforceFailure failure) {
            return run.failed(failure, plan.soql());
        }
    }

    private static RunResult<Outcome> judged(Answer whole, AnswerContract contract, SoqlShape shape, Runs.Run run) {
        var answer = taken(whole, contract, run);
        return switch (checked(answer, contract, run)) {
            case AnswerContract.Check.Done(var violations) ->
                violations.isEmpty()
                        ? ended(new Outcome.Answered(answer), summary(shape, answer, Execution.ANSWERED))
                        : ended(
                                new Outcome.ContractBroken(violations),
                                summary(shape, answer, "answer_broke_contract"));
            case AnswerContract.Check.Overloaded(var retryAfter) ->
                ended(new Outcome.Overloaded(retryAfter), summary(shape, answer, "overloaded"));
            case AnswerContract.Check.TimeUp() -> {
                var failure = new SalesforceFailure.DeadlineExceeded("the time was up while the answer was checked");
                yield new RunResult.Failed<>(failure, Optional.of(summary(shape, answer, failure.code())));
            }
        };
    }

    private static Answer taken(Answer whole, AnswerContract contract, Runs.Run run) {
        try (var _ = run.meter().begin(Phase.Kind.WRITE)) {
            return contract.taken(whole);
        }
    }

    private static AnswerContract.Check checked(Answer answer, AnswerContract contract, Runs.Run run) {
        try (var _ = run.meter().begin(Phase.Kind.CHECK)) {
            return contract.check(answer, run.remaining());
        }
    }

    private static RunResult.Summary summary(SoqlShape shape, Answer answer, String outcome) {
        return new RunResult.Summary(shape, answer.records().size(), answer.truncated(), outcome);
    }

    private static RunResult<Outcome> ended(Outcome outcome, RunResult.Summary summary) {
        return new RunResult.Ended<>(outcome, Optional.of(summary));
    }
}
