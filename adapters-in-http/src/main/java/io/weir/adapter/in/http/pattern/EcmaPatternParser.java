package io.weir.adapter.in.http.pattern;

import io.weir.adapter.in.http.pattern.EcmaPattern.Assertion;
import io.weir.adapter.in.http.pattern.EcmaPattern.Characters;
import io.weir.adapter.in.http.pattern.EcmaPattern.Disjunction;
import io.weir.adapter.in.http.pattern.EcmaPattern.Repetition;
import io.weir.adapter.in.http.pattern.EcmaPattern.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression by the grammar of ECMA-262 with the {@code u} flag. It refuses what that grammar does not
 * have, and of what it has, what cannot be matched in linear time.
 */
public final class EcmaPatternParser {
    static final int MAX_REPETITIONS = 1_000;

    /** Groups in groups: parser, RE2J's compiler and its matcher call themselves for each. */
    private static final int MAX_DEPTH = 100;

    private static final int END = -1;
    private static final String SYNTAX_CHARACTERS = "^$\\.*+?()[]{}|";

    private static final CodePoints DIGITS = CodePoints.range('0', '9');
    private static final CodePoints LETTERS =
            CodePoints.union(List.of(CodePoints.range('A', 'Z'), CodePoints.range('a', 'z')));
    private static final CodePoints WORD = CodePoints.union(List.of(DIGITS, LETTERS, CodePoints.of('_')));
    private static final CodePoints LINE_ENDS =
            CodePoints.union(List.of(CodePoints.of('\n'), CodePoints.of('\r'), CodePoints.range(0x2028, 0x2029)));

    /** Spaces of every kind, tabs, line ends and the byte order mark. */
    private static final CodePoints WHITE_SPACE = CodePoints.union(List.of(
            CodePoints.range('\t', '\r'),
            CodePoints.of(' '),
            CodePoints.of(0xA0),
            CodePoints.of(0x1680),
            CodePoints.range(0x2000, 0x200A),
            CodePoints.range(0x2028, 0x2029),
            CodePoints.of(0x202F),
            CodePoints.of(0x205F),
            CodePoints.of(0x3000),
            CodePoints.of(0xFEFF)));

    private final String pattern;
    private final Set<String> groupNames = new HashSet<>();
    private int at;
    private int depth;

    private EcmaPatternParser(String pattern) {
        this.pattern = pattern;
    }

    /** What {@code pattern} means; {@link IllegalArgumentException}, saying what is wrong and where, otherwise. */
    public static EcmaPattern parse(String pattern) {
        var parser = new EcmaPatternParser(pattern);
        var parsed = parser.disjunction();
        if (parser.at < pattern.length()) {
            throw refused(parser.at, "this ) closes no group; a literal one is written \\)");
        }
        return parsed;
    }

    private EcmaPattern disjunction() {
        var alternatives = new ArrayList<EcmaPattern>();
        do {
            alternatives.add(alternative());
        } while (skip("|"));
        return alternatives.size() == 1 ? alternatives.getFirst() : new Disjunction(alternatives);
    }

