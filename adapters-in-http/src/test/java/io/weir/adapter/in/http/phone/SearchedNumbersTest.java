package io.weir.adapter.in.http.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a number is compared with and searched as, and which fields have it. */
class SearchedNumbersTest {
    private final LibPhoneNumbers phones = new LibPhoneNumbers();

    @Test
    void looksForTheUsualSpellingsOfTheUnitedStates() {
        assertThat(phones.parse("4155550100", "US").getFirst().spellings())
                .startsWith("+14155550100", "(415) 555-0100", "4155550100", "14155550100")
                .contains(
                        "415-555-0100",
                        "415.555.0100",
                        "415 555 0100",
                        "1-415-555-0100",
                        "+1 415 555 0100",
                        "+1 415-555-0100",
                        "+1 (415) 555-0100",
                        "+1-415-555-0100",
                        "(415)555-0100",
                        "0014155550100");
    }

    @Test
    void looksForTheUsualSpellingsOfOtherCountries() {
        assertThat(phones.parse("+442079460000", "GB").getFirst().spellings())
                .contains(
                        "02079460000",
                        "2079460000",
                        "020 7946 0000",
                        "442079460000",
                        "+44 20 7946 0000",
                        "+44 (0)20 7946 0000",
                        "(020) 7946 0000",
                        "00442079460000");
        assertThat(phones.parse("+5511961234567", "BR").getFirst().spellings())
                .contains(
                        "(11) 96123-4567", "11961234567", "5511961234567", "+55 11 96123-4567", "+55 (11) 96123-4567");
        assertThat(phones.parse("+81312345678", "JP").getFirst().spellings())
                .contains("03-1234-5678", "0312345678", "+81-3-1234-5678");
    }

    @Test
    void looksForNoNationalDigitsOfAnotherCountry() {
        var spellings = phones.parse("+442079460000", "US").getFirst().spellings();

        assertThat(spellings)
                .startsWith("+442079460000")
                .contains("011442079460000", "+44 20 7946 0000")
                .noneMatch(spelling -> spelling.replaceAll("\\D", "").equals("2079460000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+1 (415) 555-0100 ext. 45|+14155550100|US",
                "415 555 0100 x45|+14155550100|US",
                "415/5550100|+14155550100|US",
                "4155550100, 4155550199|+14155550199|US",
                "tel:+1-415-555-0100|+14155550100|GB",
                "(415) 555-0100|+14155550100|GB",
                "020 7946 0958|+442079460958|US",
                "0207 946 0958 ext 3|+442079460958|US",
                "00442079460958|+442079460958|US",
                "01 99 00 12 34|+33199001234|US",
                "06 12345678|+390612345678|US",
            })
    void aFieldHasANumber(String stored, String number, String region) {
        assertThat(phones.isIn(stored, number(number), region)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(415) 555-0199|+14155550100|US",
                "555-0100|+14155550100|US",
                "0100|+14155550100|US",
                "x14155550100 and more|+14155550199|US",
                "+44 20 7946 0958|+12079460958|US",
                "not a number|+14155550100|US",
                "''|+14155550100|US",
            })
    void aFieldDoesNotHaveANumber(String stored, String number, String region) {
        assertThat(phones.isIn(stored, number(number), region)).isFalse();
    }

    /** Two people whose national digits are equal: a number of Maine, and one of London. */
    @Test
    void nationalDigitsBelongToTheRegionThatCouldHaveThem() {
        assertThat(phones.isIn("(207) 946-0958", number("+12079460958"), "US")).isTrue();
        assertThat(phones.isIn("(207) 946-0958", number("+442079460958"), "US")).isFalse();
        assertThat(phones.isIn("2079460958", number("+442079460958"), "US")).isFalse();
        assertThat(phones.isIn("020 7946 0958", number("+12079460958"), "US")).isFalse();
    }

    @Test
    void aNumberIsSearchedInDigits() {
        assertThat(number("+442079460958").searched()).containsExactly("2079460958", "442079460958");
        assertThat(number("+390612345678").searched()).containsExactly("0612345678", "390612345678");
    }

    private PhoneNumber number(String e164) {
        return phones.parse(e164, "US").getFirst();
    }
}
