package io.weir.adapter.in.http.phone;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds candidates for telephone numbers in texts of telephone systems, scripts and people: addresses, their
 * parameters, extensions and names are left out, and any text between two numbers separates them.
 */
final class PhoneText {
    /** The longest text that is searched. */
    private static final int LONGEST = 500;

    /** The words of networks for a withheld number, by their letters. */
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

    /** The same words from a network that sends digits only, as spelled on a telephone's keys. */
    private static final Set<String> WITHHELD_ON_KEYS = Stream.of(
                    "ANONYMOUS", "BLOCKED", "PRIVATE", "RESTRICTED", "UNAVAILABLE", "UNKNOWN", "WITHHELD")
            .map(PhoneText::onKeys)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern ENCODED = Pattern.compile("%([2-7][0-9A-Fa-f])");
    private static final Pattern DECIMALS =
            Pattern.compile("(?<![0-9.])(\\+?[0-9]{7,15})\\.0+(?=\\s*(?:$|[,;|\"<>a-zA-Z]))");

    private static final Pattern FRACTION = Pattern.compile("(?<![0-9.])[0-9]{7,15}\\.[0-9]{1,2}(?![0-9.])");

    /** As Java writes a number; with a sign or zeros in its exponent it is from a table that may have rounded it. */
    private static final Pattern EXPONENT = Pattern.compile("[1-9]\\.[0-9]{1,14}[eE][1-9][0-9]?");

    private static final Pattern QUOTED_NAME = Pattern.compile("\"([^\"<>]*)\"\\s*(?=<)");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(?:sips?|tel|whatsapp|callto):(?://)?");
    private static final Pattern CONTEXT = Pattern.compile(
            "(?i)(?<=^|[,|<\\s])([0-9(][0-9().-]*)((?:;[^,|<>@\\s;]*)*?);phone-context=(\\+[0-9().-]{1,30})");

    /** What follows the user of an address: a password, the host, and the parameters. */
    private static final Pattern HOST = Pattern.compile("(?::[^@\\s,|<>]*)?@[^\\s,|<>]*");

    private static final Pattern PARAMETER =
            Pattern.compile("(?i);\\s*[a-z][a-z0-9_-]*(?:=(?:\"[^\"]*\"|[^\\s,;|<>]*))?");
    private static final Pattern EXTENSION = Pattern.compile(
            "(?i)(?<=[0-9)])(?:\\s*(?:ext(?:ension|n)?|x)[.:]?\\s*|,+|;|\\s*#)" + "[0-9]{1,6}#?(?=\\s*(?:$|[,;|>]))");

    /** A country code or a prefix that a script puts before a number that has its own. */
    private static final Pattern PUT_BEFORE = Pattern.compile("(?<=^|[,;|<])(\\s*)\\+?[0-9]{0,3}\\s*\\+(?=[0-9(])");

    /** A free number in words, such as {@code 1-800-FLOWERS}. */
    private static final Pattern VANITY =
            Pattern.compile("(?:\\+?1[ .-]?)?\\(?8[0-9]{2}\\)?[ .-]?(?=[^A-Z]*[A-Z]{3})[0-9A-Z-]{7,11}");

    /** Separates numbers: any characters that cannot occur in a number. */
    private static final Pattern SEPARATOR = Pattern.compile("[^-0-9+*#()./\\\\~ \\[\\]]+|(?=\\+)");

    private static final Pattern SEGMENT = Pattern.compile("[,;|<>\"]");

    private PhoneText() {}

    /**
     * The pieces of {@code text} that have digits, in ASCII, in their order: if one of them is no number, the text is
     * not understood. None for a text that says that the number is withheld.
     */
    static List<String> pieces(String text) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        if (isDigitsAlone(text)) {
            // as most telephone systems send it: nothing of what follows would change it
            return isWithheld(text) ? List.of() : List.of(text);
        }
        String plain = whole(ascii(text).strip());
        if (FRACTION.matcher(plain).find()) {
            return List.of();
        }
        if (VANITY.matcher(plain).matches()) {
            return List.of(onKeys(plain));
        }
        plain = QUOTED_NAME.matcher(plain).replaceAll(name -> isWithheld(name.group(1)) ? "$1," : "");
        plain = SCHEME.matcher(plain).replaceAll(",");
        plain = CONTEXT.matcher(plain).replaceAll("$3$1$2");
        plain = HOST.matcher(plain).replaceAll(",");
        plain = PARAMETER.matcher(plain).replaceAll("");
        if (isWithheld(plain) || SEGMENT.splitAsStream(plain).anyMatch(PhoneText::isWithheld)) {
            return List.of();
        }
        plain = EXTENSION.matcher(plain).replaceAll(",");
        plain = PUT_BEFORE.matcher(plain).replaceAll("$1+");
        return Arrays.stream(SEPARATOR.split(plain))
                .map(String::strip)
                .filter(piece -> !digits(piece).isEmpty())
                .toList();
    }

    /** The digits of {@code text}, as ASCII has them. */
    static String digits(String text) {
        var digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (Character.isDigit(c)) {
                digits.append((char) ('0' + Character.digit(c, 10)));
            }
            i += Character.charCount(c);
        }
        return digits.toString();
    }

    /** Whether {@code text} is digits in ASCII, with a plus before them or without. */
    private static boolean isDigitsAlone(String text) {
        int first = text.startsWith("+") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return first < text.length();
    }

    /**
     * {@code text} with digits, full-width characters, blanks and dashes in ASCII, and a comma for each line break.
     * Invisible characters are removed.
     */
    private static String ascii(String text) {
        var ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.FORMAT -> {}
                case Character.DECIMAL_DIGIT_NUMBER -> ascii.append(Character.digit(c, 10));
                case Character.SPACE_SEPARATOR -> ascii.append(' ');
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL -> ascii.append(',');
                case Character.DASH_PUNCTUATION -> ascii.append('-');
                default -> ascii.appendCodePoint(c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c);
            }
        });
        return ENCODED.matcher(ascii)
                .replaceAll(
                        octet -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(octet.group(1), 16))));
    }

    /** A whole number where scripts have made a decimal of it. */
    private static String whole(String text) {
        if (EXPONENT.matcher(text).matches()) {
            var number = new BigDecimal(text);
            return number.stripTrailingZeros().scale() <= 0
                    ? number.toBigInteger().toString()
                    : text;
        }
        return DECIMALS.matcher(text).replaceAll("$1");
    }

    private static boolean isWithheld(String text) {
        var letters = new StringBuilder();
        text.codePoints().filter(Character::isLetter).forEach(letters::appendCodePoint);
        String digits = digits(text);
        return WITHHELD.contains(letters.toString().toLowerCase(Locale.ROOT))
                || WITHHELD_ON_KEYS.contains(digits)
                || (digits.startsWith("1") && WITHHELD_ON_KEYS.contains(digits.substring(1)));
    }

    /** {@code text} with the digit of its key for each capital letter. */
    private static String onKeys(String text) {
        var digits = new StringBuilder(text.length());
        text.chars()
                .forEach(c ->
                        digits.append(c >= 'A' && c <= 'Z' ? "22233344455566677778889999".charAt(c - 'A') : (char) c));
        return digits.toString();
    }
}
