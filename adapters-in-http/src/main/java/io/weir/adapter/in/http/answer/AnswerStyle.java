package io.weir.adapter.in.http.answer;

/**
 * How answers to a caller are written.
 *
 * @param maxAdHocBytes the largest answer to an ad-hoc query, in bytes; 0 for any
 */
public record AnswerStyle(Profile profile, Errors errors, int maxAdHocBytes) {
    /** What CXone takes whole: 32 KB with headers and its own encoding of what it got. */
    public static final int MAX_BYTES = 24 * 1024;

    /** For CXone's scripts, with errors by their status. */
    public static final AnswerStyle USUAL = new AnswerStyle(Profile.CXONE, Errors.BY_STATUS, MAX_BYTES);

    /** How the values of a data action's answer are written. */
    public enum Profile {
        /** Every value is a string, as CXone's scripts read them all. */
        CXONE,
        /** Values have JSON's own types. */
        JSON
    }

    /** With which status errors are answered. */
    public enum Errors {
        BY_STATUS,
        /** 200, for scripts that take nothing else for an answer; the body tells. */
        ALWAYS_200
    }

    /** Throws {@link IllegalArgumentException} for a negative size. */
    public AnswerStyle {
        if (maxAdHocBytes < 0) {
            throw new IllegalArgumentException("an answer has 0 or more bytes, not " + maxAdHocBytes);
        }
    }
}
