package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what has been seen before, for as long as it could come again. Each owner has room of its own; one that has filled it sees
 * nothing new for a while, because to forget would be to let it come again. Thread-safe.
 */
final class ReplayGuard {
    /** For each owner; some ten megabytes, and 160 a second at ten minutes. */
    static final int MOST = 100_000;

    private final long time;
    private final TimeMeter ticks;
    private final Map<String, LinkedHashMap<String, Long>> seen = new HashMap<>();

    enum Sight {
        FIRST,
        AGAIN,
        /** Whether it is the first or not, there is no room to remember it. */
        FULL
    }

    ReplayGuard(Duration time, TimeMeter ticks) {
        this.time = time.toNanos();
        this.ticks = ticks;
    }

    synchronized Sight first(String owner, String what) {
        long now = ticks.currentTimeNanos();
        var ofOwner = seen.computeIfAbsent(owner, _ -> new LinkedHashMap<>());
        var oldest = ofOwner.entrySet().iterator();
        while (oldest.hasNext() && now - oldest.next().getValue() > time) {
            oldest.remove();
        }
        if (ofOwner.containsKey(what)) {
            return Sight.AGAIN;
        }
        if (ofOwner.size() >= MOST) {
            return Sight.FULL;
        }
        ofOwner.put(what, now);
        return Sight.FIRST;
    }
}
