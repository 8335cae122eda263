package io.weir.domain.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request is known by in answers, logs, history and audit.
 *
 * <p>Callers may bring ids of their own, and what they bring may be anything: a phone number, a name. {@link #ofCaller} takes only
 * what a machine is likely to have made.
 */
public final class RequestId {
    private static final int LONGEST = 128;
    private static final int UUID = 36;
    private static final int LONG_WORD = 16;
    private static final int DIGITS_OF_A_NUMBER = 7;

    private final String value;

    private RequestId(String value) {
        this.value = value;
    }

    /** An id of Weir's own making; throws {@link IllegalArgumentException} for what no header could hold. */
    public static RequestId made(String id) {
        if (id.isEmpty() || id.length() > LONGEST || !isPrintable(id)) {
            throw new IllegalArgumentException("an id has 1 to %d printable characters".formatted(LONGEST));
        }
        return new RequestId(id);
    }

    /**
     * The id that a caller brings, if it may be repeated: 1 to 128 letters, digits and {@code - _ . : / =}, a digit among them, and
     * nothing that may be a number people have. Seven digits in a row are such a number, separators between them or not, unless they
     * stand in a UUID at the end, or in a word of 16 hexadecimal digits or more with a fifth of letters.
     */
    public static Optional<RequestId> ofCaller(String text) {
        return text.length() <= LONGEST && isWellFormed(text) && !holdsANumber(text, isUuidAtItsEnd(text))
                ? Optional.of(new RequestId(text))
                : Optional.empty();
    }

    /** The id, unchanged. */
    public String value() {
        return value;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isWellFormed(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digit = true;
            } else if (!isLetter(c) && !isSeparator(c)) {
                return false;
            }
        }
        // the beginning of a JSON Web Token is one of a secret
        return digit && !text.startsWith("eyJ");
    }

    private static boolean isUuidAtItsEnd(String text) {
        int start = text.length() - UUID;
        if (start < 0 || (start > 0 && !isSeparator(text.charAt(start - 1)))) {
            return false;
        }
        for (int i = 0; i < UUID; i++) {
            char c = text.charAt(start + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !isHex(c)) {
                return false;
            }
        }
        return true;
    }

    /** Looks for digits in a row, words of nothing but digits being one row. */
    private static boolean holdsANumber(String text, boolean uuidAtItsEnd) {
        int end = uuidAtItsEnd ? text.length() - UUID : text.length();
        int digits = 0;
        int at = 0;
        while (at < end) {
            int start = at;
            while (at < end && !isSeparator(text.charAt(at))) {
                at++;
            }
            if (!isRandom(text, start, at)) {
                for (int i = start; i < at; i++) {
                    digits = isDigit(text.charAt(i)) ? digits + 1 : 0;
                    if (digits == DIGITS_OF_A_NUMBER) {
                        return true;
                    }
                }
            } else {
                digits = 0;
            }
            at++;
        }
        return false;
    }

    /** A long word of hexadecimal digits, a fifth of them letters: no account number of any country looks like it. */
    private static boolean isRandom(String text, int start, int end) {
        int letters = 0;
        for (int i = start; i < end; i++) {
            if (!isHex(text.charAt(i))) {
                return false;
            }
            letters += isLetter(text.charAt(i)) ? 1 : 0;
        }
        return end - start >= LONG_WORD && letters * 5 >= end - start;
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '_' || c == '.' || c == ':' || c == '/' || c == '=';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
