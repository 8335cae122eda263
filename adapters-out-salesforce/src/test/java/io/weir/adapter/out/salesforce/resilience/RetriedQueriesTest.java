package io.weir.adapter.out.salesforce.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.settings.RetrySettings;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RetriedQueriesTest {
    private static final QueryPage PAGE = new QueryPage(List.of(), 0, Optional.empty());
    private static final PageCursor CURSOR = new PageCursor("/services/data/v66.0/query/01g-2000");

    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final Scripted org = new Scripted();
    private final RetriedQueries queries = retried(RetrySettings.defaults());

    @Test
    void asksOnceWhenAllIsWell() {
        assertThat(queries.start(StandIn.ACCOUNTS, meter(8))).isSameAs(PAGE);

        assertThat(org.calls).isEqualTo(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void repeatsUntilItSucceeds() {
        long before = TestMeters.count("weir_salesforce_retries_total", "reason", "salesforce_unavailable");
        org.fails(List.of(RetriedQueriesTest::down, RetriedQueriesTest::down));

        assertThat(queries.start(StandIn.ACCOUNTS, meter(8))).isSameAs(PAGE);

        assertThat(org.calls).isEqualTo(3);
        assertThat(TestMeters.count("weir_salesforce_retries_total", "reason", "salesforce_unavailable"))
                .isEqualTo(before + 2);
    }

    @Test
    void waitsAreRandomBelowABoundThatDoubles() {
        var shortest = new long[3];
        var longest = new long[3];
        Arrays.fill(shortest, Long.MAX_VALUE);
        var patient = retried(new RetrySettings(4, Duration.ofMillis(200), Duration.ofSeconds(30), 100, 100_000));
        for (int run = 0; run < 500; run++) {
            waits.clear();
            org.fails(List.of(RetriedQueriesTest::down, RetriedQueriesTest::down, RetriedQueriesTest::down));
            patient.start(StandIn.ACCOUNTS, meter(60));
            for (int i = 0; i < 3; i++) {
                shortest[i] = Math.min(shortest[i], waits.get(i).toMillis());
                longest[i] = Math.max(longest[i], waits.get(i).toMillis());
            }
        }
        assertThat(longest[0]).isBetween(180L, 200L);
        assertThat(longest[1]).isBetween(360L, 400L);
        assertThat(longest[2]).isBetween(720L, 800L);
        assertThat(Arrays.stream(shortest).boxed()).allMatch(millis -> millis < 30);
    }

    @Test
    void waitsAsLongAsSalesforceAsks() {
        org.fails(List.of(() -> new SalesforceFailure.Throttled("", "", Duration.ofSeconds(3))));

        queries.start(StandIn.ACCOUNTS, meter(8));

        assertThat(waits).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void cutsAnAbsurdRetryAfter() {
        org.fails(List.of(() -> new SalesforceFailure.Unavailable("", "", Duration.ofDays(1))));

        queries.start(StandIn.ACCOUNTS, meter(60));

        assertThat(waits).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void beginsNoWaitThatDoesNotFit() {
        org.fails(List.of(() -> new SalesforceFailure.Throttled("", "", Duration.ofSeconds(8))));

        assertThatExceptionOfType(SalesforceFailure.Throttled.class)
                .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, meter(8)));

        assertThat(waits).isEmpty();
        assertThat(org.calls).isEqualTo(1);
    }

    @Test
    void beginsNoWaitThatLeavesNoTimeForAnAnswer() {
        org.fails(List.of(() -> new SalesforceFailure.Throttled("", "", Duration.ofMillis(7_990))));

        assertThatExceptionOfType(SalesforceFailure.Throttled.class)
                .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, meter(8)));

        assertThat(org.calls).isEqualTo(1);
    }

    @Test
    void repeatsAPageAfterALostConnectionButNotAfterATimedOutQuery() {
        org.fails(List.of(RetriedQueriesTest::down));
        assertThat(queries.resume(CURSOR, meter(8))).isSameAs(PAGE);
        assertThat(org.calls).isEqualTo(2);

        org.fails(List.of(() -> new SalesforceFailure.QueryTimedOut("", "QUERY_TIMEOUT")));
        assertThatExceptionOfType(SalesforceFailure.QueryTimedOut.class)
                .isThrownBy(() -> queries.resume(CURSOR, meter(8)));
        assertThat(org.calls).isEqualTo(3);
    }

    @Test
    void aRepetitionLeavesOutWhatIsNotNeededYet() {
        var others = List.of(new SalesforceQueries.Prefetch(StandIn.ACCOUNTS, true));
        assertThat(queries.startAll(StandIn.ACCOUNTS, others, meter(8)).prefetched())
                .containsExactly(Optional.of(PAGE));
        org.fails(List.of(RetriedQueriesTest::down));

        var started = queries.startAll(StandIn.ACCOUNTS, others, meter(8));

        assertThat(started).isEqualTo(SalesforceQueries.Started.alone(PAGE, others));
        assertThat(org.calls).isEqualTo(3);
        assertThat(queries.prefetches()).isTrue();
    }

    @Test
    void leavesWhatNoRepetitionCures() {
        List<Supplier<SalesforceFailure>> incurable = List.of(
                () -> new SalesforceFailure.QueryRejected("", ""),
                () -> new SalesforceFailure.LoginRefused("", ""),
                () -> new SalesforceFailure.AccessDenied("", ""),
                () -> new SalesforceFailure.SessionExpired("", ""),
                () -> new SalesforceFailure.Misconfigured("", ""),
                () -> new SalesforceFailure.QuotaExhausted("", ""),
                () -> new SalesforceFailure.CursorLost("", ""),
                () -> new SalesforceFailure.CallRefused("", Duration.ofMillis(1)),
                () -> new SalesforceFailure.DeadlineExceeded(""));
        for (var failure : incurable) {
            org.fails(List.of(failure));
            assertThatExceptionOfType(failure.get().getClass())
                    .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, meter(60)));
        }
        assertThat(org.calls).isEqualTo(incurable.size());
        assertThat(waits).isEmpty();
    }

    @Test
    void anOutageDoesNotMultiplyTheLoad() {
        org.down = true;
        int callers = 400;
        for (int i = 0; i < callers; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                    .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, meter(60)));
            now = Instant.parse("2026-11-01T00:00:00Z"); // all within one second
        }
        assertThat(org.calls - callers).isBetween(30, 40);
    }

    @Test
    void aClockThatWasFarAheadAndIsCorrectedLeavesTheLimit() {
        var right = now;
        now = right.plus(Duration.ofHours(3));
        queries.start(StandIn.ACCOUNTS, meter(60));
        now = right;
        for (int second = 0; second < 3_600; second++) {
            queries.start(StandIn.ACCOUNTS, meter(60));
            now = now.plusSeconds(1);
        }
        int before = org.calls;
        var outage = now;
        org.down = true;
        int callers = 100;
        for (int i = 0; i < callers; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                    .isThrownBy(() -> queries.start(StandIn.ACCOUNTS, meter(60)));
            now = outage;
        }
        assertThat(org.calls - before - callers).isBetween(1, 20);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        org.fails(List.of(RetriedQueriesTest::down));
        var interrupted = new RetriedQueries(
                org,
                RetrySettings.defaults(),
                () -> now,
                new Random(3),
                _ -> {
                    throw new InterruptedException();
                },
                TestMeters.ALL);

        assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                .isThrownBy(() -> interrupted.start(StandIn.ACCOUNTS, meter(60)));

        assertThat(Thread.interrupted()).isTrue();
    }

    private RetriedQueries retried(RetrySettings settings) {
        return new RetriedQueries(
                org,
                settings,
                () -> now,
                new Random(3),
                wait -> {
                    waits.add(wait);
                    now = now.plus(wait);
                },
                TestMeters.ALL);
    }

    private RunMeter meter(int seconds) {
        return new RunMeter(new Deadline(now.plusSeconds(seconds)));
    }

    private static SalesforceFailure down() {
        return new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
    }

    /** Fails with the given failures, then answers. */
    private static final class Scripted implements SalesforceQueries {
        private final Deque<Supplier<SalesforceFailure>> failures = new ArrayDeque<>();
        private int calls;
        private boolean down;

        void fails(List<Supplier<SalesforceFailure>> next) {
            failures.addAll(next);
        }

        @Override
        public QueryPage start(Soql soql, RunMeter meter) {
            return answer();
        }

        @Override
        public QueryPage resume(PageCursor cursor, RunMeter meter) {
            return answer();
        }

        @Override
        public boolean prefetches() {
            return true;
        }

        @Override
        public Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
            return new Started(
                    answer(), others.stream().map(_ -> Optional.of(PAGE)).toList());
        }

        private QueryPage answer() {
            calls++;
            if (down) {
                throw down();
            }
            var failure = failures.poll();
            if (failure != null) {
                throw failure.get();
            }
            return PAGE;
        }
    }
}
