package io.weir.domain.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
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
    @CsvSource({
        "0035G0000000001AAA, 0035g0000000001AAA",
        "0035g0000000001QAA, 0035G0000000001QAA",
        "001d000000iqhslIAZ, 001D000000IqhSLIAZ",
        "001D000000IQHSLIAZ, 001D000000IqhSLIAZ",
        "001d000000iqhsliaz, 001D000000IqhSLIAZ"
    })
    void restoresTheCaseFromTheLastThreeCharacters(String otherCase, String id) {
        assertThat(SalesforceId.parse(otherCase)).map(SalesforceId::value).hasValue(id);
        assertThat(new SalesforceId(otherCase).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "001D000000IqhS",
                "001D000000IqhSLI",
                "001D000000IqhSLIA",
                "001D000000IqhSLIAZZ",
                "001D000000IqhSLIA6",
                "001D000000IqhSLIA9",
                "001D000000IqhSLBAZ",
                "001D000000IqhS'",
                "001D000000Iqh L",
                "001D000000IqhSLIA\u0661",
                "00éD000000IqhSL"
            })
    void refusesWhatIsNoIdAndWhatHasItsCapitalsAtDigits(String text) {
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
    }

    @Property
    void eighteenCharactersAreOneIdInAnyCase(
            @ForAll @AlphaChars @NumericChars @StringLength(15) String shortId, @ForAll Random random) {
        String longId = SalesforceId.parse(shortId).orElseThrow().value();
        var otherCase = new StringBuilder();
        longId.chars()
                .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))
                .forEach(c -> otherCase.append((char) c));

        assertThat(SalesforceId.parse(otherCase.toString()).orElseThrow().value())
                .isEqualTo(longId);
    }
}
