package io.weir.adapter.in.http;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.port.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Telephone numbers by Google's libphonenumber, out of whatever a telephone system says for one: any spelling, {@code tel:} and
 * {@code sip:} addresses, the words for a number that is withheld.
 *
 * <p>Thread-safe. The library's data is read at the first number, which takes up to some tenths of a second; see
 * {@link #warmUp}.
 */
public final class LibPhoneNumbers implements PhoneNumbers {
    private static final int LONGEST = 250;

    /** The least number of seven digits. */
    private static final long SHORTEST = 1_000_000;

    /** What networks say instead of a number, by its letters alone. */
    private static final Set<String> WITHHELD = Set.of(
            "anonymous",
            "blocked",
            "coinlinecall",
            "hidden",
            "na",
            "nocallerid",
            "none",
            "notavailable",
            "null",
            "numberwithheld",
            "outofarea",
            "payphone",
            "private",
            "privatenumber",
            "restricted",
            "unavailable",
            "unknown",
            "withheld");

    /** Reads the library's data before the first caller has to wait for it. */
    public void warmUp() {
        parse("+14155550100", "US");
    }

    /** Whether {@code region}, two letters of ISO 3166, has telephone numbers; Antarctica has none. */
    static boolean hasNumbers(String region) {
        return library().getSupportedRegions().contains(region);
    }

    @Override
    public Optional<PhoneNumber> parse(String text, String region) {
        String spelt = text.length() > LONGEST ? "" : withoutAddress(text.strip());
        if (digits(spelt).isEmpty() || WITHHELD.contains(letters(spelt))) {
            return Optional.empty();
        }
        return number(spelt, region).map(number -> spelt(number, region));
    }

    /** The number in a {@code sip:} or {@code tel:} address, or the text itself. */
    private static String withoutAddress(String text) {
        int open = text.lastIndexOf('<');
        int close = text.lastIndexOf('>');
        String address =
                open >= 0 && close > open ? text.substring(open + 1, close).strip() : text;
        String scheme = address.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("sip:") || scheme.startsWith("sips:")) {
            String user = before("@", address.substring(address.indexOf(':') + 1));
            return afterPlus(before(":", before(";", user)).replace("%2B", "+").replace("%2b", "+"));
        }
        return scheme.startsWith("tel:") ? afterPlus(address.substring("tel:".length())) : afterPlus(address);
    }

    private static String before(String end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** A flow that puts a country code before a number that has one makes {@code 1+14155550100} of it. */
    private static String afterPlus(String number) {
        int parameters = number.indexOf(';');
        int plus = number.lastIndexOf('+', parameters < 0 ? number.length() : parameters);
        return plus > 0 ? number.substring(plus) : number;
    }

    private static Optional<Phonenumber.PhoneNumber> number(String spelt, String region) {
        Optional<Phonenumber.PhoneNumber> possible = Optional.empty();
        for (String reading : readings(spelt, region)) {
            var number = read(reading, region);
            if (number.isPresent() && library().isValidNumber(number.get())) {
                return number;
            }
            possible = possible.or(() -> number.filter(LibPhoneNumbers::isPossible));
        }
        return possible;
    }

    /** What the digits may mean, likeliest first: as the region dials them, or with a country code that lacks its plus. */
    private static List<String> readings(String spelt, String region) {
        String digits = digits(spelt);
        if (spelt.indexOf('+') >= 0 || spelt.indexOf(';') >= 0) {
            return List.of(spelt);
        }
        var readings = new ArrayList<String>(5);
        // Where numbers have many lengths, those with the country's own code would be national ones of a longer kind.
        int own = countryCode(region);
        if (own != 0 && digits.startsWith(Integer.toString(own))) {
            readings.add("+" + digits);
        }
        readings.add(spelt);
        for (String exit : List.of("00", "011")) {
            if (digits.startsWith(exit)) {
                readings.add("+" + digits.substring(exit.length()));
            }
        }
        readings.add("+" + digits);
        // A flow that puts a 1 before every number puts it before those too that have one.
        if (digits.startsWith("11")) {
            readings.add("+" + digits.substring(1));
        }
        return readings;
    }

    private static Optional<Phonenumber.PhoneNumber> read(String text, String region) {
        try {
            return Optional.of(library().parse(text, region).clearExtension());
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    /**
     * Numbering plans change faster than libraries, so a number of the right length will do. A short one is an extension or a
     * service, and nobody's own.
     */
    private static boolean isPossible(Phonenumber.PhoneNumber number) {
        return number.getNationalNumber() >= SHORTEST
                && library().isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    }

    /** The country code of {@code region}; 0 for one without telephones of its own, which the library would log. */
    private static int countryCode(String region) {
        return hasNumbers(region) ? library().getCountryCodeForRegion(region) : 0;
    }

    private static PhoneNumber spelt(Phonenumber.PhoneNumber number, String region) {
        var format = library();
        String e164 = format.format(number, PhoneNumberFormat.E164);
        // The national digits of one country are somebody else's number in another.
        boolean fromHere = countryCode(region) == number.getCountryCode();
        var spellings = new PhoneSpellings(
                e164,
                Integer.toString(number.getCountryCode()),
                format.format(number, PhoneNumberFormat.NATIONAL),
                format.format(number, PhoneNumberFormat.INTERNATIONAL));
        return new PhoneNumber(e164, fromHere ? spellings.here() : spellings.abroad());
    }

    private static String digits(String text) {
        var digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(digit -> digits.append(Character.digit(digit, 10)));
        return digits.toString();
    }

    private static String letters(String text) {
        var letters = new StringBuilder();
        text.codePoints().filter(Character::isLetter).forEach(letters::appendCodePoint);
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    private static PhoneNumberUtil library() {
        return PhoneNumberUtil.getInstance();
    }
}
