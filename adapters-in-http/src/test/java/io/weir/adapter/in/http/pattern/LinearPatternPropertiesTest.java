package io.weir.adapter.in.http.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random patterns mean what a backtracking matcher, which follows ECMA-262 word by word, says they mean. */
final class LinearPatternPropertiesTest {
    private static final List<String> FRAGMENTS = List.of(
            "a",
            "b",
            "1",
            "_",
            "-",
            "é",
            "😀",
            "\uD83D",
            "\uDE00",
            "^",
            "$",
            ".",
            "|",
            "(",
            "(?:",
            "(?<n>",
            ")",
            ")",
            "[",
            "[^",
            "]",
            "]",
            "*",
            "+",
            "?",
            "{2}",
            "{0,}",
            "{2,1}",
            "{",
            "}",
            "\\d",
            "\\S",
            "\\W",
            "\\b",
            "\\B",
            "\\n",
            "\\0",
            "\\01",
            "\\1",
            "\\cA",
            "\\c",
            "\\x41",
            "\\x4",
            "\\u0041",
            "\\u{1F600}",
            "\\u{110000}",
            "\\uD83D\\uDE00",
            "\\uDE00",
            "\\p{Lu}",
            "\\P{L}",
            "\\p{sc=Grek}",
            "\\pL",
            "\\p{",
            "\\/",
            "\\-",
            "\\.",
            "\\\\",
            "\\",
            "\\A",
            "\\Q",
            "(?i)",
            "(?=",
            "(?<=",
            "(?P<n>",
            "[:alpha:]",
            "a-z",
            "z-a",
            "\\d-z",
            "[]",
            "[^]",
            "[\\b]",
            "\u2028",
            "{1000}",
            "{99999999999}");

    /** A pattern as text, and what it means. */
    record Meaning(String ecma, Matcher matcher) {}

    /** Whether {@code rest} accepts one of the positions at which a match that begins at {@code from} may end. */
    interface Matcher {
        boolean matches(int[] text, int from, IntPredicate rest);
    }

    @Property
    void aPatternMatchesWhatEcmaScriptSaysItMatches(@ForAll("meanings") Meaning meaning, @ForAll("texts") String text) {
        Assume.that(isWithinBounds(meaning.ecma()));
        int[] codePoints = text.codePoints().toArray();
        boolean found = false;
        for (int from = 0; from <= codePoints.length && !found; from++) {
            found = meaning.matcher().matches(codePoints, from, _ -> true);
        }
        boolean whole = meaning.matcher().matches(codePoints, 0, end -> end == codePoints.length);

        assertThat(LinearPattern.of(meaning.ecma()).matches(text)).isEqualTo(found);
        assertThat(LinearPattern.ofWhole(meaning.ecma()).matches(text)).isEqualTo(whole);
    }

    /** What is refused for another reason than its size fails the property. */
    private static boolean isWithinBounds(String ecma) {
        try {
            LinearPattern.ofWhole(ecma);
            return true;
        } catch (IllegalArgumentException refused) {
            return !String.valueOf(refused.getMessage()).matches(".* 5,000 steps; .*|.* 1,000 characters");
        }
    }

    @Property
    void anyTextIsAPatternOrRefusedWithItsPlace(@ForAll("anyTexts") String text, @ForAll("texts") String value) {
        try {
            var pattern = LinearPattern.of(text);
            pattern.matches(value);
            assertThat(pattern.size()).isBetween(1L, LinearPattern.MAX_SIZE + 10L);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+ \\(at index \\d+ of the pattern\\)|.* 5,000 steps; .*");
        }
    }