    private EcmaPattern alternative() {
        var parts = new ArrayList<EcmaPattern>();
        while (at < pattern.length() && !lookingAt("|") && !lookingAt(")")) {
            parts.add(term());
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private EcmaPattern term() {
        int start = at;
        int c = next();
        return switch (c) {
            case '^' -> Assertion.BEGIN;
            case '$' -> Assertion.END;
            case '.' -> quantified(new Characters(LINE_ENDS.complement()));
            case '(' -> quantified(group(start));
            case '[' -> quantified(new Characters(characterClass(start)));
            case '\\' -> escape(start);
            case '*', '+', '?' ->
                throw refused(
                        start, "there is nothing to repeat before %c; a literal one is written \\%c".formatted(c, c));
            case '{', '}', ']' -> throw refused(start, "a literal %c is written \\%c".formatted(c, c));
            default -> quantified(new Characters(CodePoints.of(c)));
        };
    }

    private EcmaPattern escape(int start) {
        if (skip("b")) {
            return Assertion.WORD_BOUNDARY;
        }
        if (skip("B")) {
            return Assertion.NO_WORD_BOUNDARY;
        }
        var set = characterClassEscape(start);
        return quantified(new Characters(set == null ? CodePoints.of(characterEscape(start)) : set));
    }

    private EcmaPattern group(int start) {
        if (skip("?")) {
            groupKind(start);
        }
        if (++depth > MAX_DEPTH) {
            throw refused(start, "groups are nested more than %d deep".formatted(MAX_DEPTH));
        }
        var inner = disjunction();
        if (!skip(")")) {
            throw refused(start, "this ( is never closed; a literal one is written \\(");
        }
        depth--;
        return inner;
    }

    /** What follows {@code (?}. */
    private void groupKind(int start) {
        if (skip(":")) {
            return;
        }
        if (lookingAt("=") || lookingAt("!")) {
            throw refused(start, "look-ahead is not supported: it cannot be matched in linear time");
        }
        if (lookingAt("<=") || lookingAt("<!")) {
            throw refused(start, "look-behind is not supported: it cannot be matched in linear time");
        }
        if (skip("<")) {
            if (!groupNames.add(groupName(start))) {
                throw refused(start, "two groups have the same name");
            }
            return;
        }
        if (lookingAt("P")) {
            throw refused(start, "(?P is not ECMAScript, where a named group is written (?<name>...)");
        }
        int c = peek();
        if (c == '-' || Character.isLowerCase(c)) {
            throw refused(
                    start,
                    "inline flags such as (?i) are not ECMAScript; write [Aa] for a letter that may have either case");
        }
        throw refused(start, "no group of ECMAScript begins like this; (?:...) and (?<name>...) do");
    }

    private String groupName(int start) {
        var name = new StringBuilder();
        while (!skip(">")) {
            int escape = at;
            int c = next();
            if (c == '\\' && skip("u")) {
                c = unicodeEscape(escape);
            }
            boolean allowed = name.isEmpty()
                    ? Character.isUnicodeIdentifierStart(c) || c == '$' || c == '_'
                    : (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c))
                            || c == '$'
                            || c == '\u200C'
                            || c == '\u200D';
            if (!allowed) {
                throw refused(start, "a group's name is an identifier between < and >, such as (?<year>...)");
            }
            name.appendCodePoint(c);
        }
        if (name.isEmpty()) {
            throw refused(start, "a group's name is empty");
        }
        return name.toString();
    }

    /** {@code part} as often as a quantifier behind it says. */
    private EcmaPattern quantified(EcmaPattern part) {
        int start = at;
        int min;
        int max;
        if (skip("*")) {
            min = 0;
            max = Repetition.UNBOUNDED;
        } else if (skip("+")) {
            min = 1;
            max = Repetition.UNBOUNDED;
        } else if (skip("?")) {
            min = 0;
            max = 1;
        } else if (skip("{")) {
            min = count(start);
            max = !skip(",") ? min : lookingAt("}") ? Repetition.UNBOUNDED : count(start);
            if (!skip("}")) {
                throw noCount(start);
            }
            if (min > max) {
                throw refused(start, "the least number of repetitions is larger than the most");
            }
        } else {
            return part;
        }
        if (skip("?")) {
            // lazy: that changes what is captured, not whether a text matches
            return new Repetition(part, min, max);
        }
        if (lookingAt("+")) {
            throw refused(start, "possessive quantifiers such as *+ are not ECMAScript");
        }
        return new Repetition(part, min, max);
    }

    private int count(int start) {
        int digits = at;
        int count = 0;
        for (int c = peek(); c >= '0' && c <= '9'; c = peek()) {
            count = Math.min(MAX_REPETITIONS + 1, count * 10 + c - '0');
            at++;
        }
        if (at == digits) {
            throw noCount(start);
        }
        if (count > MAX_REPETITIONS) {
            throw refused(start, "more than %,d repetitions are not supported".formatted(MAX_REPETITIONS));
        }
        return count;
    }

    private IllegalArgumentException noCount(int start) {
        return refused(start, "this { begins no count such as {2,5}; a literal one is written \\{");
    }

    private CodePoints characterClass(int start) {
        boolean negated = skip("^");
        var sets = new ArrayList<CodePoints>();
        while (!skip("]")) {
            int from = at;
            var low = classAtom(start);
            if (lookingAt("-") && !lookingAt("-]")) {
                at++;
                sets.add(range(low, classAtom(start), from));
            } else {
                sets.add(low.set());
            }
        }
        var union = CodePoints.union(sets);
        return negated ? union.complement() : union;
    }

    /**
     * One element of a class.
     *
     * @param character the only code point, or {@link #END} for an escape such as {@code \d}
     */
    private record ClassAtom(int character, CodePoints set) {}

    private ClassAtom classAtom(int start) {
        int from = at;
        int c = next();
        if (c == END) {
            throw refused(start, "this [ is never closed; a literal one is written \\[");
        }
        if (c == '\\') {
            var set = characterClassEscape(from);
            if (set != null) {
                return new ClassAtom(END, set);
            }
            c = skip("b") ? '\b' : skip("-") ? '-' : characterEscape(from);
        }
        return new ClassAtom(c, CodePoints.of(c));
    }

    private CodePoints range(ClassAtom low, ClassAtom high, int from) {
        if (low.character() == END || high.character() == END) {
            throw refused(
                    from, "a range has a character at each end, not a class such as \\d; a literal - is written \\-");
        }
        if (low.character() > high.character()) {
            throw refused(from, "a range begins with a character that comes after its last one");
        }
        return CodePoints.range(low.character(), high.character());
    }

    /** The set that an escape such as {@code \d} names, its backslash read; null for the escape of one character. */
    private @Nullable CodePoints characterClassEscape(int start) {
        int letter = peek();
        var set = switch (letter) {
            case 'd', 'D' -> DIGITS;
            case 's', 'S' -> WHITE_SPACE;
            case 'w', 'W' -> WORD;
            case 'p', 'P' -> {
                at++;
                yield property(start);
            }
            default -> null;
        };
        if (set == null) {
            return null;
        }
        at++;
        return letter <= 'Z' ? set.complement() : set;
    }

    /** The property in braces; the closing one is left. */
    private CodePoints property(int start) {
        int close = lookingAt("{") ? pattern.indexOf('}', at) : END;
        String name = close < 0 ? "" : pattern.substring(at + 1, close);
        if (name.isEmpty() || !name.chars().allMatch(c -> WORD.contains(c) || c == '=')) {
            throw refused(start, "\\p is followed by a Unicode property in braces, such as \\p{Letter}");
        }
        at = close;
        try {
            return UnicodeProperties.of(name);
        } catch (IllegalArgumentException unsupported) {
            throw refused(start, String.valueOf(unsupported.getMessage()));
        }
    }

    /** The character that an escape, whose backslash has been read, means. */
    private int characterEscape(int start) {
        int c = next();
        return switch (c) {
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            case 'c' -> {
                int letter = next();
                if (!LETTERS.contains(letter)) {
                    throw refused(start, "\\c is followed by a letter, such as \\cJ for a line feed");
                }
                yield letter % 32;
            }
            case '0' -> {
                if (DIGITS.contains(peek())) {
                    throw refused(start, "octal escapes are not ECMAScript; write \\x and two hexadecimal digits");
                }
                yield 0;
            }
            case 'x' -> hexadecimal(2, start);
            case 'u' -> unicodeEscape(start);
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
    private int unicodeEscape(int start) {
        if (skip("{")) {
            int digits = at;
            int value = 0;
            while (HexFormat.isHexDigit(peek()) && value <= Character.MAX_CODE_POINT) {
                value = value * 16 + HexFormat.fromHexDigit(next());
            }
            if (at == digits || value > Character.MAX_CODE_POINT || !skip("}")) {
                throw refused(start, "\\u{...} holds the hexadecimal digits of a code point, 10FFFF at most");
            }
            return value;
        }
        int unit = hexadecimal(4, start);
        int behind = at;
        if (Character.isHighSurrogate((char) unit) && skip("\\u") && !lookingAt("{")) {
            int low = hexadecimal(4, start);
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        at = behind;
        return unit;
    }

    private int hexadecimal(int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (!HexFormat.isHexDigit(peek())) {
                throw refused(start, "this escape is followed by %d hexadecimal digits".formatted(digits));
            }
            value = value * 16 + HexFormat.fromHexDigit(next());
        }
        return value;
    }

    private boolean lookingAt(String text) {
        return pattern.startsWith(text, at);
    }

    private boolean skip(String text) {
        boolean there = lookingAt(text);
        at += there ? text.length() : 0;
        return there;
    }

    private int peek() {
        return at < pattern.length() ? pattern.codePointAt(at) : END;
    }

    private int next() {
        int c = peek();
        at += c == END ? 0 : Character.charCount(c);
        return c;
    }

    private static IllegalArgumentException refused(int index, String why) {
        return new IllegalArgumentException("%s (at index %d of the pattern)".formatted(why, index));
    }
}
