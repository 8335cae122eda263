package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises repeated messages for a fixed time. It keeps a bounded number for each owner, and reports
 * {@link Sighting#FULL} rather than forget one that is still valid. Thread-safe.
 */
final class ReplayGuard {
    /** For each owner: some ten megabytes, and 160 messages a second for ten minutes. */
    static final int CAPACITY = 100_000;

    private final long time;
    private final TimeMeter ticks;
    private final Map<String, LinkedHashMap<String, Long>> seen = new HashMap<>();

    enum Sighting {
        FIRST,
        REPEATED,
        /** There is no room to remember the message. */
        FULL
    }

    ReplayGuard(Duration time, TimeMeter ticks) {
        this.time = time.toNanos();
        this.ticks = ticks;
    }

    /** Forgets the messages whose time is over, of owners that may never send one again. */
    synchronized void forgetExpired() {
        long now = ticks.currentTimeNanos();
        seen.values().forEach(ofOwner -> ofOwner.values().removeIf(at -> now - at > time));
        seen.values().removeIf(Map::isEmpty);
    }

    /** Whether {@code owner} sent {@code message} before; remembers it. */
    synchronized Sighting check(String owner, String message) {
        long now = ticks.currentTimeNanos();
        var ofOwner = seen.computeIfAbsent(owner, _ -> new LinkedHashMap<>());
        var oldest = ofOwner.entrySet().iterator();
        while (oldest.hasNext() && now - oldest.next().getValue() > time) {
            oldest.remove();
        }
        if (ofOwner.containsKey(message)) {
            return Sighting.REPEATED;
        }
        if (ofOwner.size() >= CAPACITY) {
            return Sighting.FULL;
        }
        ofOwner.put(message, now);
        return Sighting.FIRST;
    }
}
