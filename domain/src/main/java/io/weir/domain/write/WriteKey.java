package io.weir.domain.write;

import java.util.HexFormat;
import java.util.UUID;

/**
 * Names what a delivery wants to have written, alike in each delivery of one request. It is a keyed hash, so that it
 * reveals nothing of the request.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record WriteKey(String value) {
    /** The length of the text that a unique field gets, in characters. */
    public static final int FIELD_LENGTH = 32;

    private static final int DIGITS = 64;
    private static final int DIGITS_OF_A_LONG = 16;
    private static final long VERSION_BITS = 0xf000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Throws {@link IllegalArgumentException} for anything but 64 lower-case hexadecimal digits. */
    public WriteKey {
        if (value.length() != DIGITS
                || !value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("a key has %d hexadecimal digits".formatted(DIGITS));
        }
    }

    /** The key that {@code hash}, of 32 bytes, is. */
    public static WriteKey of(byte[] hash) {
        return new WriteKey(HexFormat.of().formatHex(hash));
    }

    /** What the unique field of the record at {@code index}, 0 to 99, of the declared writes gets. */
    public String ofRecord(int index) {
        return value.substring(0, FIELD_LENGTH - 2) + "%02d".formatted(index);
    }

    /** The {@code Idempotency-Key}, in version 4 as Salesforce requires. */
    public UUID idempotencyKey() {
        int second = DIGITS - DIGITS_OF_A_LONG;
        long high = HexFormat.fromHexDigitsToLong(value, second - DIGITS_OF_A_LONG, second);
        long low = HexFormat.fromHexDigitsToLong(value, second, DIGITS);
        return new UUID((high & ~VERSION_BITS) | VERSION_4, (low & ~VARIANT_BITS) | VARIANT);
    }
}
