package io.weir.domain.answer;

import java.time.Duration;
import java.util.List;

/** The caller's requirements for an answer. Thread-safe. */
public interface AnswerContract {
    /** A contract without requirements. */
    AnswerContract NONE = (_, _) -> new Check.Done(List.of());

    /** The part of {@code whole} that the caller accepts; the contract applies to that part. */
    default Answer taken(Answer whole) {
        return whole;
    }

    /**
     * Whether {@code answer} meets the contract.
     *
     * @param time the longest that the check may last
     */
    Check check(Answer answer, Duration time);

    /** The result of a check. */
    sealed interface Check {
        /**
         * The check is complete.
         *
         * @param violations the violations; empty if the answer meets the contract
         */
        record Done(List<Violation> violations) implements Check {
            public Done {
                violations = List.copyOf(violations);
            }
        }

        /** The time was up before the check was complete. */
        record TimeUp() implements Check {}

        /**
         * Too many other checks are running.
         *
         * @param retryAfter how long to wait before the next attempt
         */
        record Overloaded(Duration retryAfter) implements Check {}
    }

    /** One violation: its place in the answer, as a JSON pointer, and the rule. Never the value. */
    record Violation(String location, String rule) {}
}
