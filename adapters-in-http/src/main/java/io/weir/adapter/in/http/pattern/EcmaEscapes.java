package io.weir.adapter.in.http.pattern;

import static io.weir.adapter.in.http.pattern.PatternText.END;
import static io.weir.adapter.in.http.pattern.PatternText.refused;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads the escapes of a pattern, whose backslash has been read: characters, and sets of them. */
record EcmaEscapes(PatternText text) {
    private static final String SYNTAX_CHARACTERS = "^$\\.*+?()[]{}|";

    private static final CodePoints DIGITS = CodePoints.ranges("09");
    private static final CodePoints LETTERS = CodePoints.ranges("AZ", "az");
    private static final CodePoints WORD = CodePoints.ranges("09", "AZ", "az", "__");

    /** Spaces of every kind, tabs, line ends and the byte order mark. */
    private static final CodePoints WHITE_SPACE = CodePoints.ranges(
            "\t\r",
            "  ",
            "\u00A0\u00A0",
            "\u1680\u1680",
            "\u2000\u200A",
            "\u2028\u2029",
            "\u202F\u202F",
            "\u205F\u205F",
            "\u3000\u3000",
            "\uFEFF\uFEFF");

    /** The set that an escape such as {@code \d} names; null for the escape of one character, which is not read yet. */
    @Nullable
    CodePoints set(int start) {
        int letter = text.peek();
        if (letter == END || "dDsSwWpP".indexOf(letter) < 0) {
            return null;
        }
        text.next();
        var set = switch (letter) {
            case 'd', 'D' -> DIGITS;
            case 's', 'S' -> WHITE_SPACE;
            case 'w', 'W' -> WORD;
            default -> property(start);
        };
        return letter <= 'Z' ? set.complement() : set;
    }

    private CodePoints property(int start) {
        String name = text.skip("{") ? text.upTo('}') : "";
        if (name.isEmpty() || !name.chars().allMatch(c -> WORD.contains(c) || c == '=')) {
            throw refused(start, "\\p is followed by a Unicode property in braces, such as \\p{Letter}");
        }
        text.skip("}");
        try {
            return UnicodeProperties.of(name);
        } catch (IllegalArgumentException unsupported) {
            throw refused(start, String.valueOf(unsupported.getMessage()));
        }
    }

    /** The character that an escape means. */
    int character(int start) {
        int c = text.next();
        return switch (c) {
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            case 'c' -> {
                int letter = text.next();
                if (!LETTERS.contains(letter)) {
                    throw refused(start, "\\c is followed by a letter, such as \\cJ for a line feed");
                }
                yield letter % 32;
            }
            case '0' -> {
                if (DIGITS.contains(text.peek())) {
                    throw refused(start, "octal escapes are not ECMAScript; write \\x and two hexadecimal digits");
                }
                yield 0;
            }
            case 'x' -> hexadecimal(2, start);
            case 'u' -> unicode(start);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k' ->
                throw refused(start, "back-references are not supported: they cannot be matched in linear time");
            case 'A' -> throw refused(start, "\\A is not ECMAScript, where ^ is the beginning of the text");
            case 'z', 'Z' ->
                throw refused(start, "\\%c is not ECMAScript, where $ is the end of the text".formatted(c));
            case 'Q', 'E' ->
                throw refused(start, "\\%c is not ECMAScript; quote each character by itself".formatted(c));
            case END -> throw refused(start, "a pattern does not end with a backslash; a literal one is written \\\\");
            default -> {
                if (SYNTAX_CHARACTERS.indexOf(c) < 0 && c != '/') {
                    throw refused(
                            start,
                            "a backslash before %s is not ECMAScript; it quotes only %s and /, and - in a class"
                                    .formatted(
                                            c > ' ' && c <= '~' ? Character.toString(c) : "this character",
                                            SYNTAX_CHARACTERS));
                }
                yield c;
            }
        };
    }

    /** The code point of an escape whose {@code \}{@code u} has been read; two escapes may make one surrogate pair. */
    int unicode(int start) {
        if (text.skip("{")) {
            int digits = text.index();
            int value = 0;
            while (HexFormat.isHexDigit(text.peek()) && value <= Character.MAX_CODE_POINT) {
                value = value * 16 + HexFormat.fromHexDigit(text.next());
            }
            if (text.index() == digits || value > Character.MAX_CODE_POINT || !text.skip("}")) {
                throw refused(start, "\\u{...} holds the hexadecimal digits of a code point, 10FFFF at most");
            }
            return value;
        }
        int unit = hexadecimal(4, start);
        int behind = text.index();
        if (Character.isHighSurrogate((char) unit) && text.skip("\\u") && !text.lookingAt("{")) {
            int low = hexadecimal(4, start);
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        text.moveTo(behind);
        return unit;
    }

    private int hexadecimal(int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (!HexFormat.isHexDigit(text.peek())) {
                throw refused(start, "this escape is followed by %d hexadecimal digits".formatted(digits));
            }
            value = value * 16 + HexFormat.fromHexDigit(text.next());
        }
        return value;
    }
}
