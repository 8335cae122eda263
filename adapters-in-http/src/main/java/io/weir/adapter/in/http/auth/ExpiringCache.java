package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was found out lately: of so many at most, each for so long. Thread-safe. */
final class ExpiringCache<K, V> {
    private final Map<K, Kept<V>> entries;
    private final TimeMeter ticks;

    private record Kept<V>(V value, long until) {}

    ExpiringCache(int most, TimeMeter ticks) {
        this.ticks = ticks;
        this.entries = new LinkedHashMap<>(16, 0.75F, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> find(K key) {
        var entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (ticks.currentTimeNanos() - entry.until() >= 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    synchronized void keep(K key, V value, Duration time) {
        entries.put(key, new Kept<>(value, ticks.currentTimeNanos() + time.toNanos()));
    }
}
