package io.weir.application.action;

import io.weir.application.answer.AnswerShaping;
import io.weir.application.answer.StepResults;
import io.weir.application.run.RunResult;
import io.weir.application.run.Runs;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.Phase;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends the run of a data action with an answer or a refusal. For one thread.
 *
 * @param results what the run has found and written
 * @param findings receives why the action does not suit the org
 * @param orgUrl the URL of the org, without a slash at its end
 */
record RunEndings(
        DataAction action,
        Runs.Run run,
        StepResults results,
        RunDataAction.Findings findings,
        Supplier<String> orgUrl) {
    /** The outputs of the records that were found, {@code step} first. */
    RunResult<ActionOutcome> showing(MemberName step) {
        return answered(() -> AnswerShaping.showing(results, action, step, run.truncated(), orgUrl.get()));
    }

    /** The outputs of the records that were written or that prevent it, {@code first} first. */
    RunResult<ActionOutcome> shaped(Verdict verdict, int count, MemberName first) {
        return answered(
                () -> AnswerShaping.shaped(results, action, verdict, count, first, run.truncated(), orgUrl.get()));
    }

    /** An answer without data. */
    RunResult<ActionOutcome> negative(Verdict verdict, int count) {
        return answered(() -> AnswerShaping.hiding(action, verdict, count, count > 0 && run.truncated()));
    }

    RunResult<ActionOutcome> answered(Supplier<ActionAnswer> shaping) {
        var answer = shaped(shaping);
        return run.answered(new ActionOutcome.Answered(answer), answer.verdict().label());
    }

    ActionAnswer shaped(Supplier<ActionAnswer> shaping) {
        try (var _ = run.meter().begin(Phase.Kind.WRITE)) {
            return shaping.get();
        }
    }

    /** The API budget allows no request. */
    RunResult<ActionOutcome> denied(Admission.Denied denial) {
        return run.ended(new ActionOutcome.Refused(denial), denial.code());
    }

    /** The declaration does not suit the org. */
    RunResult<ActionOutcome> unsuitable(List<Problem> problems) {
        findings.unsuitable(action, problems);
        return run.ended(new ActionOutcome.Unsuitable(problems), "action_unsuitable");
    }
}
