package io.weir.adapter.out.sandbox.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An org cannot be built from what was given. The message has all {@link #problems}, one a line. */
public final class InvalidOrgData extends RuntimeException {
    private final transient List<Problem> problems;

    /**
     * What is wrong, and what to do.
     *
     * @param place a file with its line or record
     * @param field the field of the record that is wrong, as it was written; empty for the whole record
     */
    public record Problem(String place, Optional<String> field, String text) {
        @Override
        public String toString() {
            return place + ": " + text;
        }
    }

    /**
     * @param place a file with its line or record
     */
    public InvalidOrgData(String place, String problem) {
        this(List.of(new Problem(place, Optional.empty(), problem)));
    }

    public InvalidOrgData(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
