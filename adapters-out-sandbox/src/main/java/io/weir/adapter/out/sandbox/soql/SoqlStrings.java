package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.query.QueryRefusal;
import io.weir.domain.filter.LikePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * The string literals of SOQL.
 *
 * <p>The grammar does not support the escapes {@code \%} and {@code \_}. They are replaced by two private-use
 * characters before parsing and restored after it. Queries that contain these characters are rejected.
 */
final class SoqlStrings {
    private static final int ESCAPED_PERCENT = 0x10FFFC;
    private static final int ESCAPED_UNDERSCORE = 0x10FFFD;

    private SoqlStrings() {}

    /** {@code soql} with escaped wildcards replaced. */
    static String masked(String soql) {
        if (soql.codePoints().anyMatch(c -> c == ESCAPED_PERCENT || c == ESCAPED_UNDERSCORE)) {
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
                case '%' -> masked.appendCodePoint(ESCAPED_PERCENT);
                case '_' -> masked.appendCodePoint(ESCAPED_UNDERSCORE);
                case 0 -> masked.append(c);
                default -> masked.append(c).append(next);
            }
            i += next == 0 ? 0 : 1;
        }
        return masked.toString();
    }

    /** The value of a quoted {@code literal}. */
    static String text(String literal) {
        var text = new StringBuilder();
        for (int c : characters(literal)) {
            if (c == ESCAPED_PERCENT || c == ESCAPED_UNDERSCORE) {
                throw QueryRefusal.malformed("Invalid string literal: \\% and \\_ are only allowed with LIKE");
            }
            append(text, c);
        }
        return text.toString();
    }

    /** The pattern of a quoted {@code literal} after {@code LIKE}. */
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
                case ESCAPED_PERCENT -> text.append('%');
                case ESCAPED_UNDERSCORE -> text.append('_');
                default -> append(text, c);
            }
        }
        flush(text, parts);
        return new LikePattern(parts);
    }

    /** Whether {@code text} has the form of an ISO currency code. */
    static boolean isCurrencyCode(String text) {
        return text.length() == 3 && text.chars().allMatch(c -> c < 128 && Character.isLetter(c));
    }

    /** Parses a row count. */
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

    /**
     * The characters between the quotes. A unicode escape is returned negated, because it may be half of a surrogate
     * pair.
     */
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
