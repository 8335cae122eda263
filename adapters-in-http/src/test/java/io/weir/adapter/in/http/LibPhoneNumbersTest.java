package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import io.weir.domain.action.PhoneNumber;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any spelling in, every usual spelling out. */
class LibPhoneNumbersTest {
    private static final List<String> REGIONS = List.of("US", "GB", "DE", "FR", "AU", "IN", "BR", "JP");

    private final LibPhoneNumbers phones = new LibPhoneNumbers();

    /** One that somebody may have. */
    record Dialled(String region, String e164) {}

    private String e164(String text, String region) {
        return phones.parse(text, region).map(PhoneNumber::e164).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        US | +14155550100                                 | +14155550100
        US | 4155550100                                   | +14155550100
        US | 14155550100                                  | +14155550100
        US | (415) 555-0100                               | +14155550100
        US | 1-415-555-0100                               | +14155550100
        US | 415.555.0100 ext. 12                         | +14155550100
        US | (415) 555-0100 x12                           | +14155550100
        US | ４１５５５５０１００                              | +14155550100
        US | tel:14155550100                              | +14155550100
        US | tel:1+14155550100                            | +14155550100
        US | tel:114155550100                             | +14155550100
        US | tel:+1-415-555-0100;ext=12                   | +14155550100
        US | tel:4155550100;phone-context=+1              | +14155550100
        US | sip:+14155550100@pbx.example.com;user=phone  | +14155550100
        US | sip:%2B14155550100@pbx.example.com           | +14155550100
        US | sips:4155550100:secret@pbx.example.com       | +14155550100
        US | "Ada" <sip:+14155550100@pbx.example.com>     | +14155550100
        US | 011442079460000                              | +442079460000
        US | 00442079460000                               | +442079460000
        US | 442079460000                                 | +442079460000
        US | 1-800-FLOWERS                                | +18003569377
        GB | 020 7946 0000                                | +442079460000
        GB | 02079460000                                  | +442079460000
        GB | 2079460000                                   | +442079460000
        GB | +44 (0)20 7946 0000                          | +442079460000
        GB | 0014155550100                                | +14155550100
        GB | 14155550100                                  | +14155550100
        DE | 030 901820                                   | +4930901820
        DE | 030/901820                                   | +4930901820
        DE | 0049 30 901820                               | +4930901820
        FR | 01 23 45 67 89                               | +33123456789
        FR | 0033123456789                                | +33123456789
        AU | 0412 345 678                                 | +61412345678
        AU | 0011 61 412 345 678                          | +61412345678
        IN | 098765 43210                                 | +919876543210
        IN | 9876543210                                   | +919876543210
        BR | (11) 96123-4567                              | +5511961234567
        BR | 011 96123-4567                               | +5511961234567
        JP | 03-1234-5678                                 | +81312345678
        JP | 010 1 415 555 0100                           | +14155550100
        """)
    void readsEverySpelling(String region, String text, String expected) {
        assertThat(e164(text, region)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "anonymous",
                "Anonymous",
                "Restricted",
                "unknown",
                "PRIVATE",
                "unavailable",
                "withheld",
                "Number withheld 00",
                "sip:anonymous@anonymous.invalid",
                "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                "tel:1anonymous",
                "tel:1",
                "0000000000",
                "0",
                "+",
                "+1",
                "911",
                "12345",
                "{ANI}",
                "999999999999999999999999",
                "\u0000"
            })
    void readsNoNumberWhereThereIsNone(String text) {
        for (var region : REGIONS) {
            assertThat(phones.parse(text, region)).as(region).isEmpty();
        }
    }

    @Test
    void readsNoNumberInALongText() {
        assertThat(phones.parse("1".repeat(100_000), "US")).isEmpty();
    }

    @Test
    void readsInternationalNumbersWhereTheLibraryDoesNotKnowTheRegion() {
        assertThat(e164("+14155550100", "AQ")).isEqualTo("+14155550100");
        assertThat(e164("4155550100", "AQ")).isEqualTo("none");
    }

    @Test
    void looksForTheUsualSpellingsOfTheUnitedStates() {
        assertThat(phones.parse("4155550100", "US").orElseThrow().spellings())
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
        assertThat(phones.parse("+442079460000", "GB").orElseThrow().spellings())
                .contains(
                        "02079460000",
                        "2079460000",
                        "020 7946 0000",
                        "442079460000",
                        "+44 20 7946 0000",
                        "+44 (0)20 7946 0000",
                        "(020) 7946 0000",
                        "00442079460000");
        assertThat(phones.parse("+5511961234567", "BR").orElseThrow().spellings())
                .contains(
                        "(11) 96123-4567", "11961234567", "5511961234567", "+55 11 96123-4567", "+55 (11) 96123-4567");
        assertThat(phones.parse("+81312345678", "JP").orElseThrow().spellings())
                .contains("03-1234-5678", "0312345678", "+81-3-1234-5678");
    }

    @Test
    void looksForNoNationalDigitsOfAnotherCountry() {
        var spellings = phones.parse("+442079460000", "US").orElseThrow().spellings();

        assertThat(spellings)
                .startsWith("+442079460000")
                .contains("011442079460000", "+44 20 7946 0000")
                .noneMatch(spelling -> spelling.replaceAll("\\D", "").equals("2079460000"));
    }

    @Property(tries = 2_000)
    void everySpellingMeansTheSameNumber(@ForAll("numbers") Dialled number) {
        var spellings =
                phones.parse(number.e164(), number.region()).orElseThrow().spellings();

        assertThat(spellings).hasSizeBetween(8, 24).doesNotHaveDuplicates().startsWith(number.e164());
        assertThat(spellings)
                .allSatisfy(
                        spelling -> assertThat(e164(spelling, number.region())).isEqualTo(number.e164()));
    }

    @Property(tries = 2_000)
    void everySpellingOfAForeignNumberMeansTheSameNumber(@ForAll("numbers") Dialled number) {
        var away = number.region().equals("US") ? "GB" : "US";

        assertThat(phones.parse(number.e164(), away).orElseThrow().spellings())
                .allSatisfy(spelling ->
                        assertThat(e164(spelling, away)).as(spelling).isEqualTo(number.e164()));
    }

    @Property
    void neverFails(@ForAll String text) {
        assertThat(phones.parse(text, "US").map(PhoneNumber::e164).orElse("+1")).startsWith("+");
    }

    @Test
    void showsNoNumber() {
        assertThat(phones.parse("+14155550100", "US").toString()).doesNotContain("415");
    }

    /** Valid fixed and mobile numbers: an example with other last digits. */
    @Provide
    Arbitrary<Dialled> numbers() {
        return Combinators.combine(
                        Arbitraries.of(REGIONS),
                        Arbitraries.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE),
                        Arbitraries.integers().between(0, 9_999))
                .as(LibPhoneNumbersTest::number)
                .filter(number -> !number.e164().isEmpty());
    }

    private static Dialled number(String region, PhoneNumberType type, int last) {
        var library = PhoneNumberUtil.getInstance();
        var number = library.getExampleNumberForType(region, type);
        number.setNationalNumber(number.getNationalNumber() / 10_000 * 10_000 + last);
        return new Dialled(region, library.isValidNumber(number) ? library.format(number, PhoneNumberFormat.E164) : "");
    }
}
