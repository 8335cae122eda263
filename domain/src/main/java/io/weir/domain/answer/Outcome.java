package io.weir.domain.answer;

import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import java.time.Duration;
import java.util.List;

/** How a run ended, when Salesforce did not fail. */
public sealed interface Outcome {
    record Answered(Answer answer) implements Outcome {}

    /** The caller may not ask ad-hoc queries; nothing was asked. */
    record Forbidden() implements Outcome {}

    /** The request cannot become a query; nothing was asked. */
    record Invalid(List<Problem> problems) implements Outcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The policy does not allow the query; nothing was asked. */
    record Denied(List<Problem> denials) implements Outcome {
        public Denied {
            denials = List.copyOf(denials);
        }
    }

    /** Whether the policy allows the query cannot be told now; nothing was asked. The same request may be answered later. */
    record Undecided(List<Problem> doubts) implements Outcome {
        public Undecided {
            doubts = List.copyOf(doubts);
        }
    }

    /** The API budget does not allow the run; nothing was asked. */
    record Refused(Admission.Denied denial) implements Outcome {}

    /** Salesforce answered, but not what the caller expects. */
    record ContractBroken(List<AnswerContract.Violation> violations) implements Outcome {
        public ContractBroken {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Salesforce answered, and Weir has too much to do to check the answer.
     *
     * @param retryAfter when to ask again
     */
    record Overloaded(Duration retryAfter) implements Outcome {}
}
