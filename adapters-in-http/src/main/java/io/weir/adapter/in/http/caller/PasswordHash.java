package io.weir.adapter.in.http.caller;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The hash of a password: PBKDF2-HMAC-SHA-256 with a salt, slow because passwords can be guessed. */
public final class PasswordHash {
    /** The default; a hash takes about 0.2 s of one core. */
    public static final int DEFAULT_ITERATIONS = 600_000;

    public static final int LONGEST_PASSWORD = 256;
    private static final int FEWEST_ITERATIONS = 100_000;
    private static final int MOST_ITERATIONS = 2_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256:(\\d{6,7}):([A-Za-z0-9+/]{22}==):([A-Za-z0-9+/]{43}=)");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Hashes {@code password}; {@link IllegalArgumentException} if it is empty, longer than 256 characters, or contains
     * a control character.
     */
    public static PasswordHash of(String password, RandomGenerator random) {
        return of(password, DEFAULT_ITERATIONS, random);
    }

    /** Whether {@code text} contains a control character. HMAC ignores a trailing NUL, so none is accepted. */
    public static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    public static PasswordHash of(String password, int iterations, RandomGenerator random) {
        if (password.isEmpty() || password.length() > LONGEST_PASSWORD || hasControlCharacter(password)) {
            throw new IllegalArgumentException(
                    "a password has 1 to %d characters, no control character among them".formatted(LONGEST_PASSWORD));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(iterations, salt, derived(password, salt, iterations));
    }

    /** Parses {@link #text}; {@link IllegalArgumentException} for other text, which its message does not repeat. */
    public static PasswordHash parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected what 'weir caller hash' prints: pbkdf2-sha256:<iterations>:<salt>:<hash>");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "expected %d to %d iterations".formatted(FEWEST_ITERATIONS, MOST_ITERATIONS));
        }
        return new PasswordHash(
                iterations,
                Base64.getDecoder().decode(matcher.group(2)),
                Base64.getDecoder().decode(matcher.group(3)));
    }

    /** A hash that no password matches and that takes as long to check as this one. */
    public PasswordHash decoy() {
        return new PasswordHash(iterations, salt, new byte[HASH_BYTES]);
    }

    /** Whether {@code password} has this hash. Slow by design. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, derived(password, salt, iterations));
    }

    private static byte[] derived(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", missing);
        } finally {
            spec.clearPassword();
        }
    }

    public int iterations() {
        return iterations;
    }

    /** The form in the configuration. */
    public String text() {
        var base64 = Base64.getEncoder();
        return "pbkdf2-sha256:%d:%s:%s".formatted(iterations, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
