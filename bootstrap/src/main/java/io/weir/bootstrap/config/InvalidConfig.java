package io.weir.bootstrap.config;

import java.util.List;

/** The configuration is invalid. The message lists every problem and contains no secret. */
public final class InvalidConfig extends IllegalArgumentException {
    /** The exit status for an invalid configuration. */
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
