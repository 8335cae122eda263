package io.weir.adapter.in.http.caller;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of network addresses, such as {@code 203.0.113.0/24}, {@code 2001:db8::/32}, or a single address. An
 * IPv4-mapped IPv6 address such as {@code ::ffff:203.0.113.7} is read as the IPv4 address. Host names are never
 * resolved.
 *
 * @param prefix the number of leading bits that addresses of the block share
 */
public record AddressRange(InetAddress network, int prefix) {
    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int MAPPED_BITS = 96;

    /** Throws {@link IllegalArgumentException} if the prefix is too long, or the address has bits set after it. */
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

    /** Parses an address or a block in CIDR notation; throws {@link IllegalArgumentException} for anything else. */
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

    /** Parses a numeric address; empty for anything else. */
    public static Optional<InetAddress> literal(String text) {
        if (!DOTTED.matcher(text).matches() && !COLONS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] first = network.getAddress();
        return bytes.length == first.length && Arrays.equals(first, masked(bytes, prefix));
    }

    /** {@code address} with all bits after the first {@code prefix} set to zero. */
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
