package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.caller.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Counts failed authentications by client address. It never delays a valid credential. Thread-safe. */
final class FailedAttempts {
    /** How many failures a minute are answered 401; later ones are answered 429. */
    static final int FREE = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MOST_ADDRESSES = 4_096;

    /** One subscriber usually has all the IPv6 addresses with this prefix. */
    private static final int IPV6_PREFIX = 64;

    private final TimeMeter ticks;
    private final ExpiringCache<ByteBuffer, Window> windows;

    private record Window(long since, int failures) {}

    FailedAttempts(TimeMeter ticks) {
        this.ticks = ticks;
        this.windows = new ExpiringCache<>(MOST_ADDRESSES, ticks);
    }

    /** Counts a failure of {@code client}; the pause that it should make, zero for the first {@link #FREE} failures. */
    synchronized Duration count(InetAddress client) {
        var key = key(client);
        long now = ticks.currentTimeNanos();
        var before = windows.find(key).orElseGet(() -> new Window(now, 0));
        var window = new Window(before.since(), before.failures() + 1);
        var rest = WINDOW.minusNanos(now - window.since());
        windows.put(key, window, rest);
        return window.failures() <= FREE ? Duration.ZERO : rest;
    }

    /** Whether the next failure of {@code client} is answered 429. */
    boolean areMany(InetAddress client) {
        return windows.find(key(client))
                .filter(window -> window.failures() >= FREE)
                .isPresent();
    }

    private static ByteBuffer key(InetAddress client) {
        byte[] address = client.getAddress();
        return ByteBuffer.wrap(client instanceof Inet6Address ? AddressRange.masked(address, IPV6_PREFIX) : address);
    }
}
