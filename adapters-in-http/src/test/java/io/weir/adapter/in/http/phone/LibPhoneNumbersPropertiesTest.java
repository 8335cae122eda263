package io.weir.adapter.in.http.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import io.weir.domain.action.PhoneNumber;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every number, every spelling of it, and every text. */
class LibPhoneNumbersPropertiesTest {
    private static final List<String> REGIONS = List.of("US", "GB", "DE", "FR", "AU", "IN", "BR", "JP");

    private final LibPhoneNumbers phones = new LibPhoneNumbers();

    /** A valid number. */
    record Dialled(String region, String e164) {}

    private String e164(String text, String region) {
        return phones.parse(text, region).isEmpty()
                ? "none"
                : phones.parse(text, region).stream().map(PhoneNumber::e164).collect(Collectors.joining(" "));
    }

    /** However numbers are put together: all are found, or none, and never another. */
    @Property(tries = 300)
    void findsTheNumbersThatWerePutInOrNone(
            @ForAll("someNumbers") List<Dialled> numbers,
            @ForAll("separators") String separator,
            @ForAll("wrappers") String wrapper,
            @ForAll Random random) {
        var region = numbers.getFirst().region();
        var written = numbers.stream()
                .map(number -> {
                    var spellings =
                            phones.parse(number.e164(), region).getFirst().spellings();
                    return wrapper.formatted(spellings.get(random.nextInt(spellings.size())));
                })
                .collect(Collectors.joining(separator));

        var found =
                phones.parse(written, region).stream().map(PhoneNumber::e164).collect(Collectors.toSet());

        if (!found.isEmpty()) {
            assertThat(found)
                    .as(written)
                    .isEqualTo(numbers.stream().map(Dialled::e164).collect(Collectors.toSet()));
        }
        Statistics.collect(!found.isEmpty());
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 80));
    }

    /** No digit of a number comes from anywhere but the text. */
    @Property
    void makesUpNoDigits(@ForAll("texts") String text, @ForAll("regions") String region) {
        var digits = text.codePoints()
                .filter(Character::isDigit)
                .mapToObj(digit -> Integer.toString(Character.digit(digit, 10)))
                .collect(Collectors.joining());

        for (var number : phones.parse(text, region)) {
            // an extension may stand between them
            assertThat(digits)
                    .as(text)
                    .containsSubsequence(national(number.e164()).split(""));
        }
    }

    @Property(tries = 2_000)
    void everySpellingMeansTheSameNumber(@ForAll("numbers") Dialled number) {
        var spellings = phones.parse(number.e164(), number.region()).getFirst().spellings();

        assertThat(spellings).hasSizeBetween(8, 24).doesNotHaveDuplicates().startsWith(number.e164());
        assertThat(spellings)
                .allSatisfy(
                        spelling -> assertThat(e164(spelling, number.region())).isEqualTo(number.e164()));
    }

    @Property(tries = 2_000)
    void everySpellingOfAForeignNumberMeansTheSameNumber(@ForAll("numbers") Dialled number) {
        var away = number.region().equals("US") ? "GB" : "US";

        assertThat(phones.parse(number.e164(), away).getFirst().spellings())
                .allSatisfy(spelling ->
                        assertThat(e164(spelling, away)).as(spelling).isEqualTo(number.e164()));
    }

    @Property
    void neverFails(@ForAll String text) {
        assertThat(phones.parse(text, "US")).allMatch(number -> number.e164().startsWith("+"));
    }

    private static String national(String e164) {
        try {
            return Long.toString(PhoneNumberUtil.getInstance().parse(e164, null).getNationalNumber());
        } catch (NumberParseException none) {
            throw new IllegalArgumentException(none);
        }
    }

    @Provide
    Arbitrary<List<Dialled>> someNumbers() {
        return Arbitraries.of(REGIONS)
                .flatMap(region -> numbers()
                        .filter(number -> number.region().equals(region))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3));
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(", ", ",", "; ", " / ", "|", "\n", "\r\n", " or ", " and ", " & ", "\t", " oder ");
    }

    @Provide
    Arbitrary<String> wrappers() {
        return Arbitraries.of(
                "%s", " %s ", "<%s>", "\"Ada\" <%s>", "tel:%s", "\u202a%s\u202c", "%s (mobile)", "sip:%s@x.example");
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of(REGIONS);
    }

    @Provide
    Arbitrary<String> texts() {
        var pieces = Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMaxLength(11),
                Arbitraries.of(
                        "+", "00", "*67", "#31#", " ", ",", ";", "/", "-", "(", ")", ".", ".0", "e9", "sip:", "tel:",
                        "@", ";ext=", "x", "<", ">", "\"", "%2B", "+1", "+44", "415", "555", "020", "ada"),
                Arbitraries.strings().ofMaxLength(3).filter(text -> text.chars().noneMatch(Character::isUpperCase)));
        return pieces.list().ofMaxSize(10).map(parts -> String.join("", parts));
    }

    /** Valid fixed and mobile numbers: an example with other last digits. */
    @Provide
    Arbitrary<Dialled> numbers() {
        return Combinators.combine(
                        Arbitraries.of(REGIONS),
                        Arbitraries.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE),
                        Arbitraries.integers().between(0, 9_999))
                .as(LibPhoneNumbersPropertiesTest::number)
                .filter(number -> !number.e164().isEmpty());
    }

    private static Dialled number(String region, PhoneNumberType type, int last) {
        var library = PhoneNumberUtil.getInstance();
        var number = library.getExampleNumberForType(region, type);
        number.setNationalNumber(number.getNationalNumber() / 10_000 * 10_000 + last);
        return new Dialled(region, library.isValidNumber(number) ? library.format(number, PhoneNumberFormat.E164) : "");
    }
}
