package io.weir.application.action;

import io.weir.application.answer.AnswerShaping;
import io.weir.application.run.RunResult;
import io.weir.application.run.Runs;
import io.weir.application.write.WriteOnce;
import io.weir.application.write.WritePlanning.WritePlan;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionAnswer.WriteReason;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.WriteStep;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.WriteResult;
import io.weir.domain.write.WriteKey;
import io.weir.domain.write.WriteRequest;
import io.weir.domain.write.WrittenRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The writes of one run, after its queries. For one thread. */
final class WritingRun {
    private final DataAction action;
    private final KnownToWrites known;
    private final Runs.Run run;
    private final RunEndings endings;
    private final StepPlanning planning;
    private final RecordWriting writing;
    private final Consumer<WriteRequest> outdate;
    private final WriteKey key;

    /** @param outdate drops the kept answers that a request may change */
    WritingRun(
            RunDataAction.Request request,
            Map<MemberName, BoundInput> inputs,
            RunEndings endings,
            StepPlanning planning,
            RecordWriting writing,
            Consumer<WriteRequest> outdate) {
        String contactId = request.contactId().orElseThrow();
        this.action = request.action();
        this.known = new KnownToWrites(contactId, inputs, endings.results());
        this.run = endings.run();
        this.endings = endings;
        this.planning = planning;
        this.writing = writing;
        this.outdate = outdate;
        this.key = writing.key(request.caller(), action, contactId, inputs);
    }

    /**
     * What an earlier delivery of the request wrote, or else {@code result}, by which nothing is written: the queries
     * may find something else because of what was written.
     */
    RunResult<ActionOutcome> replayedOr(RunResult<ActionOutcome> result) {
        if (!(result instanceof RunResult.Ended<ActionOutcome>(ActionOutcome.Answered _, var _))) {
            return result;
        }
        return writing.once()
                .earlier(key, run.deadline(), () -> earlierRecords().created(key))
                .map(this::ended)
                .orElse(result);
    }

    private EarlierRecords earlierRecords() {
        return new EarlierRecords(action, planning, writing.planning(), run);
    }

    private RunResult<ActionOutcome> ended(WriteOnce.Earlier earlier) {
        return switch (earlier) {
            case WriteOnce.Ending.Replayed(var records) ->
                shown(Verdict.REPLAYED, records, WrittenRows.steps(action, records));
            case WriteOnce.Ending.Pending() -> endings.negative(Verdict.PENDING, 0);
            case WriteOnce.Ending.Lost() -> notWritten(Verdict.REJECTED, WriteReason.UNKNOWN);
        };
    }

    /** The result of writing what the action declares, once. */
    RunResult<ActionOutcome> written() {
        try {
            return switch (writing.planning().plan(action, known, key, run.deadline())) {
                case WritePlan.Nothing() -> replayedOr(endings.negative(Verdict.NOT_FOUND, 0));
                case WritePlan.Invalid(var invalid) -> endings.answered(() -> AnswerShaping.refusing(action, invalid));
                case WritePlan.DoesNotFit() -> replayedOr(notWritten(Verdict.REJECTED, WriteReason.DOES_NOT_FIT));
                case WritePlan.Unsuitable(var problems) -> endings.unsuitable(problems);
                case WritePlan.Ready ready -> written(ready);
            };
        } catch (SalesforceFailure failure) {
            return run.failed(failure);
        }
    }

    private RunResult<ActionOutcome> written(WritePlan.Ready ready) {
        var request = ready.request();
        var writes = new StepWrites(request, action.bounds().priority(), run, earlierRecords());
        try {
            return switch (writing.once().write(key, request, writes)) {
                case WriteOnce.Ending.Written(var records) -> {
                    outdate.accept(request);
                    boolean created = records.stream().anyMatch(WrittenRecord::created);
                    yield shown(created ? Verdict.CREATED : Verdict.UPDATED, records, ready.steps());
                }
                case WriteOnce.Earlier earlier -> {
                    outdate.accept(request);
                    yield ended(earlier);
                }
                case WriteOnce.Ending.Duplicate(var index, var id) -> {
                    var step = ready.steps().get(index);
                    id.ifPresent(existing -> rows().put(step, existing));
                    yield endings.shaped(Verdict.DUPLICATE, 0, step.name());
                }
                case WriteOnce.Ending.Refused(var refused) -> refused(refused, request);
                case WriteOnce.Ending.Denied(var denial) -> endings.denied(denial);
                case WriteOnce.Ending.JournalUnavailable() ->
                    run.ended(new ActionOutcome.JournalUnavailable(), "write_journal_unavailable");
            };
        } catch (SalesforceFailure failure) {
            return run.failed(failure, new DeclaredWrites(action.writes(), request));
        }
    }

    /** @param steps the writes of {@code records} */
    private RunResult<ActionOutcome> shown(Verdict verdict, List<WrittenRecord> records, List<WriteStep> steps) {
        run.wrote(records.stream().map(WrittenRecord::id).toList());
        for (int i = 0; i < steps.size(); i++) {
            rows().put(steps.get(i), records.get(i).id());
        }
        return endings.shaped(
                verdict,
                records.size(),
                action.writes().steps().stream()
                        .map(WriteStep::name)
                        .filter(endings.results()::found)
                        .findFirst()
                        .orElse(action.writes().steps().getFirst().name()));
    }

    private WrittenRows rows() {
        return new WrittenRows(action, planning, run, endings.results());
    }

    private RunResult<ActionOutcome> notWritten(Verdict verdict, WriteReason reason) {
        return endings.answered(() -> AnswerShaping.refusing(action, verdict, reason));
    }

    private RunResult<ActionOutcome> refused(WriteResult.Refused refused, WriteRequest request) {
        String code = refused.salesforceCode();
        var said = refused.said();
        var declared = new DeclaredWrites(action.writes(), request);
        return switch (refused.refusal()) {
            case VALUES -> {
                writing.planning()
                        .contradicted(request.records().get(refused.index()).object(), code);
                String fields = refused.fields().isEmpty() ? "the record" : String.join(", ", refused.fields());
                yield run.failed(
                        new SalesforceFailure.WriteRejected("Salesforce refuses the values of " + fields, code, said),
                        declared);
            }
            case TRIGGER_FAILED ->
                run.failed(
                        new SalesforceFailure.AutomationFailed(
                                "a trigger or a flow of the org failed, and nothing was written", code, said),
                        declared);
            case VALIDATION_RULE -> refused(Verdict.REJECTED, WriteReason.VALIDATION_RULE, refused, declared);
            case LOCKED -> refused(Verdict.REJECTED, WriteReason.LOCKED, refused, declared);
            case KEY_REUSED -> refused(Verdict.REJECTED, WriteReason.OTHER_VALUES, refused, declared);
            case NO_ACCESS -> refused(Verdict.DENIED, WriteReason.NO_ACCESS, refused, declared);
            case DELETED -> refused(Verdict.DENIED, WriteReason.DELETED, refused, declared);
        };
    }

    private RunResult<ActionOutcome> refused(
            Verdict verdict, WriteReason reason, WriteResult.Refused refused, DeclaredWrites declared) {
        return run.refused(
                new ActionOutcome.Answered(endings.shaped(() -> AnswerShaping.refusing(action, verdict, reason))),
                verdict.label(),
                refused.salesforceCode(),
                refused.said(),
                declared);
    }
}
