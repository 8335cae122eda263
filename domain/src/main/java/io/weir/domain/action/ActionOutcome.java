package io.weir.domain.action;

import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import java.util.List;

/** How a run of a data action ended, unless Salesforce failed. */
public sealed interface ActionOutcome {
    record Answered(ActionAnswer answer) implements ActionOutcome {}

    /** The caller may not run the action. Salesforce was not queried. */
    record Forbidden() implements ActionOutcome {}

    /** The declaration does not suit the org; each problem has its place in it. The operator has to fix it. */
    record Unsuitable(List<Problem> problems) implements ActionOutcome {
        public Unsuitable {
            problems = List.copyOf(problems);
        }
    }

    /** What was written before cannot be determined now, without which nothing may be written. */
    record JournalUnavailable() implements ActionOutcome {}

    /** The API budget does not allow the run, or not its next query. */
    record Refused(Admission.Denied denial) implements ActionOutcome {}
}
