package io.weir.adapter.in.http.yaml;

import java.util.Comparator;

/**
 * What is wrong in a document of the operator's.
 *
 * @param line where, counted from 1; 0 for a file that cannot be read at all
 * @param location the place as a JSON pointer; empty for the whole
 * @param remedy what is wrong and what to do about it
 */
public record DeclarationError(int line, String location, String remedy) {
    public static final Comparator<DeclarationError> BY_PLACE =
            Comparator.comparingInt(DeclarationError::line).thenComparing(DeclarationError::location);

    /** The same error, which also says {@code hint}. */
    public DeclarationError withHint(String hint) {
        return new DeclarationError(line, location, remedy + "; " + hint);
    }

    /** As a line of a report about {@code file}. */
    public String in(String file) {
        String where = line == 0 ? file : file + ":" + line;
        return "%s: %s".formatted(where, location.isEmpty() ? remedy : location + ": " + remedy);
    }
}
