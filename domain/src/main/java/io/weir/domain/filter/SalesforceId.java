package io.weir.domain.filter;

import java.util.Optional;

/**
 * A record id in its 18-character, case-safe form.
 *
 * <p>Salesforce writes the case of 15 characters into 3 more: one of 32 for each five, the n-th bit set where the n-th of
 * them is a capital. The three themselves may come in any case and are kept as capitals.
 */
public record SalesforceId(String value) {
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT = 15;
    private static final int LONG = 18;

    /** Throws {@link IllegalArgumentException} unless {@code value} is 18 letters and digits whose last three fit. */
    public SalesforceId {
        if (value.length() != LONG || !isAlphanumeric(value) || !suffixFits(value)) {
            throw new IllegalArgumentException("not an 18-character id");
        }
        value = value.substring(0, SHORT) + suffix(value);
    }

    /** The id that {@code text} spells in 15 or 18 characters; empty if it spells none. */
    public static Optional<SalesforceId> parse(String text) {
        if (!isAlphanumeric(text)) {
            return Optional.empty();
        }
        if (text.length() == SHORT) {
            return Optional.of(new SalesforceId(text + suffix(text)));
        }
        return text.length() == LONG && suffixFits(text) ? Optional.of(new SalesforceId(text)) : Optional.empty();
    }

    private static boolean suffixFits(String id) {
        return suffix(id).equalsIgnoreCase(id.substring(SHORT));
    }

    private static String suffix(String id) {
        var suffix = new StringBuilder(LONG - SHORT);
        for (int chunk = 0; chunk < SHORT; chunk += 5) {
            int capitals = 0;
            for (int i = 0; i < 5; i++) {
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
