package io.weir.bootstrap.command;

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

    int version() {
        return version;
    }
}
