package io.weir.domain.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WhiteSpaceTest {
    private static final Pattern ONE = Pattern.compile("[" + WhiteSpace.CHARACTERS + "]");
    private static final Pattern ENDS = Pattern.compile("^[%1$s]+|[%1$s]+\\z".formatted(WhiteSpace.CHARACTERS));

    @Test
    void isWhatThePatternSays() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE).mapToObj(c -> (char) c))
                .allMatch(c -> WhiteSpace.is(c) == ONE.matcher(c.toString()).matches());
    }

    @Test
    void isAllThatJavaAndUnicodeTakeForWhiteSpace() {
        var space = Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);

        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE)
                        .filter(c -> Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || space.matcher(Character.toString(c)).matches())
                        .mapToObj(c -> (char) c))
                .allMatch(WhiteSpace::is);
    }

    @Property
    void leavesEverythingButTheEnds(@ForAll String text) {
        String padded = "\ufeff \u00a0" + text + "\u200b\t\u2003";
        String stripped = WhiteSpace.stripped(padded);

        assertThat(padded).contains(stripped);
        assertThat(stripped)
                .isEqualTo(WhiteSpace.stripped(text))
                .isEqualTo(ENDS.matcher(text).replaceAll(""));
        assertThat(WhiteSpace.isAll(padded)).isEqualTo(stripped.isEmpty());
    }
}
