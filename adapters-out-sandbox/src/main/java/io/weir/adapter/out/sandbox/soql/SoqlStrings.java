package io.weir.adapter.out.sandbox.soql;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.filter.LikePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The string literals of SOQL. */
final class SoqlStrings {
    private static final int UNICODE_ESCAPE = 6;
    private static final Pattern UNICODE = Pattern.compile("\\\\[uU][0-9A-Fa-f]{4}");

    private SoqlStrings() {}

    /** The value of a quoted {@code literal}. */
    static String text(String literal) {
        var text = new StringBuilder();
        int i = 1;
        while (i < literal.length() - 1) {
            i = append(literal, i, text);
        }
        return text.toString();
    }

    /** The pattern of a quoted {@code literal} after {@code LIKE}, where {@code \%} and {@code \_} are escapes too. */
    static LikePattern pattern(String literal) {
        var parts = new ArrayList<LikePattern.Part>();
        var text = new StringBuilder();
        int i = 1;
        while (i < literal.length() - 1) {
            char c = literal.charAt(i);
            if (isWildcard(c)) {
                flush(text, parts);
                parts.add(c == '%' ? new LikePattern.Part.AnyCharacters() : new LikePattern.Part.OneCharacter());
                i++;
            } else if (c == '\\' && isWildcard(literal.charAt(i + 1))) {
                text.append(literal.charAt(i + 1));
                i += 2;
            } else {
                i = append(literal, i, text);
            }
        }
        flush(text, parts);
        return new LikePattern(parts);
    }

    private static boolean isWildcard(char c) {
        return c == '%' || c == '_';
    }

    private static void flush(StringBuilder text, List<LikePattern.Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new LikePattern.Part.Literal(text.toString()));
            text.setLength(0);
        }
    }

    /** Appends the character or the escape at {@code index} to {@code text}; answers the index after it. */
    private static int append(String literal, int index, StringBuilder text) {
        if (literal.charAt(index) != '\\') {
            text.append(literal.charAt(index));
            return index + 1;
        }
        text.append(escaped(literal, index));
        return index + (Character.toLowerCase(literal.charAt(index + 1)) == 'u' ? UNICODE_ESCAPE : 2);
    }

    private static char escaped(String literal, int backslash) {
        char c = literal.charAt(backslash + 1);
        return switch (c) {
            case 'n', 'N' -> '\n';
            case 'r', 'R' -> '\r';
            case 't', 'T' -> '\t';
            case 'b', 'B' -> '\b';
            case 'f', 'F' -> '\f';
            case '"', '\'', '\\' -> c;
            case 'u', 'U' -> unicode(literal, backslash);
            default -> throw QueryRefusal.malformed("Invalid Escape Character");
        };
    }

    private static char unicode(String literal, int backslash) {
        if (!UNICODE.matcher(literal).region(backslash, literal.length()).lookingAt()) {
            throw QueryRefusal.malformed("Invalid Unicode Character");
        }
        return (char) Integer.parseInt(literal.substring(backslash + 2, backslash + UNICODE_ESCAPE), 16);
    }
}
