package io.weir.adapter.in.http.caller;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What is kept of an API key: its HMAC-SHA-256, under its own public part where it has one. Fast, because keys are random: 256 bits
 * cannot be guessed however fast the guesses are tried, and by its hash a key is found among any number.
 *
 * <p>Two are compared in constant time.
 */
public final class KeyHash {
    /** The fewest characters of a key that was not made here; fewer are a password. */
    private static final int SHORTEST_KEY = 32;

    /** Fewer different ones than 32 random characters have, hexadecimal digits even. */
    private static final int FEWEST_DIFFERENT = 8;

    private static final String PREFIX = "hmac-sha256:";
    private static final Pattern MADE_HERE = Pattern.compile("weir_([a-z0-9]{8})_[A-Za-z0-9_-]{43}");
    private static final byte[] NO_PUBLIC_PART = Digests.utf8("weir");
    private static final int BYTES = 32;

    private final byte[] hash;

    private KeyHash(byte[] hash) {
        this.hash = hash;
    }

    /** The hash of {@code key}; {@link IllegalArgumentException} for a blank one. */
    public static KeyHash of(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("an API key is not blank");
        }
        byte[] publicPart = publicPart(key).map(Digests::utf8).orElse(NO_PUBLIC_PART);
        return new KeyHash(Digests.hmac(publicPart, Digests.utf8(key)));
    }

    /** The hash that {@code text} writes, as {@link #text} does; {@link IllegalArgumentException} for none, which it does not repeat. */
    public static KeyHash parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + 2 * BYTES) {
            throw new IllegalArgumentException("expected '%s' and 64 hexadecimal digits".formatted(PREFIX));
        }
        try {
            return new KeyHash(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("expected '%s' and 64 hexadecimal digits".formatted(PREFIX), notHex);
        }
    }

    /** A new key: 256 bits by {@code random}, behind a part that may be shown. */
    public static String newKey(RandomGenerator random) {
        byte[] name = new byte[4];
        byte[] secret = new byte[BYTES];
        random.nextBytes(name);
        random.nextBytes(secret);
        return "weir_%s_%s"
                .formatted(
                        HexFormat.of().formatHex(name),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Throws {@link IllegalArgumentException} for a {@code key} that cannot be sent in a header. */
    public static void requireSendable(String key) {
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "a key is printable ASCII without spaces, because it travels in a header");
        }
    }

    /** The same for a {@code key} that could be guessed, as far as can be seen. */
    public static void requireUnguessable(String key) {
        requireSendable(key);
        if (key.length() < SHORTEST_KEY || key.chars().distinct().count() < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException("a key is random and has at least %d characters, %d of them different"
                    .formatted(SHORTEST_KEY, FEWEST_DIFFERENT));
        }
    }

    /** The part of {@code key} that may be shown; empty for a key that was not made here. */
    public static Optional<String> publicPart(String key) {
        var matcher = MADE_HERE.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** As it stands in configuration. */
    public String text() {
        return PREFIX + HexFormat.of().formatHex(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return hash[0] << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8 | (hash[3] & 0xFF);
    }

    @Override
    public String toString() {
        return "KeyHash[hidden]";
    }
}
