package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator looks for on each page. */
@BrowserTest
class ConsolePagesTest {
    private static final String NUMBER = "[0-9,]+(\\.[0-9]+)?";
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
        browser.see("permits", "of 25 permits");
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
        browser.see("advice", "Split agent-screen into two data actions");
        row.findElement(Browser.test("choose")).click();
        browser.see("detail-title", "caller-lookup");
        browser.see("detail", "p95 between", "Match rate");
        assertThat(browser.address()).contains("chosen=caller-lookup");
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
}
