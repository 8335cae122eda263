package io.weir.domain.action;

import java.util.Locale;

/** The first input of a request whose value does not meet the declaration, and why. */
public record InvalidInput(MemberName input, Reason reason) {
    /** The reasons that a flow branches on. */
    public enum Reason {
        /** The input is required and absent, or none of several is present of which one is required. */
        MISSING,
        /** Other inputs that belong to this one are present. */
        INCOMPLETE,
        /** The script sent the name of a variable in braces instead of its value, or in the middle of it. */
        UNFILLED,
        /** Not of the declared type, such as a word for a date. */
        UNREADABLE,
        /** Not one of the values of {@code enum}. */
        NOT_ALLOWED,
        /** Does not match {@code pattern}. */
        WRONG_FORM,
        TOO_LONG,
        /** Below {@code min} or above {@code max}. */
        OUT_OF_RANGE,
        /** Not a telephone number, from a caller who was asked for one. */
        NOT_A_NUMBER,
        /** The org's field cannot hold the value. */
        DOES_NOT_FIT;

        /** The value of {@code invalid_reason}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
