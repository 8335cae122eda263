package io.weir.application.plan;

import io.weir.domain.draft.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What planning a query has found out so far. Not thread-safe: one for each plan. */
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

    /** The same with a message that takes some work: nothing is done for one that nobody will read. */
    void problem(String location, Supplier<String> message) {
        add(problems, location, message);
    }

    /** The policy does not allow what stands at {@code location}. */
    void denial(String location, String message) {
        add(denials, location, () -> message);
    }

    /** Whether the policy allows what stands at {@code location} cannot be told. */
    void doubt(String location, String message) {
        add(doubts, location, () -> message);
    }

    /** The request may not mean what it says at {@code location}. */
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

    /** A long list of findings helps nobody, and a caller decides how long it gets. */
    private static void add(List<Problem> findings, String location, Supplier<String> message) {
        if (findings.size() < MOST) {
            findings.add(new Problem(location, message.get()));
        }
    }
}
