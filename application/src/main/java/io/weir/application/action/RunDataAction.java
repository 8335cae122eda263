package io.weir.application.action;

import io.weir.application.action.StepPlanning.StepPlan;
import io.weir.application.answer.AnswerShaping;
import io.weir.application.answer.StepResults;
import io.weir.application.plan.PlanQuery;
import io.weir.application.run.AnswerCache;
import io.weir.application.run.RunResult;
import io.weir.application.run.Runs;
import io.weir.application.run.SingleFlight;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.answer.Answer;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.SoqlShape;
import io.weir.domain.write.WriteRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs a data action: binds its inputs, runs its steps in order, and builds the declared answer. Identical requests
 * that arrive at the same time share one run; an answer also serves identical requests for as long as the action
 * declares.
 *
 * <p>Thread-safe.
 */
public class RunDataAction {
    private static final int MOST_KEPT = 4_096;
    private static final long MOST_KEPT_CHARACTERS = 8L * 1024 * 1024;
    private static final List<Problem> NOT_HERE =
            List.of(new Problem("/writes", "nothing is written here; run the action over HTTP"));
    private static final MemberName CONTACT_ID = new MemberName(DeclaredInput.CONTACT_ID);

    /** What scripts write in place of a value that they do not have. */
    private static final Set<String> NO_CONTACTS = Set.of("null", "undefined");

    private final PhoneNumbers phones;
    private final StepPlanning planning;
    private final Findings findings;
    private final Runs runs;
    private final Supplier<String> orgUrl;
    private final Optional<RecordWriting> writing;
    private final SingleFlight<ActionKey, ActionOutcome> shared;

    /**
     * One request.
     *
     * @param inputs the values by declared name; absent and blank values may be missing
     * @param trail records the shape of the run's queries and the number of rows
     * @param timeout how long the caller waits
     * @param contactId the contact in CXone that the request is about; an action that writes needs it
     */
    public record Request(
            DataAction action,
            Map<MemberName, Input> inputs,
            Caller caller,
            RequestTrail trail,
            Duration timeout,
            Optional<String> contactId) {
        public Request {
            inputs = Map.copyOf(inputs);
            contactId = contactId.map(WhiteSpace::stripped).filter(id -> !id.isEmpty());
        }

        /** A request that names no contact. */
        public Request(
                DataAction action, Map<MemberName, Input> inputs, Caller caller, RequestTrail trail, Duration timeout) {
            this(action, inputs, caller, trail, timeout, Optional.empty());
        }

        /** Without a value that the caller sent. */
        @Override
        public String toString() {
            return "Request[" + action.id() + "]";
        }

        /** The longest that a run may last: the caller's timeout or the action's bound, whichever is shorter. */
        Duration time() {
            var most = action.bounds().time();
            return timeout.compareTo(most) < 0 ? timeout : most;
        }
    }

    /** Receives what only the operator or the flow author can mend. Must be thread-safe, and must not block. */
    public interface Findings {
        /** Drops every finding. */
        Findings IGNORED = new Findings() {
            @Override
            public void unsuitable(DataAction action, List<Problem> problems) {}

            @Override
            public void unfilled(DataAction action, MemberName input) {}
        };

        /** {@code action} does not suit the org: {@code problems}, each with its place in the declaration. */
        void unsuitable(DataAction action, List<Problem> problems);

        /** A script sent the name of a variable as the value of {@code input}. */
        void unfilled(DataAction action, MemberName input);
    }

    /** Runs actions that only read; one that writes is unsuitable. */
    public RunDataAction(
            SchemaCatalog catalog, PhoneNumbers phones, Runs runs, Findings findings, Supplier<String> orgUrl) {
        this(catalog, phones, runs, findings, orgUrl, Optional.empty());
    }

    /**
     * Runs actions in the org that {@code catalog} describes and {@code runs} asks.
     *
     * @param orgUrl the URL of the org that answered last, without a slash at its end; for the URLs of records
     */
    public RunDataAction(
            SchemaCatalog catalog,
            PhoneNumbers phones,
            Runs runs,
            Findings findings,
            Supplier<String> orgUrl,
            Optional<RecordWriting> writing) {
        this.phones = phones;
        this.planning = new StepPlanning(catalog);
        this.runs = runs;
        this.findings = findings;
        this.orgUrl = orgUrl;
        this.writing = writing;
        this.shared = runs.singleFlight(new AnswerCache<>(MOST_KEPT, MOST_KEPT_CHARACTERS, RunDataAction::characters));
    }

