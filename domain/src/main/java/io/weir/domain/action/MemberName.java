package io.weir.domain.action;

/**
 * The name of an input or an output: a letter, then letters, digits and single or double underscores.
 *
 * <p>CXone scripts access members with dots and reserve {@code $value} and {@code __httpstatuscode__}, so a name has no
 * dot, dollar sign or leading underscore. Names are case-sensitive.
 */
public record MemberName(String value) {
    private static final int LONGEST = 64;

    /** Throws {@link IllegalArgumentException} for any other text. */
    public MemberName {
        if (!isName(value)) {
            throw new IllegalArgumentException(
                    "a name is a letter, then letters, digits and underscores, %d characters at most"
                            .formatted(LONGEST));
        }
    }

    /** Whether {@code text} is a name. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public String toString() {
        return value;
    }
}
