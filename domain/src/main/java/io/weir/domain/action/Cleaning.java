package io.weir.domain.action;

import java.util.Locale;

/**
 * What happens to the text of an input before it is checked, in this order.
 *
 * @param strip the characters that are removed wherever they stand
 * @param digitsOnly whether everything but the digits 0 to 9 is removed
 * @param letters the case of letters
 * @param length the least number of characters; 0 for any
 * @param padding the character that is put before a shorter text
 */
public record Cleaning(String strip, boolean digitsOnly, Letters letters, int length, char padding) {
    /** No change. */
    public static final Cleaning NONE = new Cleaning("", false, Letters.AS_SENT, 0, '0');

    /** The case of letters. */
    public enum Letters {
        AS_SENT,
        UPPER,
        LOWER
    }

    /** The same, which keeps characters that are no digits. */
    public Cleaning withOtherThanDigits() {
        return new Cleaning(strip, false, letters, length, padding);
    }

    /** The cleaned {@code text}. A text of which nothing is left is not padded. */
    public String clean(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .filter(c -> strip.indexOf(c) < 0 && (!digitsOnly || (c >= '0' && c <= '9')))
                .forEach(kept::appendCodePoint);
        String cased = switch (letters) {
            case AS_SENT -> kept.toString();
            case UPPER -> kept.toString().toUpperCase(Locale.ROOT);
            case LOWER -> kept.toString().toLowerCase(Locale.ROOT);
        };
        int missing = length - cased.codePointCount(0, cased.length());
        return missing > 0 && !cased.isBlank() ? Character.toString(padding).repeat(missing) + cased : cased;
    }
}
