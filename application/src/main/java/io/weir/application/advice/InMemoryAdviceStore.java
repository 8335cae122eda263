package io.weir.application.advice;

import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.port.AdviceStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/** Keeps advice until the process ends. Thread-safe. */
public final class InMemoryAdviceStore implements AdviceStore {
    private final int mostShapes;
    private final LinkedHashMap<String, QueryAdvice> byShape = new LinkedHashMap<>();
    private final PlanBudget plans = new PlanBudget();

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
    public boolean claim(String soqlShape, Instant now, int most) {
        return plans.claim(soqlShape, now, most);
    }

    @Override
    public synchronized List<QueryAdvice> latest(int limit) {
        return byShape.sequencedValues().reversed().stream().limit(limit).toList();
    }
}
