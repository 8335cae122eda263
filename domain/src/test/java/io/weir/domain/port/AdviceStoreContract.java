package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.advice.Finding;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.query.QueryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AdviceStore} must do; each implementation extends this in its tests. */
public abstract class AdviceStoreContract {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    /** A store without any advice. */
    protected abstract AdviceStore emptyStore();

    @Test
    void listsAdviceUnchangedAndTheNewestFirst() {
        var store = emptyStore();
        assertThat(store.latest(10)).isEmpty();

        var first = advice("SELECT Id FROM Contact WHERE Phone = ?", 0, Finding.PHONE_WITHOUT_INDEX);
        var second = advice("SELECT Id FROM Case WHERE Status = ?", 1, Finding.SMALL_OBJECT);
        store.keep(first);
        store.keep(second);

        assertThat(store.latest(10)).containsExactly(second, first);
        assertThat(store.latest(1)).containsExactly(second);
    }

    @Test
    void keepsTheNewestAdviceOfEachShape() {
        var store = emptyStore();
        var other = advice("SELECT Id FROM Case WHERE Status = ?", 1, Finding.SMALL_OBJECT);
        var newest = advice("SELECT Id FROM Contact WHERE Phone = ?", 2, Finding.SELECTIVE);
        store.keep(advice("SELECT Id FROM Contact WHERE Phone = ?", 0, Finding.PHONE_WITHOUT_INDEX));
        store.keep(other);
        store.keep(newest);

        assertThat(store.latest(10)).containsExactly(newest, other);
    }

    @Test
    void aShapeIsClaimedOnceInADay() {
        var store = emptyStore();
        assertThat(store.claim("a", START, 10)).isTrue();
        assertThat(store.claim("a", START, 10)).isFalse();
        assertThat(store.claim("b", START.plusSeconds(1), 10)).isTrue();

        var last = START.plus(Duration.ofHours(24)).minusMillis(1);
        assertThat(store.claim("a", last, 10)).isFalse();
        assertThat(store.claim("a", last.plusMillis(1), 10)).isTrue();
        assertThat(store.claim("a", last.plusMillis(2), 10)).isFalse();
    }

    @Test
    void aDayHasSoManyClaimsAndNoMore() {
        var store = emptyStore();
        assertThat(store.claim("a", START, 2)).isTrue();
        assertThat(store.claim("b", START.plusSeconds(1), 2)).isTrue();
        assertThat(store.claim("c", START.plusSeconds(2), 2)).isFalse();
        assertThat(store.claim("c", START.plus(Duration.ofHours(24)), 2)).isTrue();
        assertThat(store.claim("d", START.plus(Duration.ofHours(24)), 2)).isFalse();
    }

    @Test
    void claimsOfAClockThatWasFarAheadEnd() {
        var store = emptyStore();
        assertThat(store.claim("a", START.plus(Duration.ofDays(365)), 1)).isTrue();
        assertThat(store.claim("a", START, 1)).isTrue();
    }

    private static QueryAdvice advice(String shape, int seconds, Finding finding) {
        var plan = new QueryPlan(
                "Contact",
                "TableScan",
                2.25,
                3,
                4_000_000_000L,
                List.of(),
                List.of("Not considering filter for optimization because unindexed: Phone, MobilePhone"));
        return new QueryAdvice(
                shape, START.plusSeconds(seconds), new PlanReview(plan, finding, List.of("Phone", "MobilePhone")));
    }
}
