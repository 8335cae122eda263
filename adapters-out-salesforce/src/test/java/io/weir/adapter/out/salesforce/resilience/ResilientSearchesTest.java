package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.settings.BreakerSettings;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.adapter.out.salesforce.settings.CompositeMode;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.Query;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.query.SearchTerms;
import io.weir.domain.query.Sosl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searches go through the same breaker, bulkhead and retries as queries. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResilientSearchesTest {
    private static final Sosl ADA =
            Sosl.of(SearchTerms.words("Ada").orElseThrow(), SearchGroup.NAME, List.of(Query.ofFields("Contact", "Id")));
    private static final SalesforceSearches DOWN = (_, meter) -> {
        meter.countApiCall();
        throw FakeQueries.down();
    };

    @Test
    void failuresOfSearchesOpenTheBreakerForQueries() {
        var org = new FakeQueries(() -> FakeQueries.PAGE);
        var breaker = breaker(org);
        var searches = breaker.guarding(DOWN);
        for (int i = 0; i < 4; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                    .isThrownBy(() -> searches.search(ADA, StandIn.meter()));
        }

        assertThatExceptionOfType(SalesforceFailure.CallRefused.class).isThrownBy(() -> FakeQueries.ask(breaker));
        assertThatExceptionOfType(SalesforceFailure.CallRefused.class)
                .isThrownBy(() -> searches.search(ADA, StandIn.meter()));
        assertThat(org.calls()).isZero();
    }

    @Test
    void aLoginThatFailsForEveryCallThatWaitsForItDoesNotOpenTheBreaker() {
        var breaker = breaker(new FakeQueries(() -> FakeQueries.PAGE));
        // no request is sent
        var searches = breaker.guarding((_, _) -> {
            throw FakeQueries.down();
        });
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                    .isThrownBy(() -> searches.search(ADA, StandIn.meter()))
                    .withNoCause();
        }
    }

    @Test
    void aSearchHasNoPlaceWhileQueriesTakeThemAll() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var bulkhead = bulkhead(new FakeQueries(() -> {
            started.countDown();
            FakeQueries.await(release);
            return FakeQueries.PAGE;
        }));
        var searches = bulkhead.limiting((_, _) -> List.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = FakeQueries.askTogether(threads, 2, bulkhead);
            FakeQueries.await(started);
            while (bulkhead.waiting() < 1) {
                Thread.onSpinWait();
            }

            assertThatExceptionOfType(SalesforceFailure.CallRefused.class)
                    .isThrownBy(() -> searches.search(ADA, StandIn.meter()));
            release.countDown();
            for (var answer : answers) {
                answer.get();
            }
        }
        assertThat(searches.search(ADA, StandIn.meter())).isEmpty();
        assertThat(bulkhead.running()).isZero();
    }

    @Test
    void aSearchThatFailsForAMomentIsRepeated() {
        var calls = new AtomicInteger();
        var waits = new ArrayList<Duration>();
        var retried = new RetriedQueries(
                new FakeQueries(() -> FakeQueries.PAGE),
                RetrySettings.defaults(),
                Clock.systemUTC(),
                new Random(1),
                waits::add,
                TestMeters.ALL);
        long before = TestMeters.count("weir_salesforce_retries_total", "reason", "salesforce_query_timeout");

        var found = retried.repeating((_, _) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new SalesforceFailure.QueryTimedOut("too slow", "QUERY_TIMEOUT");
                    }
                    return List.of();
                })
                .search(ADA, StandIn.meter());

        assertThat(found).isEmpty();
        assertThat(calls).hasValue(2);
        assertThat(waits).hasSize(1);
        assertThat(TestMeters.count("weir_salesforce_retries_total", "reason", "salesforce_query_timeout"))
                .isEqualTo(before + 1);
    }

    private static BreakerQueries breaker(FakeQueries org) {
        return new BreakerQueries(
                org, new BreakerSettings(4, 100, Duration.ofHours(1)), Clock.systemUTC(), TestMeters.ALL);
    }

    /** One request at a time, and one that waits. */
    private static BulkheadQueries bulkhead(FakeQueries org) {
        return new BulkheadQueries(org, new BulkheadSettings(1, 1), CompositeMode.OFF, () -> false, Clock.systemUTC());
    }
}
