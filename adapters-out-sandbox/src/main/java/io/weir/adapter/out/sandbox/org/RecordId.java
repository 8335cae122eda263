package io.weir.adapter.out.sandbox.org;

import java.util.Optional;

/**
 * Salesforce's record ids. The short form has 15 case-sensitive characters. The long form adds 3 characters that
 * encode the case of the others, for systems that ignore case.
 */
public final class RecordId {
    /** The number of characters of the short form, which the long form begins with. */
    public static final int SHORT = 15;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CASE_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String INSTANCE = "5g000";
    private static final int LONG = 18;
    private static final int CHARACTERS_PER_CODE = 5;

    private RecordId() {}

    /** The long id of record {@code number} of the object with {@code keyPrefix}. */
    public static String of(String keyPrefix, int number) {
        var digits = new char[SHORT - keyPrefix.length() - INSTANCE.length()];
        int rest = number;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt(rest % DIGITS.length());
            rest /= DIGITS.length();
        }
        return extended(keyPrefix + INSTANCE + new String(digits));
    }

    /** The long form of {@code text}, which may have either form; empty if it is not an id. */
    public static Optional<String> canonical(String text) {
        if (!text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        return switch (text.length()) {
            case SHORT -> Optional.of(extended(text));
            case LONG -> withCaseRestored(text);
            default -> Optional.empty();
        };
    }

    /**
     * The long form of {@code text}, for an id that a person writes. Throws {@link IllegalArgumentException} with the
     * remedy if it is no id, or if the end of a long form contradicts the case of its letters.
     */
    public static String exact(String text) {
        var id = canonical(text);
        if (id.isPresent() && text.startsWith(id.get().substring(0, SHORT))) {
            return id.get();
        }
        String right =
                text.length() == LONG ? canonical(text.substring(0, SHORT)).orElse("") : "";
        throw new IllegalArgumentException(
                right.isEmpty()
                        ? "is no id: '%s'; give 15 or 18 letters and digits".formatted(text)
                        : "is no id: the end of '%s' contradicts the case of the other letters; give '%s', or '%s'"
                                .formatted(text, right.substring(0, SHORT), right));
    }

    private static String extended(String id) {
        var extended = new StringBuilder(LONG).append(id);
        for (int group = 0; group < SHORT; group += CHARACTERS_PER_CODE) {
            int capitals = 0;
            for (int i = 0; i < CHARACTERS_PER_CODE; i++) {
                capitals |= isCapital(id.charAt(group + i)) ? 1 << i : 0;
            }
            extended.append(CASE_CODES.charAt(capitals));
        }
        return extended.toString();
    }

    private static Optional<String> withCaseRestored(String id) {
        var restored = new StringBuilder(SHORT);
        for (int i = 0; i < SHORT; i++) {
            int capitals = CASE_CODES.indexOf(Character.toUpperCase(id.charAt(SHORT + i / CHARACTERS_PER_CODE)));
            if (capitals < 0) {
                return Optional.empty();
            }
            boolean capital = (capitals >> (i % CHARACTERS_PER_CODE) & 1) == 1;
            char c = id.charAt(i);
            restored.append(capital ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        var extended = extended(restored.toString());
        return extended.equalsIgnoreCase(id) ? Optional.of(extended) : Optional.empty();
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
