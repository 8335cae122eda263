package io.weir.adapter.out.sandbox.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits text into tokens at spaces and punctuation, in lower case. Each ideograph is one token. Accents matter.
 */
final class Tokens {
    private Tokens() {}

    /** The tokens of a stored value. */
    static List<String> of(String text) {
        return split(text.codePoints().toArray()).stream()
                .map(token -> new String(token, 0, token.length))
                .toList();
    }

    /** The tokens of a term, which may have wildcards. Wildcards in front of a token are ignored. */
    static List<TokenPattern> patterns(int... term) {
        return split(term).stream()
                .map(token ->
                        IntStream.of(token).dropWhile(TokenPattern::isWildcard).toArray())
                .filter(token -> token.length > 0)
                .map(TokenPattern::new)
                .toList();
    }

    private static List<int[]> split(int... text) {
        int[] characters = text.clone();
        var tokens = new ArrayList<int[]>();
        int start = -1;
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            boolean letter = inToken(c);
            boolean alone = ideographic(c);
            if (letter && !TokenPattern.isWildcard(c)) {
                characters[i] = Character.toLowerCase(c);
            }
            if (start >= 0 && (!letter || alone)) {
                tokens.add(Arrays.copyOfRange(characters, start, i));
                start = -1;
            }
            if (alone) {
                tokens.add(new int[] {c});
            } else if (letter && start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            tokens.add(Arrays.copyOfRange(characters, start, characters.length));
        }
        return tokens;
    }

    private static boolean ideographic(int c) {
        return !TokenPattern.isWildcard(c) && Character.isIdeographic(c);
    }

    private static boolean inToken(int c) {
        return TokenPattern.isWildcard(c)
                || Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}
