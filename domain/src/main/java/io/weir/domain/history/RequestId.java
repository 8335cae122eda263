package io.weir.domain.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request in answers, logs, history and audit.
 *
 * <p>An id from a caller may be personal data, such as a telephone number or a name. {@link #ofCaller} accepts only ids
 * that look generated.
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

    /** An id that Weir generated; throws {@link IllegalArgumentException} unless it fits in a header. */
    public static RequestId made(String id) {
        if (id.isEmpty() || id.length() > LONGEST || !isPrintable(id)) {
            throw new IllegalArgumentException("an id has 1 to %d printable characters".formatted(LONGEST));
        }
        return new RequestId(id);
    }

    /**
     * The id from a caller; empty if it must not be shown. It has 1 to 128 letters, digits and {@code - _ . : / =}, at
     * least one digit, and no seven digits in a row, even with separators, because they may be a personal number.
     * Digits in a UUID at the end do not count, nor do those in a word of at least 16 hexadecimal digits of which a
     * fifth are letters.
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
        // A JSON Web Token starts with eyJ and is a secret.
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

    /** Whether there are seven digits in a row, separators ignored. */
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

    /** Whether it is a long word of hexadecimal digits with a fifth of letters, unlike any account number. */
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
