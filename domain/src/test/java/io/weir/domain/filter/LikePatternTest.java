package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.LikePattern.Part.AnyCharacters;
import io.weir.domain.filter.LikePattern.Part.Literal;
import io.weir.domain.filter.LikePattern.Part.OneCharacter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class LikePatternTest {
    @Test
    void readsWildcards() {
        assertThat(LikePattern.parse("a%b_c").parts())
                .containsExactly(
                        new Literal("a"), new AnyCharacters(), new Literal("b"), new OneCharacter(), new Literal("c"));
        assertThat(LikePattern.parse("%_%").parts())
                .containsExactly(new AnyCharacters(), new OneCharacter(), new AnyCharacters());
        assertThat(LikePattern.parse("").parts()).isEmpty();
    }

    @Test
    void readsEscapedWildcardsAsTheCharactersThemselves() {
        assertThat(LikePattern.parse("100\\%\\_\\\\").parts()).containsExactly(new Literal("100%_\\"));
        assertThat(LikePattern.parse("\\\\%").parts()).containsExactly(new Literal("\\"), new AnyCharacters());
    }

    @Test
    void takesAnyOtherBackslashAsABackslash() {
        assertThat(LikePattern.parse("C:\\temp").parts()).containsExactly(new Literal("C:\\temp"));
        assertThat(LikePattern.parse("end\\").parts()).containsExactly(new Literal("end\\"));
        assertThat(LikePattern.parse("it\\'s").parts()).containsExactly(new Literal("it\\'s"));
    }

    @Test
    void makesNoWildcardOfACallersText() {
        assertThat(LikePattern.containing("50%_").parts())
                .containsExactly(new AnyCharacters(), new Literal("50%_"), new AnyCharacters());
        assertThat(LikePattern.startingWith("50%").parts()).containsExactly(new Literal("50%"), new AnyCharacters());
        assertThat(LikePattern.endingWith("%50").parts()).containsExactly(new AnyCharacters(), new Literal("%50"));
    }

    @Test
    void countsTheCharactersItDemands() {
        assertThat(LikePattern.parse("%_%").literalLength()).isZero();
        assertThat(LikePattern.parse("a%b_\\%").literalLength()).isEqualTo(3);
        assertThat(LikePattern.containing("\uD83D\uDE00").literalLength()).isOne();
    }

    @Test
    void showsNoText() {
        assertThat(LikePattern.containing("+14155550100").toString()).doesNotContain("4155550100");
    }

    @Property
    void losesNoCharacter(@ForAll @Chars({'%', '_', '\\', 'a', '\''}) @CharRange(from = 'x', to = 'z') String text) {
        var escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");

        assertThat(LikePattern.parse(escaped).parts())
                .isEqualTo(text.isEmpty() ? List.of() : List.of(new Literal(text)));
        assertThat(LikePattern.parse(escaped).literalLength()).isEqualTo(text.length());
    }

    @Property
    void hasAWildcardForEachOneThatIsNotEscaped(@ForAll @Chars({'%', '_', 'a', 'b'}) String notation) {
        var parts = LikePattern.parse(notation).parts();

        assertThat(parts.stream().filter(AnyCharacters.class::isInstance).count())
                .isEqualTo(notation.chars().filter(c -> c == '%').count());
        assertThat(parts.stream().filter(OneCharacter.class::isInstance).count())
                .isEqualTo(notation.chars().filter(c -> c == '_').count());
    }
}
