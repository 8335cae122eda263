package io.weir.bootstrap.config;

import java.util.List;

/** The configuration cannot be started with; tells every problem at once, in words, without a secret. */
public final class InvalidConfig extends IllegalArgumentException {
    /** The status that Weir ends with when its configuration cannot be used. */
    public static final int EXIT_STATUS = 2;

    private final List<String> problems;

    public InvalidConfig(List<String> problems) {
        super("the configuration has %d problem%s:\n  - %s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
