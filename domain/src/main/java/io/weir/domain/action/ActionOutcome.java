package io.weir.domain.action;

import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import java.util.List;

/** How a run of a data action ended, when Salesforce did not fail. */
public sealed interface ActionOutcome {
    record Answered(ActionAnswer answer) implements ActionOutcome {}

    /** The caller may not run this action; nothing was asked. */
    record Forbidden() implements ActionOutcome {}

    /** The inputs are not what the action declares, each problem with the input's place in the request. Nothing was asked. */
    record Invalid(List<Problem> problems) implements ActionOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The declaration does not suit the org, each problem with its place in the declaration: the operator's to mend. */
    record Unsuitable(List<Problem> problems) implements ActionOutcome {
        public Unsuitable {
            problems = List.copyOf(problems);
        }
    }

    /** The API budget does not allow the run; nothing was asked, or nothing more. */
    record Refused(Admission.Denied denial) implements ActionOutcome {}
}
