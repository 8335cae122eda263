package io.weir.adapter.out.sandbox.search;

import java.util.Arrays;

/** A token to find, in lower case, with wildcards. Backtracks only to the last {@code *}. */
final class TokenPattern {
    /** Stands for {@code *} among code points. */
    static final int ANY_CHARACTERS = -1;

    /** Stands for {@code ?} among code points. */
    static final int ONE_CHARACTER = -2;

    private final int[] pattern;
    private final boolean literal;
    private final String text;

    /**
     * @param pattern code points in lower case, {@link #ANY_CHARACTERS} and {@link #ONE_CHARACTER}
     */
    TokenPattern(int... pattern) {
        this.pattern = pattern.clone();
        this.literal = Arrays.stream(pattern).allMatch(c -> c >= 0);
        this.text = literal ? new String(pattern, 0, pattern.length) : "";
    }

    /** Whether the pattern matches all of {@code token}. */
    boolean matches(String token) {
        return literal ? text.equals(token) : matchesWildcards(token);
    }

    private boolean matchesWildcards(String token) {
        int[] text = token.codePoints().toArray();
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
