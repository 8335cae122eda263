package io.weir.adapter.in.http.caller;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The hash of an API key: HMAC-SHA-256, with the key's public part as the HMAC's key if there is one. A fast hash is
 * enough, because keys are random: 256 bits cannot be guessed. Hashes are compared in constant time.
 */
public final class KeyHash {
    /** The minimum length of a key that Weir did not generate. */
    private static final int SHORTEST_KEY = 32;

    /** The minimum number of different characters; 32 random hexadecimal digits have more. */
    private static final int FEWEST_DIFFERENT = 8;

    private static final String PREFIX = "hmac-sha256:";
    private static final String GENERATED_PREFIX = "weir_";
    private static final Pattern GENERATED = Pattern.compile(GENERATED_PREFIX + "([a-z0-9]{8})_[A-Za-z0-9_-]{43}");
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

    /** Parses {@link #text}; {@link IllegalArgumentException} for other text, which its message does not repeat. */
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

    /** Generates a key: a public part and 256 random bits. */
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

    /** Throws {@link IllegalArgumentException} also for a {@code key} that looks guessable. */
    public static void requireUnguessable(String key) {
        requireSendable(key);
        if (key.length() < SHORTEST_KEY || key.chars().distinct().count() < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException("a key is random and has at least %d characters, %d of them different"
                    .formatted(SHORTEST_KEY, FEWEST_DIFFERENT));
        }
    }

    /** The public part of {@code key}; empty for a key that Weir did not generate. */
    public static Optional<String> publicPart(String key) {
        if (!key.startsWith(GENERATED_PREFIX)) {
            return Optional.empty();
        }
        var matcher = GENERATED.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The form in the configuration. */
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
