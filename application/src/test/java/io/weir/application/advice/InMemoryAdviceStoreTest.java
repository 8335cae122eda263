package io.weir.application.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.advice.Finding;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.AdviceStoreContract;
import io.weir.domain.query.QueryPlan;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryAdviceStoreTest extends AdviceStoreContract {
    @Override
    protected AdviceStore emptyStore() {
        return new InMemoryAdviceStore(2_000);
    }

    @Test
    void theOldestAdviceGoesFirst() {
        var store = new InMemoryAdviceStore(2);
        List.of("a", "b", "a", "c").forEach(shape -> store.keep(advice(shape)));

        assertThat(store.latest(10)).extracting(QueryAdvice::soqlShape).containsExactly("c", "a");
    }

    private static QueryAdvice advice(String shape) {
        var plan = new QueryPlan("Contact", "TableScan", 1.2, 1, 1, List.of(), List.of());
        return new QueryAdvice(shape, Instant.EPOCH, new PlanReview(plan, Finding.SMALL_OBJECT, List.of()));
    }
}
