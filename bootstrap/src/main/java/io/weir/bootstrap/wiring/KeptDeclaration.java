package io.weir.bootstrap.wiring;

/**
 * The text of a data action as the store keeps it. A text that is no longer served begins with a comment that says so,
 * and stays readable: if it is served again, it is compared with what flows knew.
 */
public final class KeptDeclaration {
    private static final String NO_LONGER_SERVED = "# no longer served\n";

    private KeptDeclaration() {}

    /** Whether {@code kept} was served last. */
    public static boolean isServed(String kept) {
        return !kept.startsWith(NO_LONGER_SERVED);
    }

    /** {@code served} as it is kept once it is no longer served. */
    static String noLongerServed(String served) {
        return NO_LONGER_SERVED + served;
    }
}
