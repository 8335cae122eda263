package io.weir.adapter.in.http.caller;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of network addresses, such as {@code 203.0.113.0/24}, {@code 2001:db8::/32} or one address alone. An IPv4 address that
 * IPv6 writes as {@code ::ffff:203.0.113.7} is the IPv4 address. Names are never looked up.
 *
 * @param prefix how many leading bits count
 */
public record AddressRange(InetAddress network, int prefix) {
    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int MAPPED_BITS = 96;

    /** Throws {@link IllegalArgumentException} for a prefix that is too long, or an address with bits behind it. */
    public AddressRange {
        byte[] bytes = network.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException(
                    "an address of this kind has at most %d bits".formatted(bytes.length * 8));
        }
        if (!Arrays.equals(bytes, masked(bytes, prefix))) {
            throw new IllegalArgumentException(
                    "the address has bits behind its first %d; write the block's first address".formatted(prefix));
        }
    }

    /** The block that {@code text} means; throws {@link IllegalArgumentException} for none. */
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        var network = literal(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an address or a block such as 203.0.113.0/24 or 2001:db8::/32, got '%s'"
                                .formatted(text)));
        int bits = network.getAddress().length * 8;
        if (slash < 0) {
            return new AddressRange(network, bits);
        }
        String length = text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("expected a number of bits behind the '/', got '%s'".formatted(text));
        }
        boolean mapped = network instanceof Inet4Address && address.indexOf(':') >= 0;
        return new AddressRange(network, Integer.parseInt(length) - (mapped ? MAPPED_BITS : 0));
    }

    /** The address that {@code text} writes in digits; empty for anything else. */
    public static Optional<InetAddress> literal(String text) {
        if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] first = network.getAddress();
        return bytes.length == first.length && Arrays.equals(first, masked(bytes, prefix));
    }

    /** The first address of the block of {@code prefix} bits that {@code address} lies in. */
    public static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - i * 8L, 0, 8);
            masked[i] = (byte) (masked[i] & (0xFF << (8 - bits)));
        }
        return masked;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
