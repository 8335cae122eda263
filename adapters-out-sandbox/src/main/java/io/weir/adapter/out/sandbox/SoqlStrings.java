package io.weir.adapter.out.sandbox;

import io.weir.domain.filter.LikePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * SOQL's quoted strings.
 *
 * <p>The grammar does not know the escapes {@code \%} and {@code \_}. Before it reads a text, they become two private-use
 * characters, which no query may have itself; afterwards they become the characters that they stand for.
 */
final class SoqlStrings {
    private static final int PERCENT = 0x10FFFC;
    private static final int UNDERSCORE = 0x10FFFD;

    private SoqlStrings() {}

    /** {@code soql} with its escaped wildcards masked. */
    static String masked(String soql) {
        if (soql.codePoints().anyMatch(c -> c == PERCENT || c == UNDERSCORE)) {
            throw QueryRefusal.unsupported("the characters U+10FFFC and U+10FFFD");
        }
        if (soql.indexOf('\\') < 0) {
            return soql;
        }
        var masked = new StringBuilder(soql.length());
        for (int i = 0; i < soql.length(); i++) {
            char c = soql.charAt(i);
            char next = c == '\\' && i + 1 < soql.length() ? soql.charAt(i + 1) : 0;
            switch (next) {
                case '%' -> masked.appendCodePoint(PERCENT);
                case '_' -> masked.appendCodePoint(UNDERSCORE);
                case 0 -> masked.append(c);
                default -> masked.append(c).append(next);
            }
            i += next == 0 ? 0 : 1;
        }
        return masked.toString();
    }

    /** The text that a quoted {@code literal} means. */
    static String text(String literal) {
        var text = new StringBuilder();
        for (int c : characters(literal)) {
            if (c == PERCENT || c == UNDERSCORE) {
                throw QueryRefusal.malformed("Invalid string literal: \\% and \\_ belong to LIKE");
            }
            append(text, c);
        }
        return text.toString();
    }

    /** The pattern that a quoted {@code literal} means behind {@code LIKE}. */
    static LikePattern pattern(String literal) {
        var parts = new ArrayList<LikePattern.Part>();
        var text = new StringBuilder();
        for (int c : characters(literal)) {
            switch (c) {
                case '%' -> {
                    flush(text, parts);
                    parts.add(new LikePattern.Part.AnyCharacters());
                }
                case '_' -> {
                    flush(text, parts);
                    parts.add(new LikePattern.Part.OneCharacter());
                }
                case PERCENT -> text.append('%');
                case UNDERSCORE -> text.append('_');
                default -> append(text, c);
            }
        }
        flush(text, parts);
        return new LikePattern(parts);
    }

    /** Whether {@code text} may be the code of a currency. */
    static boolean isCurrencyCode(String text) {
        return text.length() == 3 && text.chars().allMatch(c -> c < 128 && Character.isLetter(c));
    }

    /** The number that {@code digits} spell, of rows. */
    static int integer(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            throw new QueryRefusal("NUMBER_OUTSIDE_VALID_RANGE", "number out of range: " + digits);
        }
    }

    private static void append(StringBuilder text, int c) {
        if (c < 0) {
            text.append((char) -c);
        } else {
            text.appendCodePoint(c);
        }
    }

    private static void flush(StringBuilder text, List<LikePattern.Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new LikePattern.Part.Literal(text.toString()));
            text.setLength(0);
        }
    }

    /** The characters between the quotes; one that was written as a code unit is negative, as it may be half a pair. */
    private static int[] characters(String literal) {
        var characters = new ArrayList<Integer>();
        int end = literal.length() - 1;
        int i = 1;
        while (i < end) {
            int c = literal.codePointAt(i);
            if (c != '\\') {
                characters.add(c);
                i += Character.charCount(c);
            } else if (literal.charAt(i + 1) == 'u' || literal.charAt(i + 1) == 'U') {
                int unit = Integer.parseInt(literal.substring(i + 2, i + 6), 16);
                characters.add(-unit);
                i += 6;
            } else {
                characters.add((int) escaped(literal.charAt(i + 1)));
                i += 2;
            }
        }
        return characters.stream().mapToInt(Integer::intValue).toArray();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n', 'N' -> '\n';
            case 'r', 'R' -> '\r';
            case 't', 'T' -> '\t';
            case 'b', 'B' -> '\b';
            case 'f', 'F' -> '\f';
            case '"', '\'', '\\' -> c;
            default -> throw QueryRefusal.malformed("Invalid string literal: unknown escape");
        };
    }
}
