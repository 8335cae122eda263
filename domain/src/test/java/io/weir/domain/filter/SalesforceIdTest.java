package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceIdTest {
    @ParameterizedTest
    @CsvSource({
        "001D000000IqhSL, 001D000000IqhSLIAZ",
        "000000000000000, 000000000000000AAA",
        "AAAAAAAAAAAAAAA, AAAAAAAAAAAAAAA555",
        "aaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaAAA",
        "A0000B00000000C, A0000B00000000CBBQ"
    })
    void addsTheThreeCharactersThatKeepTheCase(String shortId, String longId) {
        assertThat(SalesforceId.parse(shortId)).map(SalesforceId::value).hasValue(longId);
        assertThat(SalesforceId.parse(longId)).map(SalesforceId::value).hasValue(longId);
    }

    @Test
    void isOneIdInEachOfItsSpellings() {
        assertThat(SalesforceId.parse("001D000000IqhSLiaz")).isEqualTo(SalesforceId.parse("001D000000IqhSL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "001D000000IqhS",
                "001D000000IqhSLI",
                "001D000000IqhSLIA",
                "001D000000IqhSLIAZZ",
                "001D000000IqhSLIAA",
                "001d000000iqhslIAZ",
                "001D000000IqhS'",
                "001D000000Iqh L",
                "001D000000IqhSLIA\u0661",
                "00éD000000IqhSL"
            })
    void refusesWhatIsNoIdOrHasLostItsCase(String text) {
        assertThat(SalesforceId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceId(text));
    }

    @Test
    void isWrittenInItsLongFormOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SalesforceId("001D000000IqhSL"));
    }

    @Test
    void showsNothing() {
        assertThat(new SalesforceId("001D000000IqhSLIAZ")).hasToString("?");
    }

    @Property
    void anyFifteenCharactersHaveOneLongForm(@ForAll @AlphaChars @NumericChars @StringLength(15) String shortId) {
        String longId = SalesforceId.parse(shortId).orElseThrow().value();

        assertThat(longId).hasSize(18).startsWith(shortId);
        assertThat(SalesforceId.parse(longId).orElseThrow().value()).isEqualTo(longId);
        assertThat(restored(longId)).isEqualTo(shortId);
    }

    /** Gives an id that lost its case its capitals back, from the last three characters alone. */
    private static String restored(String longId) {
        var id = new StringBuilder(longId.substring(0, 15).toLowerCase(Locale.ROOT));
        for (int i = 0; i < 15; i++) {
            int capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".indexOf(longId.charAt(15 + i / 5));
            if ((capitals & 1 << i % 5) != 0) {
                id.setCharAt(i, Character.toUpperCase(id.charAt(i)));
            }
        }
        return id.toString();
    }
}
