package io.weir.bootstrap.command;

import io.weir.domain.action.DataAction;
import picocli.CommandLine.Option;

/** The option {@code --version N}, and {@code --help}: the standard options would have {@code --version} too. */
final class VersionOption {
    /** The version; 0 for the newest. */
    @Option(names = "--version", paramLabel = "N", description = "the version of the action; without it, the newest")
    private int version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    boolean isGiven() {
        return version != 0;
    }

    /** Whether this is the version of {@code action}, or none is given. */
    boolean allows(DataAction action) {
        return !isGiven() || action.version() == version;
    }
}
