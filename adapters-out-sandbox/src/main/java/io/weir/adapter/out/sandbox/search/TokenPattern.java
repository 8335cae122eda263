package io.weir.adapter.out.sandbox.search;

import io.weir.adapter.out.sandbox.function.WildcardPattern;
import java.util.Arrays;

/** A token to find, in lower case, with wildcards. Most have none: they are compared as strings. */
final class TokenPattern {
    private final boolean literal;
    private final String text;
    private final WildcardPattern pattern;

    /**
     * @param characters code points in lower case, and wildcards as {@link #character} gives them
     */
    TokenPattern(int... characters) {
        this.literal = Arrays.stream(characters).noneMatch(TokenPattern::isWildcard);
        this.text = literal ? new String(characters, 0, characters.length) : "";
        this.pattern = new WildcardPattern(characters);
    }

    /** {@code c} of a search text as patterns have it: {@code *} and {@code ?} are wildcards. */
    static int character(int c) {
        return switch (c) {
            case '*' -> WildcardPattern.ANY_CHARACTERS;
            case '?' -> WildcardPattern.ONE_CHARACTER;
            default -> c;
        };
    }

    static boolean isWildcard(int c) {
        return c == WildcardPattern.ANY_CHARACTERS || c == WildcardPattern.ONE_CHARACTER;
    }

    /** Whether the pattern matches all of {@code token}. */
    boolean matches(String token) {
        return literal ? text.equals(token) : pattern.matches(token);
    }
}
