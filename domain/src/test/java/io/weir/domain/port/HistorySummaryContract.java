package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How every {@link ExecutionHistory} summarizes runs in groups. */
public abstract class HistorySummaryContract extends HistoryReadingContract {
    @Test
    void summarizesWhatRunsOfAnActionDid() {
        var history = emptyHistory();
        history.record(run("before", -60).took(40).made());
        history.record(run("1", 0).took(10).business("found").made());
        history.record(run("2", 1).took(20).business("found").made());
        history.record(run("3", 2).took(30).business("not_found").made());
        history.record(run("4", 3).took(140).outcome("salesforce_timeout").made());
        history.record(run("5", 4).action("open-cases").took(200).made());

        var summary = history.summary(lastMinute(By.ACTION, Order.COUNT));
        assertThat(summary.since()).isEqualTo(START);
        assertThat(summary.until()).isEqualTo(START.plusSeconds(60));
        assertThat(summary.groups()).extracting(GroupSummary::key).containsExactly("salesforce-query", "open-cases");
        var group = summary.groups().getFirst();
        assertThat(group.count()).isEqualTo(4);
        assertThat(group.time()).isEqualTo(Duration.ofMillis(200));
        assertThat(group.shareOfTime()).isEqualTo(0.5, within(1e-9));
        assertMillis(group.percentiles().p50(), 20);
        assertMillis(group.percentiles().p95(), 140);
        assertMillis(group.percentiles().p99(), 140);
        assertThat(group.max()).isEqualTo(Duration.ofMillis(140));
        assertThat(group.apiCalls()).isEqualTo(8);
        assertThat(group.rows()).isEqualTo(12);
        assertThat(group.failures()).isOne();
        assertThat(group.businessOutcomes()).isEqualTo(Map.of("found", 2L, "not_found", 1L));
        assertThat(group.before().count()).isOne();
        assertMillis(group.before().p95(), 40);
        assertThat(group.soqlShape()).isEmpty();
        assertThat(summary.groups().getLast().before()).isEqualTo(new GroupSummary.Before(0, Duration.ZERO));
    }

    @Test
    void noPercentileIsGreaterThanTheMaximum() {
        var history = emptyHistory();
        for (int i = 0; i < 3; i++) {
            history.record(run("before-" + i, -30).took(1_003).made());
            history.record(run("run-" + i, i).took(2_007).made());
        }

        var group = history.summary(lastMinute(By.ACTION, Order.COUNT)).groups().getFirst();
        assertThat(group.max()).isEqualTo(Duration.ofMillis(2_007));
        assertThat(group.percentiles()).isEqualTo(new GroupSummary.Percentiles(group.max(), group.max(), group.max()));
        assertThat(group.before().p95()).isEqualTo(Duration.ofMillis(1_003));
    }

    @Test
    void summarizesByEachSubject() {
        var history = emptyHistory();
        history.record(run("1", 0).caller("ivr").made());
        history.record(run("2", 1).shape(BY_EMAIL).made());
        history.record(run("3", 2).outcome("salesforce_timeout").made());

        assertThat(history.summary(lastMinute(By.CALLER, Order.COUNT)).groups())
                .extracting(GroupSummary::key)
                .containsExactly("default", "ivr");
        assertThat(history.summary(lastMinute(By.SHAPE, Order.COUNT)).groups())
                .extracting(GroupSummary::soqlShape)
                .containsExactly(BY_PHONE, BY_EMAIL);
        assertThat(history.summary(lastMinute(By.OUTCOME, Order.COUNT)).groups())
                .extracting(GroupSummary::key)
                .containsExactly("answered", "salesforce_timeout");
    }

    @Test
    void ordersGroupsByEachNumber() {
        var history = emptyHistory();
        for (int i = 0; i < 3; i++) {
            history.record(run("often-" + i, i).action("often").took(10).made());
        }
        history.record(run("slow", 3).action("slow").took(25).made());
        history.record(run("failed", 4)
                .action("failed")
                .took(1)
                .outcome("salesforce_timeout")
                .made());

        assertFirst(history, Order.TIME, "often");
        assertFirst(history, Order.COUNT, "often");
        assertFirst(history, Order.MEAN, "slow");
        assertFirst(history, Order.MAX, "slow");
        assertFirst(history, Order.FAILURES, "failed");
        assertFirst(history, Order.API_CALLS, "often");
        assertFirst(history, Order.ROWS, "often");
    }

    @Test
    void summarizesNoMoreGroupsThanItIsAskedForButTheTimeOfAll() {
        var history = emptyHistory();
        history.record(run("1", 0).action("a").took(30).made());
        history.record(run("2", 0).action("b").took(10).made());

        var query = new SummaryQuery(By.ACTION, START, START.plusSeconds(60), RunFilter.ALL, Order.TIME, 1);
        assertThat(history.summary(query).groups())
                .singleElement()
                .satisfies(group -> assertThat(group.shareOfTime()).isEqualTo(0.75, within(1e-9)));
    }

    @Test
    void summarizesWhatTheFilterAndThePeriodAsksFor() {
        var history = emptyHistory();
        history.record(run("1", 0).caller("ivr").made());
        history.record(run("2", 1).made());
        history.record(run("3", 120).caller("ivr").made());

        var ivr = new SummaryQuery(
                By.ACTION, START, START.plusSeconds(60), RunFilter.ALL.withCaller("ivr"), Order.TIME, 10);
        assertThat(history.summary(ivr).groups())
                .extracting(GroupSummary::count)
                .containsExactly(1L);
        var later = new SummaryQuery(
                By.ACTION, START.plusSeconds(600), START.plusSeconds(660), RunFilter.ALL, Order.TIME, 10);
        assertThat(history.summary(later).groups()).isEmpty();
    }

    private static SummaryQuery lastMinute(By by, Order order) {
        return new SummaryQuery(by, START, START.plusSeconds(60), RunFilter.ALL, order, 10);
    }

    private static void assertFirst(ExecutionHistory history, Order order, String key) {
        assertThat(history.summary(lastMinute(By.ACTION, order))
                        .groups()
                        .getFirst()
                        .key())
                .as(order.name())
                .isEqualTo(key);
    }
}
