package io.weir.adapter.in.http.auth;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.caller.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds the addresses of clients. In {@code X-Forwarded-For}, read from the right, the first address that is not a
 * trusted proxy's is the client's; the client may have forged the rest.
 *
 * @param trustedProxies the addresses of proxies between clients and Weir
 */
record ClientAddresses(List<AddressRange> trustedProxies) {
    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final int MOST_HOPS = 32;

    InetAddress of(PeerInfo peer, ServerRequestHeaders headers) {
        var address = peer.address() instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
        return trustedProxies.isEmpty() || !headers.contains(FORWARDED_FOR)
                ? address
                : of(address, String.join(",", headers.get(FORWARDED_FOR).allValues()));
    }

    /** The client of a request from {@code peer} with {@code forwardedFor}. */
    InetAddress of(InetAddress peer, String forwardedFor) {
        var client = peer;
        String left = forwardedFor;
        for (int hop = 0; hop < MOST_HOPS && !left.isBlank() && isTrusted(client); hop++) {
            int comma = left.lastIndexOf(',');
            var next = address(left.substring(comma + 1).strip());
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
            left = comma < 0 ? "" : left.substring(0, comma);
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /** Parses an address with or without brackets and a port. */
    private static Optional<InetAddress> address(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? Optional.empty() : AddressRange.literal(hop.substring(1, end));
        }
        int colon = hop.indexOf(':');
        boolean port = colon >= 0 && colon == hop.lastIndexOf(':');
        return AddressRange.literal(port ? hop.substring(0, colon) : hop);
    }
}
