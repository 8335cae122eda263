package io.weir.domain.history;

/**
 * The keyed hash of a contact's id. An operator who knows the id finds the contact's runs; without the key, the hash is
 * useless.
 *
 * @param hex 16 to 64 lower-case hexadecimal digits; empty if the request names no contact
 */
public record ContactHash(String hex) {
    /** The request names no contact. */
    public static final ContactHash NONE = new ContactHash("");

    /** Throws {@link IllegalArgumentException} for any other text, such as the id itself. */
    public ContactHash {
        boolean wellFormed = hex.isEmpty() || (hex.length() >= 16 && hex.length() <= 64);
        if (!wellFormed || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a contact is kept as a hash of 16 to 64 hexadecimal digits");
        }
    }

    public boolean isNone() {
        return hex.isEmpty();
    }

    @Override
    public String toString() {
        return hex;
    }
}
