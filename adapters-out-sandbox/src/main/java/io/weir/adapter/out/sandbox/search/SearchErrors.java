package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.Source;

/** Refusals of a search with Salesforce's texts, which show the statement and the position of the error. */
final class SearchErrors {
    static final String MALFORMED_SEARCH = "MALFORMED_SEARCH";
    private static final int SHOWN_BEFORE = 100;
    private static final int SHOWN_AFTER = 100;

    private SearchErrors() {}

    static QueryRefusal noSearchTerm() {
        return malformed("No search term found. The search term must be enclosed in braces.");
    }

    static QueryRefusal malformed(String message) {
        return new QueryRefusal(MALFORMED_SEARCH, message);
    }

    static QueryRefusal malformed(String source, int index, String message) {
        return new QueryRefusal(MALFORMED_SEARCH, at(source, index, message));
    }

    /** {@code limit} unless it is out of range; {@code index} is its place in {@code source}. */
    static int requireLimit(String source, int index, int limit) {
        if (limit > SearchStatement.MAX_LIMIT) {
            throw new QueryRefusal(
                    "NUMBER_OUTSIDE_VALID_RANGE",
                    at(source, index, "SOSL limit should be between 0 to " + SearchStatement.MAX_LIMIT));
        }
        return limit;
    }

    /** The token that begins at {@code index} is not allowed there. */
    static QueryRefusal unexpectedToken(String source, int index) {
        int end = Math.max(SoslScanner.nameEnd(source, index), index + 1);
        String token = index < source.length() ? source.substring(index, end) : "<EOF>";
        return malformed(source, index, "unexpected token: " + token);
    }

    static QueryRefusal unsupported(String feature) {
        return malformed("the sandbox does not support " + feature);
    }

    /**
     * {@code message} below the line of {@code source} and a caret; columns count from 0, as Salesforce's SOSL errors
     * do.
     */
    static String at(String source, int index, String message) {
        if (source.isEmpty()) {
            return message;
        }
        var text = new Source(source);
        int lineStart = text.lineStart(index);
        int lineEnd = source.indexOf('\n', index);
        int from = Math.max(lineStart, index - SHOWN_BEFORE);
        int to = Math.min(lineEnd < 0 ? source.length() : lineEnd, index + SHOWN_AFTER);
        return "\n%s\n%s^\nERROR at Row:%d:Column:%d\n%s"
                .formatted(
                        source.substring(from, to),
                        " ".repeat(Math.max(0, index - from - 1)),
                        text.row(index),
                        index - lineStart,
                        message);
    }
}
