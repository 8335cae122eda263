package io.weir.domain.answer;

import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import java.time.Duration;
import java.util.List;

/** How a run of a query ended, unless Salesforce failed. */
public sealed interface Outcome {
    record Answered(Answer answer) implements Outcome {}

    /** The caller may not run ad-hoc queries. Salesforce was not queried. */
    record Forbidden() implements Outcome {}

    /** The request is not a valid query. Salesforce was not queried. */
    record Invalid(List<Problem> problems) implements Outcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The policy denies the query. Salesforce was not queried. */
    record Denied(List<Problem> denials) implements Outcome {
        public Denied {
            denials = List.copyOf(denials);
        }
    }

    /** Whether the policy allows the query is unknown now; a later attempt may succeed. Salesforce was not queried. */
    record Undecided(List<Problem> doubts) implements Outcome {
        public Undecided {
            doubts = List.copyOf(doubts);
        }
    }

    /** The API budget does not allow the run. Salesforce was not queried. */
    record Refused(Admission.Denied denial) implements Outcome {}

    /** The answer violates the caller's contract. */
    record ContractBroken(List<AnswerContract.Violation> violations) implements Outcome {
        public ContractBroken {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Weir is too busy to check the answer.
     *
     * @param retryAfter how long to wait before the next attempt
     */
    record Overloaded(Duration retryAfter) implements Outcome {}
}
