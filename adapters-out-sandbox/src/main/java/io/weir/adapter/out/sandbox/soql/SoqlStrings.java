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
        for (int i = 1; i < literal.length() - 1; i++) {
            if (literal.charAt(i) == '\\') {
                text.append(escaped(literal, i));
                i += lengthOfEscape(literal, i) - 1;
            } else {
                text.append(literal.charAt(i));
            }
        }
        return text.toString();
    }

    /** The pattern of a quoted {@code literal} after {@code LIKE}, where {@code \%} and {@code \_} are escapes too. */
    static LikePattern pattern(String literal) {
        var parts = new ArrayList<LikePattern.Part>();
        var text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == '%' || c == '_') {
                flush(text, parts);
                parts.add(c == '%' ? new LikePattern.Part.AnyCharacters() : new LikePattern.Part.OneCharacter());
            } else if (c == '\\' && (literal.charAt(i + 1) == '%' || literal.charAt(i + 1) == '_')) {
                text.append(literal.charAt(++i));
            } else if (c == '\\') {
                text.append(escaped(literal, i));
                i += lengthOfEscape(literal, i) - 1;
            } else {
                text.append(c);
            }
        }
        flush(text, parts);
        return new LikePattern(parts);
    }

    private static void flush(StringBuilder text, List<LikePattern.Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new LikePattern.Part.Literal(text.toString()));
            text.setLength(0);
        }
    }

    private static int lengthOfEscape(String literal, int backslash) {
        return Character.toLowerCase(literal.charAt(backslash + 1)) == 'u' ? UNICODE_ESCAPE : 2;
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
