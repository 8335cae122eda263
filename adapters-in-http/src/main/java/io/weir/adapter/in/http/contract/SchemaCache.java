package io.weir.adapter.in.http.contract;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Caches compiled schemas by their text, up to a number of bytes. Each belongs to the caller for which it was compiled.
 * When the cache is full, it removes the least recently used schema of the caller with most bytes, so that no caller
 * evicts the schemas of others.
 *
 * <p>Thread-safe.
 */
public final class SchemaCache {
    private final long capacity;
    private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75F, true);
    private final Map<String, Long> bytesByOwner = new HashMap<>();
    private long bytes;

    private record Entry(JsonSchemaContract contract, String owner) {}

    /** @param capacity in bytes, as {@link JsonSchemaContract#weight} has them */
    public SchemaCache(long capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<JsonSchemaContract> find(String text) {
        return Optional.ofNullable(entries.get(text)).map(Entry::contract);
    }

    /** Keeps {@code contract}, unless it alone is larger than the cache. */
    synchronized void keep(String text, String owner, JsonSchemaContract contract) {
        if (contract.weight() > capacity || entries.containsKey(text)) {
            return;
        }
        while (bytes + contract.weight() > capacity) {
            removeOldestOf(heaviestOwner());
        }
        entries.put(text, new Entry(contract, owner));
        add(contract.weight(), owner);
    }

    /** The present size, in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    private String heaviestOwner() {
        return bytesByOwner.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private void removeOldestOf(String owner) {
        var oldest = entries.entrySet().stream()
                .filter(entry -> entry.getValue().owner().equals(owner))
                .findFirst()
                .orElseThrow();
        entries.remove(oldest.getKey());
        add(-oldest.getValue().contract().weight(), owner);
    }

    private void add(long weight, String owner) {
        bytes += weight;
        if (bytesByOwner.merge(owner, weight, Long::sum) == 0) {
            bytesByOwner.remove(owner);
        }
    }
}
