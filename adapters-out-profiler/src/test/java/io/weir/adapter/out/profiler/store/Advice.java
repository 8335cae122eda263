package io.weir.adapter.out.profiler.store;

import io.weir.domain.advice.Finding;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.query.QueryPlan;
import java.util.List;

/** Advice for tests. */
final class Advice {
    private Advice() {}

    static QueryAdvice on(String shape, int second) {
        var plan = new QueryPlan("Contact", "Index", 1.5, 3, 4_000_000_000L, List.of("Phone"), List.of());
        return new QueryAdvice(
                shape, StoreTest.START.plusSeconds(second), new PlanReview(plan, Finding.VALUE_TOO_COMMON, List.of()));
    }
}
