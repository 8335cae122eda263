package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.status.LoggedLines;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator looks for on each page. */
@BrowserTest
class ConsolePagesTest {
    static final String NUMBER = "[0-9,]+(\\.[0-9]+)?";
    private static final String TIME = "[0-9.,]+ (µs|ms|s)";

    @AfterEach
    void nothingWentWrong(Browser browser) {
        browser.loggedNothingBut();
    }

    @Test
    void nowSaysHowMuchIsAskedHowLongItTakesAndWhatFails(Browser browser, BusyWeir weir) {
        browser.enter(weir, "now");
        browser.seeMatching("rate-value", NUMBER);
        browser.seeMatching("p95-value", TIME);
        browser.see("breaker-value", "closed");
        browser.see("permits", " permits");
        browser.see("budget", "of 15,000 today");
        browser.see("freshness-state", "Live");
        browser.seeRow("outcomes", "answered");
        browser.seeRow("outcomes", "query_rejected", "4");
        browser.seeRow("outcomes", "rate_limited");
        browser.see("problems", "credential", "ivr-main");
    }

    @Test
    void actionsSaysWhichCostMost(Browser browser, BusyWeir weir) {
        browser.enter(weir, "actions?since=24h");
        var row = browser.seeRow("actions", "caller-lookup", "ms", "%");
        assertThat(row.getText()).containsPattern("\\b[0-9]{3}\\b");
        browser.see("advice", "Remove Birthdate from the fields of step contact of agent-screen");
        row.findElement(Browser.test("choose")).click();
        browser.see("detail-title", "caller-lookup");
        browser.see("detail", "p95 between", "Match rate");
        assertThat(browser.address()).contains("chosen=caller-lookup");
    }

    @Test
    void actionsComparesTwoPeriods(Browser browser, BusyWeir weir) {
        browser.enter(weir, "actions?since=1h");
        browser.seeRow("actions", "caller-lookup", "runs ", "%");
        browser.choose("field-against", "a day earlier");
        browser.seeRow("actions", "caller-lookup", "new")
                .findElement(Browser.test("choose"))
                .click();
        browser.see("detail", "(before: 0)");

        var before = Instant.now().minus(Duration.ofMinutes(110)).truncatedTo(ChronoUnit.MINUTES);
        browser.enter(weir, "actions?since=1h&against=from&against_from=" + before);
        browser.seeRow("actions", "caller-lookup", "runs ", "%");
        assertThat(browser.text()).contains("Trend against", before.toString().substring(11, 16));
    }

    @Test
    void shapesShowsTheSoqlWithoutItsValues(Browser browser, BusyWeir weir) {
        browser.enter(weir, "shapes?since=24h");
        browser.type("field-find", "LastName");
        var shape = browser.see("shapes-row");
        assertThat(shape.getText())
                .contains("SELECT Id, Name, Account.Name FROM Contact WHERE LastName = ?", "10", "4")
                .doesNotContain("Slow", "Refused");
    }

    @Test
    void runsFindsARequestAndShowsWhereItsTimeWent(Browser browser, BusyWeir weir) {
        weir.lookUp("looked-for-1", "+14155559901");
        browser.enter(weir, "runs");
        browser.type("field-request_id", "looked-for-1");
        // the history is written in the background, so the first search may be too early
        browser.clickUntil("search-submit", "runs-title", "1 run");
        browser.seeRow("runs", "looked-for-1", "caller-lookup", "ivr-main", "answered")
                .findElement(Browser.test("run-link"))
                .click();
        browser.see("request-id", "looked-for-1");
        browser.seeRow("phases", "attempt", "asks Salesforce once", "ms");
        browser.see("run", "Asked", "records");
        browser.see("run-soql", "FROM Contact WHERE Phone IN (?)");
        browser.picture("request");
        assertThat(browser.text()).doesNotContain("4155559901", "555-9901");
        assertThat(browser.address()).endsWith("#/runs/looked-for-1");
    }

    @Test
    void runsSelectsFailures(Browser browser, BusyWeir weir) {
        browser.enter(weir, "runs?outcome=query_rejected&since=1h");
        browser.see("runs-title", "4 runs");
        browser.see("runs-row", "agent-desktop", "MALFORMED_QUERY");
    }

