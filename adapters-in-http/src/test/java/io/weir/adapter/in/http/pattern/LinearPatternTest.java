package io.weir.adapter.in.http.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {
    static Stream<Arguments> meanings() {
        return Stream.of(
                arguments("b", "abc", "ac"),
                arguments("^b", "bc", "a\nb"),
                arguments("b$", "ab", "ab\n"),
                arguments("^$", "", "\n"),
                arguments("^.$", "\u0085", "\r"),
                arguments("^.$", "\uD83D\uDE00", "\n"),
                arguments("^.$", "\u000B", "\u2028"),
                arguments("^.$", "\0", "\u2029"),
                arguments("^\\s$", "\u000B", "\u0085"),
                arguments("^\\s$", "\u00A0", "\u180E"),
                arguments("^\\s$", "\uFEFF", "\u200B"),
                arguments("^\\s$", "\u2003", "a"),
                arguments("^\\s$", "\u2029", "_"),
                arguments("^\\S$", "a", "\u00A0"),
                arguments("^[\\S]$", "\u200B", "\uFEFF"),
                arguments("^\\d$", "7", "\u0667"),
                arguments("^\\D$", "\u0667", "7"),
                arguments("^\\w$", "_", "é"),
                arguments("^\\W$", "é", "k"),
                arguments("^\\W$", "\u212A", "_"),
                arguments("\\bé", "aé", "é"),
                arguments("\\Bé", "é", "aé"),
                arguments("[]|x", "x", "y"),
                arguments("^[^]$", "\n", ""),
                arguments("^[a[^]$", "[", "b"),
                arguments("^[a[^]$", "^", "]"),
                arguments("^[\\b]$", "\b", "b"),
                arguments("^[a\\-z]$", "-", "m"),
                arguments("^[-a]$", "-", "b"),
                arguments("^[+--]$", ",", "."),
                arguments("^[\\d-]$", "-", "a"),
                arguments("^[\\x41-\\u0043]$", "B", "D"),
                arguments("^[^\\d\\s]$", "a", "1"),
                arguments("^[😀-😂]$", "😁", "\uD83D"),
                arguments("^\\cA\\cj$", "\u0001\n", "cAcj"),
                arguments("^\\0$", "\0", "0"),
                arguments("^\\x41\\u0042\\u{43}\\u{000044}$", "ABCD", "ABC"),
                arguments("^\\u{1F600}$", "\uD83D\uDE00", "\uD83D"),
                arguments("^\\uD83D\\uDE00$", "\uD83D\uDE00", "\uDE00"),
                arguments("^[\\uD83D\\uDE00]$", "\uD83D\uDE00", "\uD83D"),
                arguments("\\uD83D", "a\uD83D", "\uD83D\uDE00"),
                arguments("\\uDE00", "a\uDE00", "\uD83D\uDE00"),
                arguments("\uDE00+", "\uDE00", "\uD83D\uDE00"),
                arguments("^\\f\\n\\r\\t\\v$", "\f\n\r\t\u000B", "fnrtv"),
                arguments("^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", "^$\\.*+?()[]{}|/", "x"),
                arguments("^a{2}$", "aa", "a"),
                arguments("^a{2,}$", "aaa", "a"),
                arguments("^a{1,2}?$", "aa", "aaa"),
                arguments("^a{0}b*?c+?d??$", "c", "ac"),
                arguments("^(?:ab|(?<second>c))+$", "abc", "a"),
                arguments("^(|a)+(?:){3}$", "", "b"),
                arguments("^(?<$été_1>a)(?<\\u0061b>b)$", "ab", "a"),
                arguments("^(a|b|)$", "", "c"),
                arguments("^\\p{Lu}\\p{Letter}\\p{gc=Nd}$", "Éa1", "éa1"),
                arguments("^\\p{General_Category=Uppercase_Letter}$", "É", "é"),
                arguments("^\\p{LC}$", "\u01C5", "山"),
                arguments("^\\p{Combining_Mark}$", "\u0301", "a"),
                arguments("^\\p{punct}$", "!", "$"),
                arguments("^\\p{Script=Greek}+$", "αβγ", "a"),
                arguments("^\\p{sc=Grek}$", "α", "a"),
                arguments("^\\p{Script=Linear_A}$", "\uD801\uDE00", "a"),
                arguments("^\\P{L}$", "1", "é"),
                arguments("^[\\P{L}x]$", "x", "é"),
                arguments("^[^\\p{L}]$", "1", "é"),
                arguments("^\\p{Any}$", "\uD800", ""),
                arguments("^\\p{ASCII}$", "\u007F", "\u0080"),
                arguments("^\\p{Assigned}$", "a", "\u0378"),
                // assigned after the tables of RE2J were made
                arguments("^\\p{Ll}$", "\uA7C1", "\uA7C0"));
    }

    @ParameterizedTest
    @MethodSource("meanings")
    void meansWhatEcmaScriptMeans(String pattern, String match, String other) {
        assertThat(LinearPattern.of(pattern).matches(match)).as(match).isTrue();
        assertThat(LinearPattern.of(pattern).matches(other)).as(other).isFalse();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("a(?=x)", 1, "look-ahead is not supported"),
                arguments("(?!x)", 0, "look-ahead is not supported"),
                arguments("(?<=x)a", 0, "look-behind is not supported"),
                arguments("(?<!x)a", 0, "look-behind is not supported"),
                arguments("(a)\\1", 3, "back-references are not supported"),
                arguments("(?<n>a)\\k<n>", 7, "back-references are not supported"),
                arguments("(?i)\u1C80", 0, "inline flags such as (?i) are not ECMAScript"),
                arguments("x(?i:k)", 1, "inline flags"),
                arguments("(?-s)", 0, "inline flags"),
                arguments("\\p{Emoji}", 0, "\\p{Emoji} is not supported"),
                arguments("\\P{Alphabetic}", 0, "\\p{Alphabetic} is not supported"),
                arguments("\\p{RGI_Emoji}", 0, "\\p{RGI_Emoji} is not supported"),
                arguments("\\p{Script_Extensions=Greek}", 0, "\\p{Script_Extensions=Greek} is not supported"),
                arguments("\\p{scx=Grek}", 0, "is not supported"),
                arguments("\\p{Greek}", 0, "is not supported"),
                arguments("\\p{Script=greek}", 0, "is not supported"),
                arguments("\\p{gc=Any}", 0, "is not supported"),
                arguments("\\p{lu}", 0, "is not supported"),
                arguments("\\p{L", 0, "in braces"),
                arguments("\\p{^L}", 0, "in braces"),
                arguments("[\\pL]", 1, "in braces"),
                arguments("\\pL", 0, "in braces"),
                arguments("a{1001}", 1, "more than 1,000 repetitions are not supported"),
                arguments("a{2,99999999999999999999}", 1, "more than 1,000 repetitions are not supported"),
                arguments("a{3,2}", 1, "the least number of repetitions is larger"),
                arguments("(?P<n>a)", 0, "(?P is not ECMAScript"),
                arguments("(?P=n)", 0, "(?P is not ECMAScript"),
                arguments("(?>a)", 0, "no group of ECMAScript begins like this"),
                arguments("(?#a)", 0, "no group of ECMAScript begins like this"),
                arguments("(?", 0, "no group of ECMAScript begins like this"),
                arguments("\\Aa", 0, "\\A is not ECMAScript, where ^ is"),
                arguments("a\\z", 1, "\\z is not ECMAScript, where $ is"),
                arguments("a\\Z", 1, "\\Z is not ECMAScript, where $ is"),
                arguments("\\Qa.b\\E", 0, "\\Q is not ECMAScript"),
                arguments("\\C", 0, "a backslash before C is not ECMAScript"),
                arguments("\\a", 0, "a backslash before a is not ECMAScript"),
                arguments("\\-", 0, "a backslash before - is not ECMAScript"),
                arguments("\\é", 0, "a backslash before this character is not ECMAScript"),
                arguments("[[:alpha:]]", 10, "a literal ] is written \\]"),
                arguments("[]a]", 3, "a literal ] is written \\]"),
                arguments("a++", 1, "possessive quantifiers such as *+ are not ECMAScript"),
                arguments("a{2}+", 1, "possessive quantifiers"),
                arguments("a**", 2, "there is nothing to repeat before *"),
                arguments("^*", 1, "there is nothing to repeat before *"),
                arguments("\\b+", 2, "there is nothing to repeat before +"),
                arguments("?a", 0, "there is nothing to repeat before ?"),
                arguments("a|*", 2, "there is nothing to repeat before *"),
                arguments("{", 0, "a literal { is written \\{"),
                arguments("a{", 1, "this { begins no count"),
                arguments("a{,2}", 1, "this { begins no count"),
                arguments("a{x}", 1, "this { begins no count"),
                arguments("}", 0, "a literal } is written \\}"),
                arguments("a)", 1, "this ) closes no group"),
                arguments("x(a", 1, "this ( is never closed"),
                arguments("x[a", 1, "this [ is never closed"),
                arguments("[a-", 0, "this [ is never closed"),
                arguments("[z-a]", 1, "a range begins with a character that comes after"),
                arguments("[\\d-z]", 1, "a range has a character at each end"),
                arguments("[a-\\d]", 1, "a range has a character at each end"),
                arguments("[\\B]", 1, "a backslash before B"),
                arguments("\\01", 0, "octal escapes are not ECMAScript"),
                arguments("[\\00]", 1, "octal escapes are not ECMAScript"),
                arguments("\\c1", 0, "\\c is followed by a letter"),
                arguments("\\x4", 0, "2 hexadecimal digits"),
                arguments("\\u12", 0, "4 hexadecimal digits"),
                arguments("\\u\uFF10041", 0, "4 hexadecimal digits"),
                arguments("\\u{110000}", 0, "10FFFF at most"),
                arguments("\\u{}", 0, "10FFFF at most"),
                arguments("a\\", 1, "does not end with a backslash"),
                arguments("(?<a>x)(?<a>y)", 7, "two groups have the same name"),
                arguments("(?<a>x)(?<\\u0061>y)", 7, "two groups have the same name"),
                arguments("(?<1>x)", 0, "a group's name is an identifier"),
                arguments("(?<>x)", 0, "a group's name is empty"),
                arguments("(".repeat(500) + ")".repeat(500), 100, "nested more than 100 deep"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhereAndWhyItRefusesAPattern(String pattern, int index, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearPattern.of(pattern))
                .withMessageContaining(why)
                .withMessageEndingWith(" (at index %d of the pattern)", index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?:a{1000}){6}",
                "((((a{1000}){1000}){1000}){1000}){1000}",
                "(?:(?:){1000}){6}",
                "(?:a{1000}){0}b{1000}c{1000}d{1000}e{1000}f",
                "(?:a?){1000}(?:b?){1000}(?:c?){1000}",
                "\\p{L}\\p{L}\\p{L}\\p{L}\\p{L}\\p{L}\\p{L}\\p{L}\\p{L}\\p{L}"
            })
    void refusesAPatternThatIsLargeOnceWrittenOut(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearPattern.of(pattern))
                .withMessageContaining("more than 5,000 steps");
    }

    @Test
    void takesLargePatternsWithinTheBounds() {
        for (String pattern : new String[] {
            "a{1000}b{1000}c{1000}d{1000}e{990}0",
            "(".repeat(100) + ")".repeat(100),
            "^[\\p{L}\\p{M}' -]{1,80}$",
            "a|".repeat(499)
        }) {
            assertThat(LinearPattern.of(pattern).size()).as(pattern).isBetween(1L, LinearPattern.MAX_SIZE + 10L);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearPattern.of("a".repeat(1_001)))
                .withMessage("a pattern has at most 1,000 characters");
    }

    @Test
    void matchesAWholeTextOrNone() {
        assertThat(LinearPattern.ofWhole("a|bc").matches("bc")).isTrue();
        assertThat(LinearPattern.ofWhole("a|bc").matches("abc")).isFalse();
        assertThat(LinearPattern.ofWhole("a|bc").matches("a\n")).isFalse();
    }

    @Test
    void takesTheJdksTablesForCategories() {
        String letters = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(Character::isLetter)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String others = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> !Character.isLetter(c) && !(c >= 0xD800 && c <= 0xDFFF))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThat(LinearPattern.of("^\\p{L}+$").matches(letters)).isTrue();
        assertThat(LinearPattern.of("\\p{L}").matches(others)).isFalse();
        assertThat(LinearPattern.of("^\\s+$")
                        .matches("\t\n\u000B\f\r\u2028\u2029\uFEFF"
                                + IntStream.rangeClosed(0, 0xFFFF)
                                        .filter(Character::isSpaceChar)
                                        .mapToObj(Character::toString)
                                        .collect(Collectors.joining())))
                .isTrue();
    }
}