    @Provide
    Arbitrary<String> anyTexts() {
        return Arbitraries.oneOf(
                Arbitraries.of(FRAGMENTS).list().ofMinSize(1).ofMaxSize(10).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "1", "_", " ", "\n", "\r", "\u2028", "\u00A0", "\uFEFF", "é", "A", "😀", "\uD83D",
                        "\uDE00", "[")
                .list()
                .ofMaxSize(6)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<Meaning> meanings() {
        return Arbitraries.lazyOf(
                this::one, this::one, this::assertion, this::sequence, this::disjunction, this::repetition);
    }

    private Arbitrary<Meaning> one() {
        return Arbitraries.oneOf(characters(), sets().map(set -> one(set.ecma(), set.has())), classes());
    }

    /** A set of characters as text, and what is in it. */
    private record Set(String ecma, IntPredicate has) {}

    private static Meaning one(String ecma, IntPredicate has) {
        return new Meaning(
                ecma, (text, from, rest) -> from < text.length && has.test(text[from]) && rest.test(from + 1));
    }

    private static Arbitrary<Meaning> characters() {
        return Arbitraries.of(
                one("a", c -> c == 'a'),
                one("b", c -> c == 'b'),
                one("\\u0061", c -> c == 'a'),
                one("\\x5f", c -> c == '_'),
                one("\\n", c -> c == '\n'),
                one("\\cM", c -> c == '\r'),
                one("\\[", c -> c == '['),
                one("😀", c -> c == 0x1F600),
                one("\\u{1F600}", c -> c == 0x1F600),
                one("\\ud83d\\ude00", c -> c == 0x1F600),
                one("(?:\\ud83d)", c -> c == 0xD83D),
                one("(?:\\ude00)", c -> c == 0xDE00),
                one(".", c -> c != '\n' && c != '\r' && c != 0x2028 && c != 0x2029));
    }

    private static Arbitrary<Set> sets() {
        return Arbitraries.of(
                new Set("\\d", c -> c == '1'),
                new Set("\\D", c -> c != '1'),
                new Set("\\w", c -> "aAb1_".indexOf(c) >= 0),
                new Set("\\W", c -> "aAb1_".indexOf(c) < 0),
                new Set("\\s", c -> " \n\r\u2028\u00A0\uFEFF".indexOf(c) >= 0),
                new Set("\\S", c -> " \n\r\u2028\u00A0\uFEFF".indexOf(c) < 0),
                new Set("\\p{sc=Latn}", c -> "abAé".indexOf(c) >= 0),
                new Set("\\P{Lt}", _ -> true),
                new Set("\\p{ASCII}", c -> c < 128),
                new Set("\\p{Cs}", c -> c == 0xD83D || c == 0xDE00));
    }

    private static Arbitrary<Meaning> classes() {
        var elements = Arbitraries.oneOf(
                sets(),
                Arbitraries.of(
                        new Set("a", c -> c == 'a'),
                        new Set("[", c -> c == '['),
                        new Set("\\b", c -> c == '\b'),
                        new Set("A-b", c -> c >= 'A' && c <= 'b'),
                        new Set("\\u{1F600}-\\u{1F610}", c -> c == 0x1F600),
                        new Set("\\ude00", c -> c == 0xDE00)));
        return Combinators.combine(elements.list().ofMaxSize(3), Arbitraries.of(true, false))
                .as((sets, negated) -> one(
                        (negated ? "[^" : "[") + sets.stream().map(Set::ecma).collect(Collectors.joining()) + "]",
                        c -> negated != sets.stream().anyMatch(set -> set.has().test(c))));
    }

    private Arbitrary<Meaning> assertion() {
        return Arbitraries.of(
                new Meaning("^", (_, from, rest) -> from == 0 && rest.test(from)),
                new Meaning("$", (text, from, rest) -> from == text.length && rest.test(from)),
                new Meaning("\\b", (text, from, rest) -> word(text, from - 1) != word(text, from) && rest.test(from)),
                new Meaning("\\B", (text, from, rest) -> word(text, from - 1) == word(text, from) && rest.test(from)));
    }

    private static boolean word(int[] text, int at) {
        return at >= 0 && at < text.length && "aAb1_".indexOf(text[at]) >= 0;
    }

    private Arbitrary<Meaning> sequence() {
        return Combinators.combine(meanings(), meanings())
                .as((first, second) -> new Meaning(
                        first.ecma() + second.ecma(),
                        (text, from, rest) -> first.matcher()
                                .matches(text, from, middle -> second.matcher().matches(text, middle, rest))));
    }

    private Arbitrary<Meaning> disjunction() {
        return Combinators.combine(Arbitraries.of("(", "(?:"), meanings(), meanings())
                .as((open, one, other) -> new Meaning(
                        open + one.ecma() + "|" + other.ecma() + "|[])",
                        (text, from, rest) -> one.matcher().matches(text, from, rest)
                                || other.matcher().matches(text, from, rest)));
    }

    private Arbitrary<Meaning> repetition() {
        return Combinators.combine(
                        meanings(),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 3),
                        lazy())
                .as((part, min, more, lazy) -> {
                    int max = more == 3 ? Integer.MAX_VALUE : min + more;
                    return new Meaning(
                            "(?:%s)%s%s".formatted(part.ecma(), quantifier(min, max), lazy),
                            (text, from, rest) -> repeated(part.matcher(), min, max, text, from, rest));
                });
    }

    private static Arbitrary<String> lazy() {
        return Arbitraries.of("", "?");
    }

    private static String quantifier(int min, int max) {
        if (max == Integer.MAX_VALUE) {
            return min == 0 ? "*" : min == 1 ? "+" : "{%d,}".formatted(min);
        }
        return min == 0 && max == 1 ? "?" : min == max ? "{%d}".formatted(min) : "{%d,%d}".formatted(min, max);
    }

    /** ECMA-262's RepeatMatcher: beyond the least number, no repetition is empty. */
    private static boolean repeated(Matcher part, int min, int max, int[] text, int from, IntPredicate rest) {
        if (max == 0) {
            return rest.test(from);
        }
        int fewer = max == Integer.MAX_VALUE ? max : max - 1;
        return part.matches(
                        text,
                        from,
                        end -> (min > 0 || end > from) && repeated(part, Math.max(0, min - 1), fewer, text, end, rest))
                || (min == 0 && rest.test(from));
    }
}