    @Test
    void runsSelectsWhatDataActionsAnswered(Browser browser, BusyWeir weir) {
        weir.lookUp("not-found-1", "+14155559904");
        weir.awaitRun("not-found-1");
        browser.enter(weir, "runs?business_outcome=not_found&since=1h");
        browser.see("field-business_outcome", "not_found");
        browser.seeRow("runs", "not-found-1", "not_found");
        browser.choose("field-business_outcome", "error");
        browser.click("search-submit");
        browser.see("runs-title", "run");
        assertThat(browser.address()).contains("business_outcome=error");

        browser.enter(weir, "actions?since=1h&chosen=caller-lookup");
        browser.click("answered-not_found");
        browser.seeRow("runs", "not-found-1", "not_found");
    }

    @Test
    void catalogShowsAContractAndADryRunThatLeavesNoTrace(Browser browser, BusyWeir weir) throws IOException {
        browser.enter(weir, "catalog");
        browser.seeRow("catalog", "caller-lookup", "phone", "served", "10 s")
                .findElement(Browser.test("catalog-link"))
                .click();
        browser.see("contract", "Who is calling");
        browser.seeRow("inputs", "phone", "phone", "yes");
        browser.see("outputs", "contactName");
        browser.see("snippet-rest-api", "TimeOutInMilliSeconds", "/cxone/data-action/caller-lookup");
        browser.see("snippet-snippet", "GetRESTProxy()");
        browser.see("snippet-integration-hub", "CONNECTREQUEST");
        browser.see("snippet-curl", "/cxone/data-action/caller-lookup");

        String log;
        try (var all = new LoggedLines()) {
            browser.type("dry-run-phone", "(212) 555-0187");
            browser.click("dry-run-submit");
            browser.seeRow("dry-run-steps", "contact", "FROM Contact WHERE Phone IN");
            browser.seeRow("dry-run-inputs", "phone", "+12125550187");
            browser.picture("dry-run");
            log = String.join("", all.lines());
        }
        assertThat(log).doesNotContain("2125550187", "555-0187");
        assertThat(weir.kept()).contains("caller-lookup").doesNotContain("2125550187", "555-0187");
        assertThat(weir.read("/profiler?limit=1000")).doesNotContain("2125550187");
        assertThat(browser.address()).doesNotContain("555");
    }

    @Test
    void callersNamesTheNoisyOneAndTheKeyThatEnds(Browser browser, BusyWeir weir) {
        browser.enter(weir, "callers");
        browser.seeRow("callers", "dialler", "1/s", "rate limited");
        browser.seeRow("callers", "ivr-main", "*", "key key-old");
        browser.see("caller-calls", "of 20,000 API requests in 24 h");
        browser.seeRow("credentials", "ivr-main key-old", "in 9");
        browser.seeRow("authentication-failures", "unknown_key", "belongs to no caller");
        for (var key : weir.keys()) {
            assertThat(browser.text()).doesNotContain(key);
        }
    }

    @Test
    void aCallerThatIsRefusedMuchIsAProblemThatLeadsToItsRow(Browser browser, BusyWeir weir) {
        browser.enter(weir, "now");
        weir.askTooOften();
        browser.see("problems", "The caller dialler asks more than it may", "caller limited, since");
        browser.see("problems", "docs/alerts.md#weircallerlimited");
        browser.show("callers");
        browser.see("caller-limited", "Refused much");
        browser.seeRow("callers", "dialler", "since", "stop what asks so often", " %");
        browser.width(320);
        assertThat(Layout.isWithinTheWidth(browser, "[data-test='callers'] td, [data-test='credentials'] td"))
                .isTrue();
        browser.picture("callers-limited-320");
        browser.width(1280);
        assertThat(Layout.isWithinTheWidth(browser, "[data-test='callers'] td, [data-test='callers'] th"))
                .isTrue();
        browser.picture("callers-limited-1280");
    }

