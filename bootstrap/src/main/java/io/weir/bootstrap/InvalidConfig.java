package io.weir.bootstrap;

import java.util.List;

/** The configuration cannot be started with; tells every problem at once, in words, without a secret. */
final class InvalidConfig extends IllegalArgumentException {
    private final List<String> problems;

    InvalidConfig(List<String> problems) {
        super("the configuration has %d problem%s:\n  - %s"
                .formatted(problems.size(), problems.size() == 1 ? "" : "s", String.join("\n  - ", problems)));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
