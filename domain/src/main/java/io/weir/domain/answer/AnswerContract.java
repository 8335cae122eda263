package io.weir.domain.answer;

import java.time.Duration;
import java.util.List;

/** What the caller expects of an answer. Thread-safe. */
public interface AnswerContract {
    /** The contract that every answer keeps. */
    AnswerContract NONE = (_, _) -> new Check.Done(List.of());

    /** As much of {@code whole} as the caller takes: what it gets, and what the contract is about. */
    default Answer taken(Answer whole) {
        return whole;
    }

    /**
     * Whether {@code answer} keeps the contract.
     *
     * @param time how long that may take at most
     */
    Check check(Answer answer, Duration time);

    /** What a check came to. */
    sealed interface Check {
        /**
         * It came to its end.
         *
         * @param violations how the answer breaks the contract; empty if it keeps it
         */
        record Done(List<Violation> violations) implements Check {
            public Done {
                violations = List.copyOf(violations);
            }
        }

        /** The time was up before it came to its end. */
        record TimeUp() implements Check {}

        /**
         * Too much else is being checked.
         *
         * @param retryAfter when to ask again
         */
        record Overloaded(Duration retryAfter) implements Check {}
    }

    /** One breach: the place in the answer, as a JSON pointer, and the rule it breaks. Never the value found there. */
    record Violation(String location, String rule) {}
}