    @Test
    void theSlowestRunsComeFirstAndNoneOnlyWaited(Browser browser, BusyWeir weir) {
        browser.enter(weir, "shapes?since=24h&order=max");
        browser.see("choose").click();
        browser.click("detail-slowest");
        browser.see("runs-title", "run");
        assertThat(browser.address()).contains("order=slowest", "served=fresh");
        assertThat(browser.script("""
            const times = [...document.querySelectorAll('[data-test=runs-row] td.number')]
                .map(cell => cell.innerText).filter(text => / m?s$/.test(text))
                .map(text => parseFloat(text.replace(',', '')) * (text.endsWith(' ms') ? 1 : 1000));
            return times.length > 0 && times.every((time, index) => index === 0 || time <= times[index - 1]);
            """)).isEqualTo(true);
    }

    @Test
    void aSlowMinuteLeadsToTheSlowPhaseInFourClicks(Browser browser, BusyWeir weir) {
        weir.findContactsSlowly();
        browser.enter(weir, "now");
        browser.click("p95-slower");
        browser.see("shapes-row", "FROM Contact WHERE LastName = ?");
        browser.click("choose");
        browser.click("detail-slowest");
        browser.see("runs-row", " s");
        browser.click("run-link");
        browser.seeRow("phases", "attempt", "longest", " s");
    }

    @Test
    void runsSaysHowFarBackItReachesAndThatThereAreMore(Browser browser, BusyWeir weir) {
        browser.enter(weir, "runs?since=24h");
        browser.see("runs-title", "100 runs, and there are more");
        browser.see("runs-reach", "keeps its newest 1,000 runs");
        browser.enter(weir, "runs/none-such");
        browser.see("empty", "how far they reach back", "was refused is no run");
    }

    @Test
    void aNarrowWindowShowsWhatARowIsAbout(Browser browser, BusyWeir weir) {
        weir.lookUp("narrow-1", "+14155559903");
        weir.awaitRun("narrow-1");
        browser.width(320);
        browser.enter(weir, "runs/narrow-1");
        browser.see("phases-row");
        assertThat(Layout.isWithinTheWidth(browser, ".bar")).isTrue();
        browser.enter(weir, "catalog");
        browser.seeRow("catalog", "caller-lookup", "Who is calling");
        assertThat(Layout.isWithinTheWidth(browser, "[data-test='catalog'] td")).isTrue();
        browser.width(1280);
    }

    @Test
    void shapesComeInTheOrderOfWhatBecameSlower(Browser browser, BusyWeir weir) {
        browser.enter(weir, "shapes?since=1h");
        browser.see("shapes-row");
        browser.click("order-slower");
        browser.see("shapes-row");
        assertThat(browser.address()).contains("order=slower");
        browser.see("field-order", "Slower than before");
        browser.choose("field-order", "p95");
        browser.seeMatching("order-p95", "p95.*");
        assertThat(browser.address()).contains("order=p95");
    }

    @Test
    void aDrillBeginsShowsAndEnds(Browser browser, BusyWeir weir) {
        browser.enter(weir, "drills");
        browser.see("empty", "No drill runs");
        browser.clickText("drill", "Salesforce fails");
        browser.click("faults-apply");
        browser.see("fault", "503: 1");
        weir.failMany();
        browser.show("now");
        browser.see("breaker-value", "open");
        browser.see("problems", "circuit breaker is open");
        browser.see("failures-value", "%");
        browser.picture("breaker-open");
        browser.show("drills");
        browser.click("faults-end");
        browser.see("empty", "No drill runs");
        browser.show("now");
        browser.see("breaker-value", "closed");
    }

    @Test
    void oneObjectCanBeSlow(Browser browser, BusyWeir weir) {
        browser.enter(weir, "drills");
        browser.clickText("drill", "One object is slow");
        browser.click("faults-apply");
        browser.see("fault", "Contact:stall: 0.5");
        browser.click("faults-end");
        browser.see("empty", "No drill runs");
    }

    @Test
    void aLinkOfAnAlertOpensItsPage(Browser browser, BusyWeir weir) {
        browser.enter(weir, "runs/no-such-request");
        browser.see("empty", "No run of this request");
        browser.enter(weir, "catalog/open-cases");
        browser.see("contract", "cases of this contact");
        browser.enter(weir, "nowhere");
        browser.see("title", "Now");
        browser.see("page-unknown", "No such page", "Here is Now instead");
        browser.show("now");
        browser.see("rate-value");
        assertThat(browser.text()).doesNotContain("No such page");
    }
}
