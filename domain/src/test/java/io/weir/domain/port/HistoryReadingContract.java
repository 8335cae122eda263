package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.HistoryCursor;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reader of every {@link ExecutionHistory} finds in it. */
public abstract class HistoryReadingContract {
    /** When the executions of the tests begin; histories that forget by age must take it for now. */
    protected static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private static final String BY_PHONE = "SELECT Id FROM Contact WHERE Phone = ?";
    private static final String BY_EMAIL = "SELECT Id FROM Contact WHERE Email = ?";
    private static final ContactHash CONTACT = new ContactHash("0123456789abcdef");

    /** A history without entries that keeps the newest 16 at least. */
    protected abstract ExecutionHistory emptyHistory();

    @Test
    void findsByEachPart() {
        var history = emptyHistory();
        history.record(run("plain", 0).made());
        history.record(run("action", 1).action("open-cases").made());
        history.record(run("caller", 2).caller("ivr").made());
        history.record(run("shape", 3).shape(BY_EMAIL).made());
        history.record(run("outcome", 4).outcome("salesforce_timeout").made());
        history.record(run("business", 5).business("not_found").made());
        history.record(run("served", 6).served(Served.CACHED).made());
        history.record(run("contact", 7).contact(CONTACT).made());
        history.record(run("slow", 8).took(900).made());

        var all = RunFilter.ALL;
        assertFinds(history, newest().withRuns(all.withAction("open-cases")), "action");
        assertFinds(history, newest().withRuns(all.withCaller("ivr")), "caller");
        assertFinds(
                history,
                newest().withRuns(
                                all.withShape(run("", 0).shape(BY_EMAIL).made().shapeId())),
                "shape");
        assertFinds(history, newest().withRuns(all.withOutcome("salesforce_timeout")), "outcome");
        assertFinds(history, newest().withRuns(all.withBusinessOutcome("not_found")), "business");
        assertFinds(history, newest().withServed(Served.CACHED), "served");
        assertFinds(history, newest().withContact(CONTACT), "contact");
        assertFinds(history, newest().withSlowerThan(Duration.ofMillis(900)), "slow");
        assertFinds(history, newest().withRequestIds(Set.of("plain", "slow", "unknown")), "slow", "plain");
        assertFinds(history, HistoryQuery.ofRequest("business"), "business");
        assertFinds(
                history, newest().withSince(START.plusSeconds(3)).withUntil(START.plusSeconds(5)), "outcome", "shape");
        assertFinds(history, newest().withRuns(all.withAction("open-cases").withCaller("ivr")));
        assertFinds(history, newest().withRuns(all.withCaller("' or 1=1 --")));
    }

