package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Served;
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

    static final String BY_PHONE = "SELECT Id FROM Contact WHERE Phone = ?";
    static final String BY_EMAIL = "SELECT Id FROM Contact WHERE Email = ?";
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
    void forgetsTheExecutionsAboutAContact() {
        var history = emptyHistory();
        history.record(run("1", 0).contact(CONTACT).made());
        history.record(run("2", 1).made());
        history.record(run("3", 2).contact(CONTACT).made());

        assertThat(history.forget(CONTACT)).isEqualTo(2);
        assertThat(history.forget(CONTACT)).isZero();
        assertFinds(history, newest(), "2");
    }

    private static HistoryQuery newest() {
        return HistoryQuery.newest(100);
    }

    private static void assertFinds(ExecutionHistory history, HistoryQuery query, String... ids) {
        assertThat(ids(history.find(query).executions())).containsExactly(ids);
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
