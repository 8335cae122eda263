package io.weir.adapter.in.http.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.MatchType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.port.PhoneNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads telephone numbers with Google's libphonenumber, as telephone systems write them: in any spelling, in
 * {@code tel:} and {@code sip:} addresses, behind service codes, several at once, and the words for a number that is
 * withheld.
 *
 * <p>Thread-safe. The library's data is read at the first number, which takes up to some tenths of a second; see
 * {@link #warmUp}.
 */
public final class LibPhoneNumbers implements PhoneNumbers {
    /** The most numbers that are searched at once: each has many spellings. */
    private static final int MOST = 8;

    /** The most parts between which a blank may separate two numbers. */
    private static final int MOST_PARTS = 16;

    private static final int NORTH_AMERICA = 1;
    private static final int MEXICO = 52;

    private static final int LONGEST_COUNTRY_CODE = 3;

    /** The least number of seven digits. */
    private static final long SHORTEST = 1_000_000;

    /** A code that is dialled before a number, to hide it, say; those with a star alone are North America's. */
    private static final Pattern SERVICE_CODE =
            Pattern.compile("^\\s*(?:[*#]{1,2}[0-9]{2,3}[*#]|\\*(?:[23][0-9]{2}|[0-9]{2}))\\s*");

    /** The same from a telephone without a star. */
    private static final Pattern ROTARY_CODE = Pattern.compile("^11[0-9]{2}(?=1?[2-9][0-9]{2}[2-9][0-9]{6}$)");

    /** Codes without a star that other regions' plans have, before a number in full. */
    private static final Map<String, Pattern> CODES = Map.of(
            "AU", Pattern.compile("^183[12][ -]*(?=0)"),
            "GB", Pattern.compile("^(?:141|1470)[ -]*(?=0)"),
            "IE", Pattern.compile("^14[12][ -]*(?=0)"),
            "JP", Pattern.compile("^18[46][ -]*(?=0)"));

    /**
     * Before 2019 a 1 followed Mexico's country code, and within Mexico one of the others stood before the ten digits.
     */
    private static final Pattern MEXICAN = Pattern.compile("^521(?=[0-9]{10}$)");

    private static final Pattern DIALLED_IN_MEXICO = Pattern.compile("^(?:01|044|045|1)(?=[0-9]{10}$)");

    private static final Pattern NORTH_AMERICAN = Pattern.compile("[2-9][0-9]{2}[2-9][0-9]{6}");
    private static final Pattern GROUPS = Pattern.compile("[^0-9]+");
    private static final Pattern BLANKS = Pattern.compile("[\\s/\\\\~]+");

    /** Reads the library's data, so that the first caller does not wait for it. */
    public void warmUp() {
        parse("+14155550100", "US");
    }

    /** Whether {@code region}, two letters of ISO 3166, has telephone numbers; Antarctica has none. */
    public static boolean hasNumbers(String region) {
        return library().getSupportedRegions().contains(region);
    }

    @Override
    public List<PhoneNumber> parse(String text, String region) {
        var numbers = new LinkedHashSet<PhoneNumber>();
        for (String piece : PhoneText.pieces(text)) {
            var found = numbers(withoutServiceCode(piece, region), region);
            if (found.isEmpty()) {
                return List.of();
            }
            found.forEach(number -> numbers.add(spelt(number, region)));
            if (numbers.size() > MOST) {
                return List.of();
            }
        }
        return List.copyOf(numbers);
    }

    /**
     * A number without a country code that the region could have is the region's; others are read as those of the
     * country of {@code number} are.
     */
    @Override
    public boolean isIn(String stored, PhoneNumber number, String region) {
        if (PhoneNumbers.super.isIn(stored, number, region)) {
            return true;
        }
        if (read(stored, region).filter(library()::isValidNumber).isPresent()) {
            return false;
        }
        return read(number.e164(), region)
                .filter(wanted -> read(stored, library().getRegionCodeForCountryCode(wanted.getCountryCode()))
                        .filter(found -> isSame(library().isNumberMatch(wanted, found)))
                        .isPresent())
                .isPresent();
    }

    private static boolean isSame(MatchType match) {
        return switch (match) {
            case EXACT_MATCH, NSN_MATCH -> true;
            case SHORT_NSN_MATCH, NO_MATCH, NOT_A_NUMBER -> false;
        };
    }

    private static String withoutServiceCode(String piece, String region) {
        boolean hasSign = piece.indexOf('*') >= 0 || piece.indexOf('#') >= 0;
        String number = hasSign ? SERVICE_CODE.matcher(piece).replaceFirst("") : piece;
        if (countryCode(region) == NORTH_AMERICA) {
            String digits = PhoneText.digits(number);
            String dialled = ROTARY_CODE.matcher(digits).replaceFirst("");
            return dialled.equals(digits) ? number : dialled;
        }
        var codes = CODES.get(region);
        return codes == null ? number : codes.matcher(number).replaceFirst("");
    }

    /** The number in {@code piece}, or several in a row; none if that is ambiguous. */
    private static List<Phonenumber.PhoneNumber> numbers(String piece, String region) {
        var readings = readings(piece, region);
        var valid = valid(readings, region);
        if (valid.isPresent()) {
            return List.of(valid.get());
        }
        var several = severalIn(piece, region);
        return several.isEmpty()
                ? readings.stream()
                        .filter(Reading::certain)
                        .map(reading -> read(reading.text(), region))
                        .flatMap(Optional::stream)
                        .filter(LibPhoneNumbers::isPossible)
                        .limit(1)
                        .toList()
                : several;
    }

    private static Optional<Phonenumber.PhoneNumber> valid(List<Reading> readings, String region) {
        for (var reading : readings) {
            var number = read(reading.text(), region);
            if (number.isPresent()
                    && library().isValidNumber(number.get())
                    && addsNoDigit(number.get(), reading.text(), region)
                    && hasSeveralDigits(number.get())) {
                return number;
            }
        }
        return Optional.empty();
    }

    /**
     * Within some countries a number is dialled without a digit that it has, as on Norfolk Island; nobody writes it so
     * elsewhere.
     */
    private static boolean addsNoDigit(Phonenumber.PhoneNumber number, String text, String region) {
        return number.getCountryCode() == countryCode(region)
                || PhoneText.digits(text).contains(Long.toString(number.getNationalNumber()));
    }

    /** The numbers between whose parts there are blanks only; none if the parts can be put together in several ways. */
    private static List<Phonenumber.PhoneNumber> severalIn(String piece, String region) {
        var parts = List.of(BLANKS.split(piece));
        if (parts.size() < 2 || parts.size() > MOST_PARTS) {
            return List.of();
        }
        // by the part with which they begin; each part is looked at once from each other, whatever stands in the text
        var ways = new HashMap<Integer, List<List<Phonenumber.PhoneNumber>>>();
        ways.put(parts.size(), List.of(List.of()));
        for (int start = parts.size() - 1; start >= 0; start--) {
            var fromHere = new ArrayList<List<Phonenumber.PhoneNumber>>();
            for (int end = start + 1; end <= parts.size(); end++) {
                var behind = ways.getOrDefault(end, List.of());
                if (!behind.isEmpty() && fromHere.size() < 2) {
                    String first = String.join(" ", parts.subList(start, end));
                    certain(first, region)
                            .ifPresent(number ->
                                    behind.forEach(rest -> fromHere.add(Stream.concat(Stream.of(number), rest.stream())
                                            .toList())));
                }
            }
            ways.put(start, fromHere.size() > 2 ? fromHere.subList(0, 2) : fromHere);
        }
        var whole = ways.getOrDefault(0, List.of());
        return whole.size() == 1 ? whole.getFirst() : List.of();
    }

    private static Optional<Phonenumber.PhoneNumber> certain(String text, String region) {
        return valid(readings(text, region).stream().filter(Reading::certain).toList(), region);
    }

    /**
     * What digits may mean.
     *
     * @param certain whether it is how they are written, and no guess
     */
    private record Reading(String text, boolean certain) {}

    /**
     * What the digits may mean, likeliest first: as the region dials them, or with a country code that lacks its plus.
     */
    private static List<Reading> readings(String spelt, String region) {
        String digits = PhoneText.digits(spelt);
        if (digits.isEmpty() || spelt.indexOf('*') >= 0 || spelt.indexOf('#') >= 0) {
            return List.of();
        }
        if (spelt.indexOf('+') >= 0) {
            String today = MEXICAN.matcher(digits).replaceFirst("52");
            return List.of(new Reading(today.equals(digits) ? spelt : "+" + today, true));
        }
        var groups =
                GROUPS.splitAsStream(spelt).filter(group -> !group.isEmpty()).toList();
        if (groups.getFirst().equals("0") && digits.startsWith("00")) {
            // an outside line, or a slip: no exit code is written so
            return List.of();
        }
        var readings = new ArrayList<Reading>(6);
        // Where numbers have many lengths, those with the country's own code would be national ones of a longer kind.
        int own = countryCode(region);
        if (own != 0 && digits.startsWith(Integer.toString(own))) {
            readings.add(international(digits, true));
        }
        readings.add(
                new Reading(own == MEXICO ? DIALLED_IN_MEXICO.matcher(digits).replaceFirst("") : spelt, true));
        for (String exit : List.of("00", "011")) {
            if (digits.startsWith(exit)) {
                readings.add(international(digits.substring(exit.length()), true));
            }
        }
        if (mayBeginWithACountryCode(groups)) {
            readings.add(international(digits, false));
        }
        // A flow that puts a 1 before every number puts it before those too that have one.
        if (digits.startsWith("11")) {
            readings.add(international(digits.substring(1), false));
        }
        return readings;
    }

    /**
     * Whether a country code stands by itself, where there are several groups of digits: {@code 4155550100 2} is not
     * Swiss.
     */
    private static boolean mayBeginWithACountryCode(List<String> groups) {
        return groups.size() < 2
                || (groups.getFirst().length() <= LONGEST_COUNTRY_CODE
                        && library().getSupportedCallingCodes().contains(Integer.parseInt(groups.getFirst())));
    }

    private static Reading international(String digits, boolean certain) {
        return new Reading("+" + MEXICAN.matcher(digits).replaceFirst("52"), certain);
    }

    private static Optional<Phonenumber.PhoneNumber> read(String text, String region) {
        try {
            return Optional.of(library().parse(text, region).clearExtension());
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    /**
     * Numbering plans change faster than libraries, so a number of the right length will do. A short one is an
     * extension or a service, and nobody's own; North America's plan has one form.
     */
    private static boolean isPossible(Phonenumber.PhoneNumber number) {
        return number.getNationalNumber() >= SHORTEST
                && hasSeveralDigits(number)
                && library().isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                && (number.getCountryCode() != NORTH_AMERICA
                        || NORTH_AMERICAN
                                .matcher(library().getNationalSignificantNumber(number))
                                .matches());
    }

    private static boolean hasSeveralDigits(Phonenumber.PhoneNumber number) {
        String digits = library().getNationalSignificantNumber(number);
        return !digits.equals(digits.substring(0, 1).repeat(digits.length()));
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
        return new PhoneNumber(
                e164, library().getNationalSignificantNumber(number), fromHere ? spellings.here() : spellings.abroad());
    }

    private static PhoneNumberUtil library() {
        return Library.INSTANCE;
    }

    /** Loaded at first use; the library itself would lock at each. */
    private static final class Library {
        static final PhoneNumberUtil INSTANCE = PhoneNumberUtil.getInstance();
    }
}
