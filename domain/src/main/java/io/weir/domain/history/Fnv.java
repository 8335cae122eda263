package io.weir.domain.history;

/** The FNV-1a hash of 64 bits: short names for texts that nobody chooses in order to collide. */
public final class Fnv {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fnv() {}

    /** The hash of {@code text}, over its UTF-16 code units. */
    public static long hash(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
