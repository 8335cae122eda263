package io.weir.adapter.out.sandbox.function;

/** Code points and wildcards, matched against whole texts. Backtracks only to the last {@link #ANY_CHARACTERS}. */
public final class WildcardPattern {
    /** Matches any characters, or none: {@code %} in SOQL, {@code *} in SOSL. */
    public static final int ANY_CHARACTERS = -1;

    /** Matches one character: {@code _} in SOQL, {@code ?} in SOSL. */
    public static final int ONE_CHARACTER = -2;

    private final int[] pattern;

    /**
     * @param pattern code points, {@link #ANY_CHARACTERS} and {@link #ONE_CHARACTER}
     */
    public WildcardPattern(int... pattern) {
        this.pattern = pattern.clone();
    }

    /** Whether the pattern matches all of {@code value}. */
    public boolean matches(String value) {
        int[] text = value.codePoints().toArray();
        int textIndex = 0;
        int patternIndex = 0;
        int lastAny = -1;
        int resumeIndex = 0;
        while (textIndex < text.length) {
            if (patternIndex < pattern.length && pattern[patternIndex] == ANY_CHARACTERS) {
                lastAny = patternIndex++;
                resumeIndex = textIndex;
            } else if (patternIndex < pattern.length
                    && (pattern[patternIndex] == ONE_CHARACTER || pattern[patternIndex] == text[textIndex])) {
                patternIndex++;
                textIndex++;
            } else if (lastAny >= 0) {
                patternIndex = lastAny + 1;
                textIndex = ++resumeIndex;
            } else {
                return false;
            }
        }
        while (patternIndex < pattern.length && pattern[patternIndex] == ANY_CHARACTERS) {
            patternIndex++;
        }
        return patternIndex == pattern.length;
    }
}
