package io.weir.adapter.out.sandbox.search;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The spellings in digits by which a search finds a stored phone number: the full number and the national number.
 *
 * <p>How Salesforce normalizes phone numbers in its index is not documented. This is a simplification: the number is
 * international only if it begins with a plus sign; the national number lacks the calling code and a leading zero;
 * extensions are found only as tokens; the country of the org does not matter.
 */
final class PhoneNumbers {
    private static final int MIN_DIGITS = 7;
    private static final Pattern EXTENSION = Pattern.compile("(?i)[\\s,;]*(?:x|ext\\.?|#)\\s*\\d+\\s*$");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");
    private static final Set<String> CALLING_CODES_OF_TWO_DIGITS = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    private PhoneNumbers() {}

    /** The spellings of {@code phone}; empty if it has too few digits. */
    static Set<String> spellings(String phone) {
        String number = EXTENSION.matcher(phone.strip()).replaceFirst("");
        boolean international = number.startsWith("+");
        boolean trunkPrefix = international && number.contains("(0)");
        String digits = digits(trunkPrefix ? number.replace("(0)", "") : number);
        if (digits.length() < MIN_DIGITS) {
            return Set.of();
        }
        String national = national(digits, international);
        var spellings = new LinkedHashSet<String>();
        spellings.add(digits);
        spellings.add(national);
        if (trunkPrefix) {
            spellings.add("0" + national);
        }
        return spellings;
    }

    /** The digits of {@code term} if it may be a phone number: only digits and punctuation, at least seven digits. */
    static String digitsOf(String term) {
        String digits = digits(term);
        return digits.length() < MIN_DIGITS || term.codePoints().anyMatch(Character::isLetter) ? "" : digits;
    }

    private static String national(String digits, boolean international) {
        if (international) {
            return digits.substring(callingCodeLength(digits));
        }
        boolean northAmerican = digits.length() == 11 && digits.startsWith("1");
        boolean trunkPrefix = digits.startsWith("0") && !digits.startsWith("00");
        return northAmerican || trunkPrefix ? digits.substring(1) : digits;
    }

    private static int callingCodeLength(String digits) {
        if (digits.startsWith("1") || digits.startsWith("7")) {
            return 1;
        }
        return CALLING_CODES_OF_TWO_DIGITS.contains(digits.substring(0, 2)) ? 2 : 3;
    }

    private static String digits(String text) {
        return NOT_DIGITS.matcher(text).replaceAll("");
    }
}
