package io.weir.adapter.in.http.pattern;

import static io.weir.adapter.in.http.pattern.PatternText.END;
import static io.weir.adapter.in.http.pattern.PatternText.refused;

import io.weir.adapter.in.http.pattern.EcmaPattern.Assertion;
import io.weir.adapter.in.http.pattern.EcmaPattern.Characters;
import io.weir.adapter.in.http.pattern.EcmaPattern.Disjunction;
import io.weir.adapter.in.http.pattern.EcmaPattern.Repetition;
import io.weir.adapter.in.http.pattern.EcmaPattern.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads a regular expression by the grammar of ECMA-262 with the {@code u} flag. It refuses what that grammar does not
 * have, and of what it has, what cannot be matched in linear time.
 */
public final class EcmaPatternParser {
    static final int MAX_REPETITIONS = 1_000;

    /** Groups in groups: parser, RE2J's compiler and its matcher call themselves for each. */
    private static final int MAX_DEPTH = 100;

    private static final CodePoints LINE_ENDS = CodePoints.ranges("\n\n", "\r\r", "\u2028\u2029");

    private final PatternText text;
    private final EcmaEscapes escapes;
    private final Set<String> groupNames = new HashSet<>();
    private int depth;

    private EcmaPatternParser(String pattern) {
        this.text = new PatternText(pattern);
        this.escapes = new EcmaEscapes(text);
    }

    /** What {@code pattern} means; {@link IllegalArgumentException}, saying what is wrong and where, otherwise. */
    public static EcmaPattern parse(String pattern) {
        var parser = new EcmaPatternParser(pattern);
        var parsed = parser.disjunction();
        if (!parser.text.isAtEnd()) {
            throw refused(parser.text.index(), "this ) closes no group; a literal one is written \\)");
        }
        return parsed;
    }

    private EcmaPattern disjunction() {
        var alternatives = new ArrayList<EcmaPattern>();
        do {
            alternatives.add(alternative());
        } while (text.skip("|"));
        return alternatives.size() == 1 ? alternatives.getFirst() : new Disjunction(alternatives);
    }

    private EcmaPattern alternative() {
        var parts = new ArrayList<EcmaPattern>();
        while (!text.isAtEnd() && !text.lookingAt("|") && !text.lookingAt(")")) {
            parts.add(term());
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private EcmaPattern term() {
        int start = text.index();
        int c = text.next();
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
        if (text.skip("b")) {
            return Assertion.WORD_BOUNDARY;
        }
        if (text.skip("B")) {
            return Assertion.NO_WORD_BOUNDARY;
        }
        var set = escapes.set(start);
        return quantified(new Characters(set == null ? CodePoints.of(escapes.character(start)) : set));
    }

    private EcmaPattern group(int start) {
        if (text.skip("?")) {
            groupKind(start);
        }
        if (++depth > MAX_DEPTH) {
            throw refused(start, "groups are nested more than %d deep".formatted(MAX_DEPTH));
        }
        var inner = disjunction();
        if (!text.skip(")")) {
            throw refused(start, "this ( is never closed; a literal one is written \\(");
        }
        depth--;
        return inner;
    }

    /** What follows {@code (?}. */
    private void groupKind(int start) {
        if (text.skip(":")) {
            return;
        }
        if (text.lookingAt("=") || text.lookingAt("!")) {
            throw refused(start, "look-ahead is not supported: it cannot be matched in linear time");
        }
        if (text.lookingAt("<=") || text.lookingAt("<!")) {
            throw refused(start, "look-behind is not supported: it cannot be matched in linear time");
        }
        if (text.skip("<")) {
            if (!groupNames.add(groupName(start))) {
                throw refused(start, "two groups have the same name");
            }
            return;
        }
        if (text.lookingAt("P")) {
            throw refused(start, "(?P is not ECMAScript, where a named group is written (?<name>...)");
        }
        int c = text.peek();
        if (c == '-' || Character.isLowerCase(c)) {
            throw refused(
                    start,
                    "inline flags such as (?i) are not ECMAScript; write [Aa] for a letter that may have either case");
        }
        throw refused(start, "no group of ECMAScript begins like this; (?:...) and (?<name>...) do");
    }

    private String groupName(int start) {
        var name = new StringBuilder();
        while (!text.skip(">")) {
            int escape = text.index();
            int c = text.next();
            if (c == '\\' && text.skip("u")) {
                c = escapes.unicode(escape);
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
        int start = text.index();
        int min;
        int max;
        if (text.skip("*")) {
            min = 0;
            max = Repetition.UNBOUNDED;
        } else if (text.skip("+")) {
            min = 1;
            max = Repetition.UNBOUNDED;
        } else if (text.skip("?")) {
            min = 0;
            max = 1;
        } else if (text.skip("{")) {
            min = count(start);
            max = !text.skip(",") ? min : text.lookingAt("}") ? Repetition.UNBOUNDED : count(start);
            if (!text.skip("}")) {
                throw noCount(start);
            }
            if (min > max) {
                throw refused(start, "the least number of repetitions is larger than the most");
            }
        } else {
            return part;
        }
        if (text.skip("?")) {
            // lazy: that changes what is captured, not whether a text matches
            return new Repetition(part, min, max);
        }
        if (text.lookingAt("+")) {
            throw refused(start, "possessive quantifiers such as *+ are not ECMAScript");
        }
        return new Repetition(part, min, max);
    }

    private int count(int start) {
        int digits = text.index();
        int count = 0;
        for (int c = text.peek(); c >= '0' && c <= '9'; c = text.peek()) {
            count = Math.min(MAX_REPETITIONS + 1, count * 10 + c - '0');
            text.next();
        }
        if (text.index() == digits) {
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
        boolean negated = text.skip("^");
        var sets = new ArrayList<CodePoints>();
        while (!text.skip("]")) {
            int from = text.index();
            var low = classAtom(start);
            if (text.lookingAt("-") && !text.lookingAt("-]")) {
                text.next();
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
     * @param character the only code point, or {@link PatternText#END} for an escape such as {@code \d}
     */
    private record ClassAtom(int character, CodePoints set) {}

    private ClassAtom classAtom(int start) {
        int from = text.index();
        int c = text.next();
        if (c == END) {
            throw refused(start, "this [ is never closed; a literal one is written \\[");
        }
        if (c == '\\') {
            var set = escapes.set(from);
            if (set != null) {
                return new ClassAtom(END, set);
            }
            c = text.skip("b") ? '\b' : text.skip("-") ? '-' : escapes.character(from);
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
}
