package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map of bounded size whose entries expire; it drops the least recently used entry. Thread-safe. */
final class ExpiringCache<K, V> {
    private final Map<K, Expiring<V>> entries;
    private final TimeMeter ticks;

    private record Expiring<V>(V value, long expiry) {}

    ExpiringCache(int capacity, TimeMeter ticks) {
        this.ticks = ticks;
        this.entries = new LinkedHashMap<>(16, 0.75F, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Expiring<V>> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<V> find(K key) {
        var entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (ticks.currentTimeNanos() - entry.expiry() >= 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    synchronized void put(K key, V value, Duration lifetime) {
        entries.put(key, new Expiring<>(value, ticks.currentTimeNanos() + lifetime.toNanos()));
    }
}
