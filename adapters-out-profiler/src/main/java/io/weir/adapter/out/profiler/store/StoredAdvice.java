package io.weir.adapter.out.profiler.store;

import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.port.AdviceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Keeps advice in the store of the history, and in memory what this process found, for when the store is not
 * available. Thread-safe.
 */
final class StoredAdvice implements AdviceStore {
    private final Database.Access store;
    private final LinkedHashMap<String, QueryAdvice> ofThisProcess = new LinkedHashMap<>();

    StoredAdvice(Database.Access store) {
        this.store = store;
    }

    @Override
    public void keep(QueryAdvice advice) {
        synchronized (ofThisProcess) {
            ofThisProcess.putLast(advice.soqlShape(), advice);
            if (ofThisProcess.size() > AdviceRows.MOST) {
                ofThisProcess.pollFirstEntry();
            }
        }
        Optional<QueryAdvice> _ = store.write(connection -> {
            AdviceRows.write(connection, advice);
            return advice;
        });
    }

    @Override
    public boolean claim(String soqlShape, Instant now, int most) {
        return store.write(connection -> PlanClaims.claim(connection, soqlShape, now, most))
                .orElse(true);
    }

    @Override
    public List<QueryAdvice> latest(int limit) {
        var newest = new LinkedHashMap<String, QueryAdvice>();
        for (var advice :
                store.read(connection -> AdviceRows.latest(connection, limit)).orElse(List.of())) {
            newest.put(advice.soqlShape(), advice);
        }
        for (var advice : ofThisProcess()) {
            newest.merge(advice.soqlShape(), advice, StoredAdvice::newer);
        }
        return newest.values().stream()
                .sorted(Comparator.comparing(QueryAdvice::explainedAt).reversed())
                .limit(limit)
                .toList();
    }

    private List<QueryAdvice> ofThisProcess() {
        synchronized (ofThisProcess) {
            return new ArrayList<>(ofThisProcess.values());
        }
    }

    /** Another Weir may have asked later. */
    private static QueryAdvice newer(QueryAdvice stored, QueryAdvice own) {
        return stored.explainedAt().isAfter(own.explainedAt()) ? stored : own;
    }
}
