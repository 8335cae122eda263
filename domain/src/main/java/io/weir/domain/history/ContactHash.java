package io.weir.domain.history;

/**
 * A contact's id as a keyed hash: the same for the same contact, so that an operator finds the runs of one whose id he knows,
 * and of no use to anybody without the key.
 *
 * @param hex 16 to 64 lower-case hexadecimal digits; empty where nobody said whom a request is about
 */
public record ContactHash(String hex) {
    /** Nobody said whom the request is about. */
    public static final ContactHash NONE = new ContactHash("");

    /** Throws {@link IllegalArgumentException} for what is no such hash, which a contact's id itself would be. */
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