    /** The outcome of the run; throws {@link SalesforceFailure} if Salesforce does not answer. */
    public ActionOutcome run(Request request) {
        var action = request.action();
        if (!action.isOpenTo(request.caller())) {
            return new ActionOutcome.Forbidden();
        }
        var run =
                runs.begin(action.name().value(), action.version(), request.caller(), request.trail(), request.time());
        var unidentified = unidentified(request);
        if (unidentified.isPresent()) {
            return unasked(run, AnswerShaping.refusing(action, unidentified.get()));
        }
        return switch (InputBinding.bind(action, request.inputs(), phones)) {
            case InputBinding.Binding.Invalid(var _, var invalid) -> {
                if (invalid.reason() == InvalidInput.Reason.UNFILLED) {
                    findings.unfilled(action, invalid.input());
                }
                yield unasked(run, AnswerShaping.refusing(action, invalid));
            }
            case InputBinding.Binding.NoCallerId() ->
                unasked(run, AnswerShaping.hiding(action, Verdict.NO_CALLER_ID, 0, false));
            case InputBinding.Binding.Bound(var inputs) ->
                action.writes().isEmpty()
                        ? run.share(
                                shared,
                                new ActionKey(request.caller(), action, inputs),
                                action.bounds().keepAnswers(),
                                () -> new Steps(request, inputs, run).result())
                        : run.alone(() -> new Steps(request, inputs, run).result());
        };
    }

    /** A request that writes must name its contact, which tells it from other requests of the caller. */
    private Optional<InvalidInput> unidentified(Request request) {
        if (request.action().writes().isEmpty()) {
            return Optional.empty();
        }
        if (request.contactId()
                .filter(id -> !NO_CONTACTS.contains(id.toLowerCase(Locale.ROOT)))
                .isEmpty()) {
            return Optional.of(new InvalidInput(CONTACT_ID, InvalidInput.Reason.MISSING));
        }
        if (SentInputs.hasVariable(new Input.Text(request.contactId().get()))) {
            findings.unfilled(request.action(), CONTACT_ID);
            return Optional.of(new InvalidInput(CONTACT_ID, InvalidInput.Reason.UNFILLED));
        }
        return Optional.empty();
    }

    /** Drops the kept answers that may show records of the objects that {@code request} touches. */
    private void outdate(WriteRequest request) {
        var objects = request.records().stream()
                .map(write -> write.object().value().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        shared.forget(key -> RecordsToRead.mayBeOf(key.action(), objects));
    }

    private static ActionOutcome unasked(Runs.Run run, ActionAnswer answer) {
        String name = answer.verdict().label();
        run.record(Execution.Served.FRESH, RunResult.Summary.answered(SoqlShape.NONE, 0, false, name));
        return new ActionOutcome.Answered(answer);
    }

    /** The approximate size of an answer; {@link AnswerCache#NEVER} for any other outcome. */
    private static long characters(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Answered(var answer) -> characters(answer);
            case ActionOutcome.Forbidden _,
                    ActionOutcome.Unsuitable _,
                    ActionOutcome.Refused _,
                    ActionOutcome.JournalUnavailable _ -> AnswerCache.NEVER;
        };
    }

    private static long characters(ActionAnswer answer) {
        long ofOutputs = answer.outputs().values().stream()
                .mapToLong(RunDataAction::characters)
                .sum();
        long ofLists = answer.lists().stream()
                .flatMap(list -> list.rows().stream())
                .flatMap(List::stream)
                .mapToLong(RunDataAction::characters)
                .sum();
        return ofOutputs + ofLists;
    }

    private static long characters(OutputValue value) {
        int ofTheRecord = 32;
        return value instanceof OutputValue.Text(var text) ? ofTheRecord + text.length() : ofTheRecord;
    }

    /** The steps of one run. For one thread. */
    private final class Steps {
        private final Request request;
        private final DataAction action;
        private final Map<MemberName, BoundInput> inputs;
        private final Runs.Run run;
        private final StepResults results = new StepResults();
        private final RunEndings endings;

