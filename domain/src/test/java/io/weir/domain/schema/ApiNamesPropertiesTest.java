package io.weir.domain.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ApiNamesPropertiesTest {
    /** The grammar once more, as a regular expression: words, single underscores, at most three parts. */
    private static final Pattern GRAMMAR =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*(__[A-Za-z0-9]+(_[A-Za-z0-9]+)*){0,2}");

    @Property
    void nothingPassesWithACharacterOutsideTheGrammar(
            @ForAll("names") String name,
            @ForAll("foreignCharacters") String foreign,
            @ForAll @IntRange(max = 40) int where) {
        int at = Math.min(where, name.length());
        String text = name.substring(0, at) + foreign + name.substring(at);

        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectName(text));
    }

    @Property
    void whatPassesIsWhatTheGrammarSays(@ForAll("almostNames") String text) {
        assertThat(objectName(text).isPresent())
                .isEqualTo(text.length() <= 80 && GRAMMAR.matcher(text).matches());
    }

    @Property
    void anyTextGivesANameOrAShortPrintableMessage(@ForAll @StringLength(max = 200) String text) {
        try {
            assertThat(new ObjectName(text).value()).isEqualTo(text).matches("[A-Za-z0-9_]+");
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).message().hasSizeLessThan(120).doesNotMatch("(?s).*\\p{C}.*");
        }
    }

    @Property
    void aPathIsReadAsItIsWritten(@ForAll("names") String parent, @ForAll("names") String field) {
        var path = FieldPath.parse(parent + "." + field);

        assertThat(path.parents()).containsExactly(parent);
        assertThat(path.field()).isEqualTo(field);
        assertThat(FieldPath.parse(path.toString())).isEqualTo(path);
    }

    private static Optional<ObjectName> objectName(String text) {
        try {
            return Optional.of(new ObjectName(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> names() {
        var words = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12);
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12),
                        words,
                        Arbitraries.of("", "__c", "__r", "__mdt"))
                .as((first, second, suffix) -> first + "_" + second + suffix);
    }

    @Provide
    Arbitrary<String> almostNames() {
        return Arbitraries.strings().withChars("aZ9_").withChars('_').ofMaxLength(14);
    }

    @Provide
    Arbitrary<String> foreignCharacters() {
        return Arbitraries.strings().all().ofLength(1).filter(text -> !text.matches("[A-Za-z0-9_]"));
    }
}
