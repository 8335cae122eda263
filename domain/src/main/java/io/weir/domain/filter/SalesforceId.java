package io.weir.domain.filter;

import java.util.Locale;
import java.util.Optional;

/**
 * A record id in its 18-character, case-safe form.
 *
 * <p>Salesforce writes the case of 15 characters into 3 more: one of 32 for each five, the n-th bit set where the n-th
 * of them is a capital. So 18 characters are the same id in any case: the three say what the others were.
 */
public record SalesforceId(String value) {
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT = 15;
    private static final int LONG = 18;
    private static final int CHUNK = 5;

    /**
     * Throws {@link IllegalArgumentException} unless {@code value} is 18 letters and digits, and the last three,
     * ignoring case, encode capitals at the place of letters.
     */
    public SalesforceId {
        if (value.length() != LONG || !isAlphanumeric(value)) {
            throw new IllegalArgumentException("not an 18-character id");
        }
        value = inItsCase(value).orElseThrow(() -> new IllegalArgumentException("the id's last characters do not fit"));
    }

    /** The id in {@code text}, of 15 or 18 characters; empty if {@code text} is not an id. */
    public static Optional<SalesforceId> parse(String text) {
        if (!isAlphanumeric(text)) {
            return Optional.empty();
        }
        return switch (text.length()) {
            case SHORT -> Optional.of(new SalesforceId(text + suffix(text)));
            case LONG -> inItsCase(text).map(SalesforceId::new);
            default -> Optional.empty();
        };
    }

    /** {@code id} with the capitals that its last three characters encode; empty if one of those is not a letter. */
    private static Optional<String> inItsCase(String id) {
        String suffix = id.substring(SHORT).toUpperCase(Locale.ROOT);
        var restored = new StringBuilder(LONG);
        for (int i = 0; i < SHORT; i++) {
            int capitals = SUFFIXES.indexOf(suffix.charAt(i / CHUNK));
            boolean capital = (capitals & 1 << i % CHUNK) != 0;
            char c = id.charAt(i);
            restored.append(capital ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return suffix(restored).equals(suffix) ? Optional.of(restored + suffix) : Optional.empty();
    }

    private static String suffix(CharSequence id) {
        var suffix = new StringBuilder(LONG - SHORT);
        for (int chunk = 0; chunk < SHORT; chunk += CHUNK) {
            int capitals = 0;
            for (int i = 0; i < CHUNK; i++) {
                char c = id.charAt(chunk + i);
                capitals |= c >= 'A' && c <= 'Z' ? 1 << i : 0;
            }
            suffix.append(SUFFIXES.charAt(capitals));
        }
        return suffix.toString();
    }

    private static boolean isAlphanumeric(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }

    @Override
    public String toString() {
        return Value.HIDDEN;
    }
}
