package io.weir.domain.action;

import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Priority;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A question that the operator has declared once, and that flows ask by name: declared inputs, queries, declared outputs.
 * Immutable, and whole: every reference leads to something.
 *
 * @param version what the operator counts up when the contract changes, from 1
 * @param steps at least one, in the order they run
 */
public record DataAction(
        ActionName name,
        int version,
        String description,
        List<DeclaredInput> inputs,
        List<ActionStep> steps,
        List<ActionOutput> outputs,
        List<ActionList> lists,
        Bounds bounds) {
    /**
     * What a run may take.
     *
     * @param time the longest it lasts
     * @param keepAnswers how long an answer serves identical requests; zero for not at all
     * @param rowCap the most rows that each step reads, 1 to 2,000
     */
    public record Bounds(Duration time, Duration keepAnswers, Priority priority, int rowCap) {
        private static final Duration LONGEST = Duration.ofSeconds(90);
        private static final Duration LONGEST_KEPT = Duration.ofHours(1);
        private static final int MOST_ROWS = 2_000;

        /** The usual bounds: 1.8 s, answers kept for 10 s, normal priority, 50 rows. */
        public static final Bounds DEFAULT =
                new Bounds(Duration.ofMillis(1_800), Duration.ofSeconds(10), Priority.NORMAL, 50);

        /** Throws {@link IllegalArgumentException} for a time above 90 s, answers kept for over an hour, too many rows. */
        public Bounds {
            if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("an action takes 1 ms to 90 s, CXone's own limit");
            }
            if (keepAnswers.isNegative() || keepAnswers.compareTo(LONGEST_KEPT) > 0) {
                throw new IllegalArgumentException("answers are kept for 0 to 60 minutes");
            }
            if (rowCap < 1 || rowCap > MOST_ROWS) {
                throw new IllegalArgumentException("a step reads 1 to %d rows, not %d".formatted(MOST_ROWS, rowCap));
            }
        }
    }

    /** Throws {@link IllegalArgumentException} for what {@link #problems} finds, and for a version below 1. */
    public DataAction {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        lists = List.copyOf(lists);
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
        var problems = problems(inputs, steps, outputs, lists);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.getFirst().toString());
        }
    }

    /**
     * Everything that does not fit together, each with its place in the declaration as a JSON pointer: names twice, reserved or
     * unknown, references to later steps, outputs of what no query selects, rows in no order, answers that could not fit.
     */
    public static List<Problem> problems(
            List<DeclaredInput> inputs, List<ActionStep> steps, List<ActionOutput> outputs, List<ActionList> lists) {
        return new ActionCheck(inputs, steps, outputs, lists).problems();
    }

    /** The verdicts that an answer may have, as far as the declaration tells. */
    public Set<Verdict> verdicts() {
        var verdicts = EnumSet.of(Verdict.FOUND);
        for (var step : steps) {
            switch (step.onNone()) {
                case NOT_FOUND -> verdicts.add(Verdict.NOT_FOUND);
                case DENIED -> verdicts.add(Verdict.DENIED);
                case GO_ON -> {}
            }
            switch (step.onMany()) {
                case MULTIPLE -> verdicts.add(Verdict.MULTIPLE);
                case FIRST -> {}
            }
        }
        if (inputs.stream().anyMatch(input -> input.type() instanceof InputType.Phone)) {
            verdicts.add(Verdict.NO_CALLER_ID);
        }
        return Collections.unmodifiableSet(verdicts);
    }
}
