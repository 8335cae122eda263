package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.weir.domain.port.ReplayGuard;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises messages that this process received before. It keeps a bounded number for each caller, and reports
 * {@link Sighting#FULL} rather than forget one that is still valid. Thread-safe.
 */
final class LocalReplayGuard implements ReplayGuard {
    private static final long TIME = MEMORY.toNanos();

    /** For each caller: some ten megabytes, and 160 messages a second for ten minutes. */
    static final int CAPACITY = 100_000;

    private final TimeMeter ticks;
    private final Map<String, LinkedHashMap<String, Long>> seen = new HashMap<>();

    LocalReplayGuard(TimeMeter ticks) {
        this.ticks = ticks;
    }

    /** Forgets the messages whose time is over, of callers that may never send one again. */
    synchronized void forgetExpired() {
        long now = ticks.currentTimeNanos();
        seen.values().forEach(ofCaller -> ofCaller.values().removeIf(at -> now - at > TIME));
        seen.values().removeIf(Map::isEmpty);
    }

    @Override
    public synchronized Sighting check(String caller, String message) {
        long now = ticks.currentTimeNanos();
        var ofCaller = seen.computeIfAbsent(caller, _ -> new LinkedHashMap<>());
        var oldest = ofCaller.entrySet().iterator();
        while (oldest.hasNext() && now - oldest.next().getValue() > TIME) {
            oldest.remove();
        }
        if (ofCaller.containsKey(message)) {
            return Sighting.REPEATED;
        }
        if (ofCaller.size() >= CAPACITY) {
            return Sighting.FULL;
        }
        ofCaller.put(message, now);
        return Sighting.FIRST;
    }

    /** Forgets a message whose check was the first, because it was refused after all and may be sent again. */
    synchronized void forget(String caller, String message) {
        var ofCaller = seen.get(caller);
        if (ofCaller != null) {
            ofCaller.remove(message);
        }
    }
}
