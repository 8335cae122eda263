package io.weir.adapter.in.http.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Looks hosts up as the JDK does, and never asks what an address is called. The web server asks that of each client that
 * connects over TLS and does nothing with the answer; a name server that is slow would hold up every new connection.
 *
 * <p>The JDK finds it by itself. Thread-safe.
 */
public final class AddressesWithoutNames extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "addresses without names";
    }

    private record Resolver(InetAddressResolver builtin) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return builtin.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException("nobody is asked for the name of an address");
        }
    }
}
