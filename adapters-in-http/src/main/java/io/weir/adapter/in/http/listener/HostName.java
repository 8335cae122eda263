package io.weir.adapter.in.http.listener;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * The host of a listener or a {@code Host} header, without a port: a name in lower case, or an address.
 *
 * @param value the name or address; an IPv6 address without brackets
 */
public record HostName(String value) {
    private static final String LOCALHOST = "localhost";

    public HostName {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.startsWith("[") && value.endsWith("]")) {
            value = value.substring(1, value.length() - 1);
        }
    }

    /** The host of {@code authority}, which may include a port. */
    public static HostName ofAuthority(String authority) {
        boolean portless = authority.endsWith("]") || authority.indexOf(':') < 0;
        return new HostName(portless ? authority : authority.substring(0, authority.lastIndexOf(':')));
    }

    /** Whether it is an address, which needs no name server. */
    public boolean isAddress() {
        return address().isPresent();
    }

    /** Whether it is {@code localhost}, a name below it, or a loopback address. */
    public boolean isLoopback() {
        return value.equals(LOCALHOST)
                || value.endsWith("." + LOCALHOST)
                || address().filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private Optional<InetAddress> address() {
        try {
            return Optional.of(InetAddress.ofLiteral(value));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