        Steps(Request request, Map<MemberName, BoundInput> inputs, Runs.Run run) {
            this.request = request;
            this.action = request.action();
            this.inputs = inputs;
            this.run = run;
            this.endings = new RunEndings(action, run, results, findings, orgUrl);
        }

        RunResult<ActionOutcome> result() {
            var ended = queried();
            if (action.writes().isEmpty()) {
                return ended.orElseGet(this::found);
            }
            if (writing.isEmpty()) {
                return endings.unsuitable(NOT_HERE);
            }
            var writes = new WritingRun(request, inputs, endings, planning, writing.get(), RunDataAction.this::outdate);
            return ended.map(writes::replayedOr).orElseGet(writes::written);
        }

        /** The result if a query ends the run. */
        private Optional<RunResult<ActionOutcome>> queried() {
            for (var step : action.steps()) {
                if (results.meet(step.when())) {
                    var ended = ended(step);
                    if (ended.isPresent()) {
                        return ended;
                    }
                }
            }
            return Optional.empty();
        }

        private RunResult<ActionOutcome> found() {
            for (var step : action.answering()) {
                if (results.found(step.name())) {
                    return endings.showing(step.name());
                }
            }
            return endings.negative(Verdict.NOT_FOUND, 0);
        }

        /** The result if the run ends with {@code step}; empty if it continues. */
        private Optional<RunResult<ActionOutcome>> ended(ActionStep step) {
            return switch (planning.plan(action, step, inputs, results::value, run.meter())) {
                case StepPlan.NothingToFind() -> judged(step, Answer.EMPTY);
                case StepPlan.Ready(var plan) -> read(step, plan);
                case StepPlan.ReadySearch(var plan) -> search(step, plan);
                case StepPlan.Invalid(var input, var _) -> {
                    var invalid = new InvalidInput(input, InvalidInput.Reason.DOES_NOT_FIT);
                    yield Optional.of(endings.answered(() -> AnswerShaping.refusing(action, invalid)));
                }
                case StepPlan.Unsuitable(var problems) -> Optional.of(endings.unsuitable(problems));
            };
        }

        private Optional<RunResult<ActionOutcome>> read(ActionStep step, PlanQuery.Plan.Ready plan) {
            var bounds = action.bounds();
            try {
                return switch (run.read(planning.planQuery(), plan, later(step), bounds.rowCap(), bounds.priority())) {
                    case Runs.Reading.Refused(var denial) -> Optional.of(endings.denied(denial));
                    case Runs.Reading.Read(var answer) -> {
                        results.put(step.name(), answer, plan.schema().labels());
                        yield judged(step, answer);
                    }
                };
            } catch (SalesforceFailure failure) {
                return Optional.of(run.failed(failure, plan.soql()));
            }
        }

        private Optional<RunResult<ActionOutcome>> search(ActionStep step, SearchPlan plan) {
            var search = new SearchRun(plan, action, phones, run, planning.planQuery(), later(step));
            try {
                return switch (search.result()) {
                    case SearchRun.Result.Refused(var denial) -> Optional.of(endings.denied(denial));
                    case SearchRun.Result.Found(var answer, var labels) -> {
                        results.put(step.name(), answer, labels);
                        yield judged(step, answer);
                    }
                };
            } catch (SalesforceFailure failure) {
                return Optional.of(run.failed(failure, search.asked()));
            }
        }

        private List<PlanQuery.Plan.Ready> later(ActionStep step) {
            return run.prefetches() ? new LaterSteps(planning, action, inputs, results).askedAlong(step) : List.of();
        }

        private Optional<RunResult<ActionOutcome>> judged(ActionStep step, Answer answer) {
            int found = StepResults.found(answer);
            if (found > 1) {
                return switch (step.onMany()) {
                    case FIRST -> Optional.empty();
                    case MULTIPLE -> Optional.of(endings.negative(Verdict.MULTIPLE, found));
                };
            }
            if (found == 1) {
                return Optional.empty();
            }
            return switch (step.onNone()) {
                case GO_ON -> Optional.empty();
                case NOT_FOUND -> Optional.of(endings.negative(Verdict.NOT_FOUND, 0));
                case DENIED -> Optional.of(endings.negative(Verdict.DENIED, 0));
            };
        }
    }
}