    @Test
    void findsWhatAnActionAnsweredOneCaller() {
        var history = emptyHistory();
        history.record(run("failed", 0)
                .action("open-cases")
                .caller("ivr")
                .business("error")
                .made());
        history.record(run("found", 1)
                .action("open-cases")
                .caller("ivr")
                .business("found")
                .made());
        history.record(run("elsewhere", 2)
                .action("open-cases")
                .caller("bot")
                .business("error")
                .made());

        var runs = RunFilter.ALL.withAction("open-cases").withCaller("ivr").withBusinessOutcome("error");
        assertFinds(history, newest().withRuns(runs), "failed");
        var summary = history.summary(new SummaryQuery(By.ACTION, START, START.plusSeconds(60), runs, Order.COUNT, 10));
        assertThat(summary.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.businessOutcomes()).isEqualTo(Map.of("error", 1L)));
    }

    @Test
    void findsTheRunsOfItsOwnInstance() {
        var history = emptyHistory();
        history.record(run("run", 0).made());

        var instance = history.find(newest()).executions().getFirst().instance();
        assertFinds(history, newest().withRuns(RunFilter.ALL.withInstance(instance)), "run");
        assertFinds(history, newest().withRuns(RunFilter.ALL.withInstance(instance + "2")));
    }

    @Test
    void pagesShowEveryExecutionOnceWhileOthersAreRecorded() {
        var history = emptyHistory();
        for (int i = 0; i < 7; i++) {
            // two of each second, so that the time alone does not order them
            history.record(run("run-" + i, i / 2).made());
        }

        var seen = new ArrayList<String>();
        var page = history.find(HistoryQuery.newest(3));
        seen.addAll(ids(page.executions()));
        for (int more = 0; page.next().isPresent(); more++) {
            history.record(run("later-" + more, 10 + more).made());
            var cursor = HistoryCursor.parse(page.next().get().text());
            page = history.find(HistoryQuery.newest(3).withAfter(cursor));
            seen.addAll(ids(page.executions()));
        }
        assertThat(seen).containsExactly("run-6", "run-5", "run-4", "run-3", "run-2", "run-1", "run-0");
    }

    @Test
    void aPageThatHoldsTheRestIsTheLast() {
        var history = emptyHistory();
        history.record(run("first", 0).made());
        history.record(run("second", 1).made());

        assertThat(history.find(HistoryQuery.newest(2)).next()).isEmpty();
        assertThat(history.find(HistoryQuery.newest(1)).next()).isPresent();
        assertThat(history.find(HistoryQuery.newest(0)).executions()).isEmpty();
    }

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

    @Test
    void forgetsTheExecutionsAboutAContact() {
        var history = emptyHistory();
        history.record(run("1", 0).contact(CONTACT).made());
        history.record(run("2", 1).made());
        history.record(run("3", 2).contact(CONTACT).made());

        assertThat(history.forget(CONTACT)).isEqualTo(2);
        assertThat(history.forget(CONTACT)).isZero();
        assertFinds(history, newest(), "2");
    }

    private static SummaryQuery lastMinute(By by, Order order) {
        return new SummaryQuery(by, START, START.plusSeconds(60), RunFilter.ALL, order, 10);
    }

    private static HistoryQuery newest() {
        return HistoryQuery.newest(100);
    }

    private static void assertFinds(ExecutionHistory history, HistoryQuery query, String... ids) {
        assertThat(ids(history.find(query).executions())).containsExactly(ids);
    }

    private static void assertFirst(ExecutionHistory history, Order order, String key) {
        assertThat(history.summary(lastMinute(By.ACTION, order))
                        .groups()
                        .getFirst()
                        .key())
                .as(order.name())
                .isEqualTo(key);
    }

    static void assertMillis(Duration time, double millis) {
        assertThat(time.toNanos() / 1e6).isEqualTo(millis, within(millis / 100));
    }

    private static List<String> ids(List<StoredExecution> executions) {
        return executions.stream().map(stored -> stored.execution().requestId()).toList();
    }

    static Run run(String requestId, int second) {
        return new Run(
                requestId,
                START.plusSeconds(second),
                "salesforce-query",
                "default",
                BY_PHONE,
                Execution.ANSWERED,
                "",
                Served.FRESH,
                ContactHash.NONE,
                12);
    }

    record Run(
            String requestId,
            Instant startedAt,
            String action,
            String caller,
            String shape,
            String outcome,
            String business,
            Served served,
            ContactHash contact,
            int millis) {
        Run action(String name) {
            return new Run(requestId, startedAt, name, caller, shape, outcome, business, served, contact, millis);
        }

        Run caller(String name) {
            return new Run(requestId, startedAt, action, name, shape, outcome, business, served, contact, millis);
        }

        Run shape(String soql) {
            return new Run(requestId, startedAt, action, caller, soql, outcome, business, served, contact, millis);
        }

        Run outcome(String code) {
            return new Run(requestId, startedAt, action, caller, shape, code, business, served, contact, millis);
        }

        Run business(String name) {
            return new Run(requestId, startedAt, action, caller, shape, outcome, name, served, contact, millis);
        }

        Run served(Served place) {
            return new Run(requestId, startedAt, action, caller, shape, outcome, business, place, contact, millis);
        }

        Run contact(ContactHash hash) {
            return new Run(requestId, startedAt, action, caller, shape, outcome, business, served, hash, millis);
        }

        Run took(int time) {
            return new Run(requestId, startedAt, action, caller, shape, outcome, business, served, contact, time);
        }

        Execution made() {
            return new Execution(
                    startedAt,
                    requestId,
                    action,
                    caller,
                    served,
                    shape,
                    Duration.ofMillis(millis),
                    3,
                    false,
                    2,
                    1,
                    outcome,
                    Optional.empty(),
                    contact,
                    Optional.empty(),
                    business,
                    List.of(),
                    "");
        }
    }
}
