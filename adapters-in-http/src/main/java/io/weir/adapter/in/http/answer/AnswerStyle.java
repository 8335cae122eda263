package io.weir.adapter.in.http.answer;

import io.weir.domain.action.ActionAnswer;

/**
 * The style of answers to a caller.
 *
 * @param maxAdHocBytes the largest answer to an ad-hoc query, in bytes; 0 for any
 */
public record AnswerStyle(Profile profile, Errors errors, int maxAdHocBytes) {
    /** The largest answer that CXone takes, in bytes. */
    public static final int MAX_BYTES = ActionAnswer.MAX_BYTES;

    /** For CXone's scripts, with errors by their status. */
    public static final AnswerStyle DEFAULT = new AnswerStyle(Profile.CXONE, Errors.BY_STATUS, MAX_BYTES);

    /** How the values of a data action's answer are written. */
    public enum Profile {
        /** Every value is a string, as CXone's scripts read them all. */
        CXONE,
        /** Values have JSON's own types. */
        JSON;

        /** The profile {@code name} of a URL; throws {@link RequestRefused} for others. */
        public static Profile named(String name) {
            return switch (name) {
                case "cxone" -> CXONE;
                case "json" -> JSON;
                default -> throw new RequestRefused(ErrorCode.INVALID_PARAMETER, "profile is 'cxone' or 'json'");
            };
        }
    }

    /** The status of errors. */
    public enum Errors {
        BY_STATUS,
        /** 200, for scripts that accept no other status; the body has the real one. */
        ALWAYS_200
    }

    /** Throws {@link IllegalArgumentException} for a negative size. */
    public AnswerStyle {
        if (maxAdHocBytes < 0) {
            throw new IllegalArgumentException("an answer has 0 or more bytes, not " + maxAdHocBytes);
        }
    }
}
