package io.weir.domain.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * The pattern of a {@code LIKE}: literal text and wildcards.
 *
 * <p>Literal text and wildcards are kept apart until the query is written, so that a {@code %} in a caller's data never
 * becomes a wildcard.
 */
public record LikePattern(List<Part> parts) {
    /** One piece of a pattern. */
    public sealed interface Part {
        record Literal(String text) implements Part {
            @Override
            public String toString() {
                return Value.HIDDEN;
            }
        }

        /** {@code %}: any characters, or none. */
        record AnyCharacters() implements Part {}

        /** {@code _}: exactly one character. */
        record OneCharacter() implements Part {}
    }

    private static final Part ANY = new Part.AnyCharacters();

    public LikePattern {
        parts = List.copyOf(parts);
    }

    /**
     * The pattern in SOQL's notation: {@code %} and {@code _} are wildcards, {@code \%}, {@code \_} and {@code \\} the
     * characters themselves, and a backslash before any other character is a backslash.
     */
    public static LikePattern parse(String notation) {
        var parts = new ArrayList<Part>();
        var literal = new StringBuilder();
        for (int i = 0; i < notation.length(); i++) {
            char c = notation.charAt(i);
            if (c == '%' || c == '_') {
                flush(literal, parts);
                parts.add(c == '%' ? ANY : new Part.OneCharacter());
            } else if (c == '\\' && i + 1 < notation.length() && "%_\\".indexOf(notation.charAt(i + 1)) >= 0) {
                i++;
                literal.append(notation.charAt(i));
            } else {
                literal.append(c);
            }
        }
        flush(literal, parts);
        return new LikePattern(parts);
    }

    /** Matches texts with {@code text} anywhere in them. */
    public static LikePattern containing(String text) {
        return new LikePattern(List.of(ANY, new Part.Literal(text), ANY));
    }

    /** Matches texts that begin with {@code text}. */
    public static LikePattern startingWith(String text) {
        return new LikePattern(List.of(new Part.Literal(text), ANY));
    }

    /** Matches texts that end with {@code text}. */
    public static LikePattern endingWith(String text) {
        return new LikePattern(List.of(ANY, new Part.Literal(text)));
    }

    /** The number of characters besides wildcards. */
    public int literalLength() {
        int length = 0;
        for (var part : parts) {
            length += part instanceof Part.Literal(var text) ? text.codePointCount(0, text.length()) : 0;
        }
        return length;
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
