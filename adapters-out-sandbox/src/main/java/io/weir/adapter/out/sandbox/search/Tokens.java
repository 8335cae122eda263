package io.weir.adapter.out.sandbox.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits text into tokens at spaces and punctuation, in lower case. Each ideograph is a token of its own. Accents
 * matter.
 */
final class Tokens {
    private Tokens() {}

    /** The tokens of a stored value. */
    static List<String> of(String text) {
        return split(text.codePoints()).stream()
                .map(token -> new String(token, 0, token.length))
                .toList();
    }

    /** The tokens of a term, which may have wildcards. Wildcards in front of a token are ignored. */
    static List<TokenPattern> patterns(IntStream term) {
        return split(term).stream()
                .map(token -> IntStream.of(token).dropWhile(c -> c < 0).toArray())
                .filter(token -> token.length > 0)
                .map(TokenPattern::new)
                .toList();
    }

    private static List<int[]> split(IntStream characters) {
        var tokens = new ArrayList<int[]>();
        var token = IntStream.builder();
        int length = 0;
        for (int c : characters.toArray()) {
            if (length > 0 && (!inToken(c) || ideographic(c))) {
                tokens.add(token.build().toArray());
                token = IntStream.builder();
                length = 0;
            }
            if (ideographic(c)) {
                tokens.add(new int[] {c});
            } else if (inToken(c)) {
                token.add(c < 0 ? c : Character.toLowerCase(c));
                length++;
            }
        }
        if (length > 0) {
            tokens.add(token.build().toArray());
        }
        return tokens;
    }

    private static boolean ideographic(int c) {
        return c >= 0 && Character.isIdeographic(c);
    }

    private static boolean inToken(int c) {
        return c < 0
                || Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}
