package io.weir.domain.status;

import java.time.Instant;
import java.util.Comparator;

/**
 * A problem that lasts. Problems are ordered: the worst first, and those of one kind by their age.
 *
 * @param since when it began
 * @param text what is wrong, and what the operator can do; never with a value of a request or a record
 */
public record StatusProblem(ProblemKind kind, Instant since, String text) implements Comparable<StatusProblem> {
    private static final Comparator<StatusProblem> WORST_FIRST = Comparator.comparing(StatusProblem::kind)
            .thenComparing(StatusProblem::since)
            .thenComparing(StatusProblem::text);

    @Override
    public int compareTo(StatusProblem other) {
        return WORST_FIRST.compare(this, other);
    }
}
