package io.weir.application.advice;

import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.port.AdviceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps advice until the process ends. Thread-safe. */
public final class InMemoryAdviceStore implements AdviceStore {
    private static final Duration DAY = Duration.ofHours(24);

    private final int mostShapes;
    private final LinkedHashMap<String, QueryAdvice> byShape = new LinkedHashMap<>();
    private final Map<String, Instant> claims = new HashMap<>();

    /**
     * @param mostShapes on how many shapes the store keeps advice
     */
    public InMemoryAdviceStore(int mostShapes) {
        this.mostShapes = mostShapes;
    }

    @Override
    public synchronized void keep(QueryAdvice advice) {
        byShape.putLast(advice.soqlShape(), advice);
        if (byShape.size() > mostShapes) {
            byShape.pollFirstEntry();
        }
    }

    @Override
    public synchronized boolean claim(String soqlShape, Instant now, int most) {
        claims.values().removeIf(at -> Duration.between(at, now).abs().compareTo(DAY) >= 0);
        return claims.size() < most && claims.putIfAbsent(soqlShape, now) == null;
    }

    @Override
    public synchronized List<QueryAdvice> latest(int limit) {
        return byShape.sequencedValues().reversed().stream().limit(limit).toList();
    }
}
