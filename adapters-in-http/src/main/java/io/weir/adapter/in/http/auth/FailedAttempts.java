package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.caller.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong credentials by where they come from, of a bounded number of addresses. Holds nobody up who has a right one.
 * Thread-safe.
 */
final class FailedAttempts {
    /** So many in a minute are slips; more are answered 429. */
    static final int FREE = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MOST_ADDRESSES = 4_096;

    /** A subscriber's share of IPv6: whoever has one address there has them all. */
    private static final int IPV6_PREFIX = 64;

    private final TimeMeter ticks;
    private final Map<ByteBuffer, Window> windows = new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Window> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Window(long since, int failures) {}

    FailedAttempts(TimeMeter ticks) {
        this.ticks = ticks;
    }

    /** Counts one from {@code client}; how long it had better wait, zero while it has not failed often. */
    synchronized Duration count(InetAddress client) {
        long now = ticks.currentTimeNanos();
        var window = windows.merge(
                key(client),
                new Window(now, 1),
                (old, first) -> hasPassed(old, now) ? first : new Window(old.since(), old.failures() + 1));
        return window.failures() <= FREE ? Duration.ZERO : WINDOW.minusNanos(now - window.since());
    }

    /** Whether so many came from {@code client} lately that more are answered 429. */
    synchronized boolean areMany(InetAddress client) {
        if (windows.isEmpty()) {
            return false;
        }
        var window = windows.get(key(client));
        return window != null && window.failures() >= FREE && !hasPassed(window, ticks.currentTimeNanos());
    }

    private static boolean hasPassed(Window window, long now) {
        return now - window.since() >= WINDOW.toNanos();
    }

    private static ByteBuffer key(InetAddress client) {
        byte[] address = client.getAddress();
        return ByteBuffer.wrap(client instanceof Inet6Address ? AddressRange.masked(address, IPV6_PREFIX) : address);
    }
}
