package io.weir.bootstrap.command;

import io.weir.domain.action.DataAction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --version N}, and {@code --help}: the standard options would have {@code --version} too. */
final class VersionOption {
    @Option(
            names = "--version",
            paramLabel = "N",
            converter = Whole.class,
            description = "the version of the action; without it, the newest")
    private @Nullable Integer version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    boolean isGiven() {
        return version != null;
    }

    /** Whether this is the version of {@code action}, or none is given. */
    boolean allows(DataAction action) {
        return version == null || action.version() == version;
    }

    /** Reads a version. */
    static final class Whole implements ITypeConverter<Integer> {
        private static final Pattern VERSION = Pattern.compile("[1-9][0-9]*");

        /** The most digits of any version. */
        private static final int LONGEST = 9;

        @Override
        public Integer convert(String text) {
            if (!VERSION.matcher(text).matches()) {
                throw new TypeConversionException("a version is a whole number from 1");
            }
            return text.length() > LONGEST ? Integer.MAX_VALUE : Integer.parseInt(text);
        }
    }
}
