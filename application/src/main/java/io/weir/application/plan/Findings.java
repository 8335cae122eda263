package io.weir.application.plan;

import io.weir.domain.draft.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The problems, denials, doubts and warnings of one plan. Not thread-safe. */
final class Findings {
    private static final int MOST = 20;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> denials = new ArrayList<>();
    private final List<Problem> doubts = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** The request is wrong at {@code location}. */
    void problem(String location, String message) {
        add(problems, location, () -> message);
    }

    /** Like the other, for a message that is expensive to build: it is not built once the list is full. */
    void problem(String location, Supplier<String> message) {
        add(problems, location, message);
    }

    /** The policy denies the part at {@code location}. */
    void denial(String location, String message) {
        add(denials, location, () -> message);
    }

    /** Whether the policy allows the part at {@code location} is unknown for now. */
    void doubt(String location, String message) {
        add(doubts, location, () -> message);
    }

    /** The part at {@code location} may be unintended. */
    void warning(String location, String message) {
        add(warnings, location, () -> message);
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> denials() {
        return denials;
    }

    List<Problem> doubts() {
        return doubts;
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** Bounded, because the number of findings depends on the request; a finding that is known is not repeated. */
    private static void add(List<Problem> findings, String location, Supplier<String> message) {
        if (findings.size() < MOST) {
            var finding = new Problem(location, message.get());
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
        }
    }
}
