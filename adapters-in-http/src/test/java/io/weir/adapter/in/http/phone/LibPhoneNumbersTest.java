package io.weir.adapter.in.http.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.PhoneNumber;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which numbers a text has, in any spelling. */
class LibPhoneNumbersTest {
    private static final List<String> REGIONS = List.of("US", "GB", "DE", "FR", "AU", "IN", "BR", "JP");

    private final LibPhoneNumbers phones = new LibPhoneNumbers();

    private String e164(String text, String region) {
        return phones.parse(text, region).isEmpty()
                ? "none"
                : phones.parse(text, region).stream().map(PhoneNumber::e164).collect(Collectors.joining(" "));
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
        US | 914155550100                                 | +914155550100
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

    /** Several numbers in one value: each of them, in any order that the text has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "US!`+14155550100, +442079460000`!+14155550100 +442079460000",
                "US!+14155550100;+442079460000!+14155550100 +442079460000",
                "US!+14155550100/+442079460000!+14155550100 +442079460000",
                "US!+14155550100|+442079460000!+14155550100 +442079460000",
                "US!`+14155550100\n+442079460000`!+14155550100 +442079460000",
                "US!+14155550100+442079460000!+14155550100 +442079460000",
                "US!+14155550100 +442079460000!+14155550100 +442079460000",
                "US!(415) 555-0100 or (415) 555-0101!+14155550100 +14155550101",
                "US!415 555 0100 and 415 555 0101!+14155550100 +14155550101",
                "US!415 555 0100 415 555 0101!+14155550100 +14155550101",
                "US!4155550100 4155550101!+14155550100 +14155550101",
                "US!4155550100/4155550101!+14155550100 +14155550101",
                "US!`4155550100, +1 415 555 0100`!+14155550100",
                "US!tel:+14155550100,tel:+442079460000!+14155550100 +442079460000",
                "US!`\"Ada\" <sip:+14155550100@a.example>, \"Bob\" <sip:+442079460000@10.1.2.3:5060>`!+14155550100"
                        + " +442079460000",
                "US!`+14155550100 <sip:+442079460000@x>`!+14155550100 +442079460000",
                "GB!020 7946 0000 020 7946 0001!+442079460000 +442079460001"
            })
    void readsEveryNumberOfSeveral(String region, String text, String expected) {
        assertThat(e164(text, region)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        US!4155550100.0!+14155550100
        US!tel:5550100;phone-context=+1415!+14155550100
        US!tel:555-0100;phone-context=+1-415!+14155550100
        US!tel:0100;phone-context=+1(415)555!+14155550100
        US!44-2079460000!+442079460000
        US!(44) 20 7946 0000!+442079460000
        US!14155550100.00!+14155550100
        US!4.1555501E9!+14155550100
        US!*67 4155550100!+14155550100
        US!*674155550100!+14155550100
        US!*82 (415) 555-0100!+14155550100
        US!*67 1 415 555 0100!+14155550100
        US!11674155550100!+14155550100
        US!1167 1 415 555 0100!+14155550100
        US!#31#4155550100!+14155550100
        DE!*31#030901820!+4930901820
        DE!*#31#030 901820!+4930901820
        GB!141 020 7946 0000!+442079460000
        GB!1470 02079460000!+442079460000
        JP!186-03-1234-5678!+81312345678
        AU!1831 0412 345 678!+61412345678
        US!tel:+14155550100;verstat=TN-Validation-Passed!+14155550100
        US!tel:+14155550100;rn=+14155550199;npdi!+14155550100
        GB!tel:4155550100;phone-context=+1!+14155550100
        GB!sip:4155550100;phone-context=+1@gw.example;user=phone!+14155550100
        US!sip:+14155550100;verstat=No-TN-Validation@10.0.0.1:5060;user=phone!+14155550100
        US!SIPS:%2B1%20415%20555%200100@pbx.example.com!+14155550100
        US!whatsapp:+14155550100!+14155550100
        US!callto:+1-415-555-0100!+14155550100
        US!<+14155550100>!+14155550100
        US!4155550100,,12#!+14155550100
        US!415-555-0100 #12!+14155550100
        US!415-555-0100 extension 1234!+14155550100
        US!+52 1 55 1234 5678!+525512345678
        US!+5215512345678!+525512345678
        US!011 52 1 55 1234 5678!+525512345678
        MX!1 55 1234 5678!+525512345678
        MX!044 55 1234 5678!+525512345678
        MX!01 55 1234 5678!+525512345678
        MX!55 1234 5678!+525512345678
        AR!011 15 2345-6789!+5491123456789
        AR!+54 9 11 2345-6789!+5491123456789
        BR!0 15 11 96123-4567!+5511961234567
        IT!06 1234 5678!+390612345678
        IT!+39 06 12345678!+390612345678
        GB!+44 (0)20 7946 0000!+442079460000
        US!Ada Byron 415-555-0100 (mobile)!+14155550100
        """)
    void readsTheNumberThatIsMeant(String region, String text, String expected) {
        assertThat(e164(text, region)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202a+1 415\u00a0555\u20110100\u202c",
                "\u200f(415)\u2003555\u20130100\ufeff",
                "41\u200b555\u200b50100",
                "4\u200c1\u200d5\u2060555\u00ad0100",
                "\uff0b\uff11\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff10\uff10",
                "\u0664\u0661\u0665\u0665\u0665\u0665\u0660\u0661\u0660\u0660",
                "\t415 555 0100\r\n"
            })
    void readsAnyScriptAndNoMarks(String text) {
        assertThat(e164(text, "US")).isEqualTo("+14155550100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "266696687",
                "+266696687",
                "1266696687",
                "86282452253",
                "+86282452253",
                "7378742833",
                "+17378742833",
                "7748483",
                "8656696",
                "2562533",
                "A.N.O.N.Y.M.O.U.S!",
                "«Private»",
                "not available",
                "+14155550100, anonymous",
                "\"Anonymous\" <sip:+14155550100@x>",
                "SIP:Anonymous@Anonymous.Invalid;user=phone",
                "sip:10.0.0.1",
                "4155550100, 4155",
                "4155550100, 415 555",
                "+14155550100 12345",
                "0000000000",
                "5555555555",
                "+15555555555",
                "1111111111",
                "1234567890",
                "415555010",
                "-4155550100.5",
                "4.15555E+09",
                "#31#",
                "*67",
                "*"
            })
    void readsNoNumberWhereThereIsADoubt(String text) {
        assertThat(e164(text, "US")).isEqualTo("none");
    }

    /** A digit too many makes no foreigner of a caller from here. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
        US!4155550100 2
        US!4155550100/2
        US!(415) 555-0100 2
        US!415-555-0100-2
        US!415.555.0100.2
        GB!0 020 7946 0000
        GB!0-020 7946 0000
        US!911@(415) 555-0100
        US!1234@(415) 555-0100
        FR!2@01 23 45 67 89
        """)
    void readsNoOtherNumberWhereADigitStandsBeside(String region, String text) {
        assertThat(phones.parse(text, region)).isEmpty();
    }

    /** Each part may be a number or belong to the one before: ten thousands of ways, of which none ends well. */
    @Test
    void triesNoMoreWaysThanThereAreParts() {
        assertThat(phones.parse("30901 ".repeat(15) + "1", "DE")).isEmpty();
        assertThat(phones.parse("0".repeat(3) + "3090182 ".repeat(15) + "00", "DE"))
                .isEmpty();
    }

    @Test
    void putsNoDigitBeforeANumberOfAnotherCountry() {
        assertThat(e164("67200000", "US")).isEqualTo("none");
        assertThat(e164("+67200000", "US")).isEqualTo("none");
        assertThat(e164("+67230 0000", "US")).isEqualTo("+672300000");
        assertThat(e164("00000", "NF")).isEqualTo("+672300000");
    }

    @Test
    void readsNoMoreNumbersThanASearchHasRoomFor() {
        var many = IntStream.range(0, 9).mapToObj(i -> "415555010" + i).toList();

        assertThat(phones.parse(String.join(",", many.subList(0, 8)), "US")).hasSize(8);
        assertThat(phones.parse(String.join(",", many), "US")).isEmpty();
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
    void showsNoNumber() {
        assertThat(phones.parse("+14155550100", "US").toString()).doesNotContain("415");
    }
}
