package io.weir.domain.action;

import java.util.List;

/** What the caller expects of an answer. Thread-safe. */
public interface AnswerContract {
    /** The contract that every answer keeps. */
    AnswerContract NONE = answer -> List.of();

    /** As much of {@code whole} as the caller takes: what it gets, and what the contract is about. */
    default Answer taken(Answer whole) {
        return whole;
    }

    /** How {@code answer} breaks the contract; empty if it keeps it. */
    List<Violation> violations(Answer answer);

    /** One breach: the place in the answer, as a JSON pointer, and the rule it breaks. Never the value found there. */
    record Violation(String location, String rule) {}
}
