package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.ReadyWeir;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console says while Weir does not answer, answers something else, or has parts switched off. */
@BrowserTest
class ConsoleOutageTest {
    /** Stands between the console and Weir: {@code window.net} decides what becomes of questions and pauses. */
    private static final String NET = """
        const real = {fetch: window.fetch, setTimeout: window.setTimeout};
        const net = (window.net = {down: false, longest: Infinity, speed: 10, answers: {}, asked: []});
        window.setTimeout = (run, ms, ...more) =>
          ms > net.longest ? 0 : real.setTimeout.call(window, run, ms / net.speed, ...more);
        window.fetch = (url, options) => {
          const path = new URL(url).pathname;
          const text = net.answers[path] ?? net.answers['*'];
          net.asked.push(path);
          return net.down
            ? Promise.reject(new TypeError('down'))
            : text === undefined
              ? real.fetch.call(window, url, options)
              : Promise.resolve(new Response(text));
        };
        """;

    private static final Map<String, String> OFF = Map.of(
            "WEIR_ADMIN_STATUS_ENABLED", "false",
            "WEIR_ADMIN_CALLERS_ENABLED", "false",
            "WEIR_ADMIN_ACTIONS_ENABLED", "false",
            "WEIR_ADMIN_PROFILER_ENABLED", "false");

    private String net = "";

    @BeforeEach
    void standBetween(Browser browser) {
        net = browser.runFirst(NET);
    }

    @AfterEach
    void goAway(Browser browser) {
        browser.runNoMore(net);
        browser.leave();
    }

    @Test
    void thePageAsksAgainAsSoonAsTheHeaderHasAnAnswer(Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console/"));
            browser.see("freshness-state", "Live");
            // a page that is asked every 15 seconds would now wait for 30, which this never lets pass
            browser.script("Object.assign(net, {down: true, longest: 15000})");
            browser.show("catalog");
            browser.see("page-failure", "No data", "Weir does not answer.");
            browser.see("freshness-state", "No answer");
            browser.script("net.down = false");
            browser.see("freshness-state", "Live");
            browser.seeRow("catalog", "caller-lookup", "served");
            assertThat(browser.text()).doesNotContain("does not answer");
        }
        browser.loggedNothingBut("ERR_CONNECTION_REFUSED");
    }

    @Test
    void theHeaderAsksAgainAsSoonAsAPageHasAnAnswer(Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console/"));
            browser.see("freshness-state", "Live");
            browser.script("Object.assign(net, {down: true, longest: 6000})");
            browser.see("freshness-state", "No answer");
            browser.script("net.down = false");
            browser.show("runs");
            browser.see("runs-title", "No run");
            browser.see("freshness-state", "Live");
        }
        browser.loggedNothingBut("ERR_CONNECTION_REFUSED");
    }

    @Test
    void whatIsAskedOnceIsAskedUntilThereIsAnAnswer(Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console/"));
            browser.see("freshness-state", "Live");
            browser.script("Object.assign(net, {down: true, longest: 15000})");
            browser.show("catalog/caller-lookup");
            browser.see("page-failure", "No data", "Weir does not answer.");
            browser.script("net.down = false");
            browser.see("contract", "Who is calling");
            browser.show("runs?since=1h&outcome=nonsense");
            browser.see("page-failure", "Refused", "Outcome in the URL is unknown");
            assertThat(browser.text()).doesNotContain("asks again", "does not answer");
        }
        browser.loggedNothingBut("status of 400", "ERR_CONNECTION_REFUSED");
    }

    @Test
    void whatFailsAloneIsAskedLessOftenThoughWeirAnswersTheRest(Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console/#/callers"));
            browser.see("freshness-state", "Live");
            browser.script("Object.assign(net, {speed: 50, answers: {'/callers': 'null'}})");
            browser.seeScript("return net.asked.filter(path => path === '/status').length >= 40");
            assertThat(count(browser, "/callers")).isLessThan(count(browser, "/status") / 2);
        }
        browser.loggedNothingBut("ERR_CONNECTION_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"time\":null,\"problems\":[],\"callers\":[{}]}", "<html>"})
    void anAnswerOfAnotherFormIsNoAnswerAndTheLastDataStay(String text, Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console/#/callers"));
            browser.see("freshness-state", "Live");
            browser.see("callers", "anonymous");
            browser.script("net.answers = {'*': arguments[0]}", text);
            browser.see("notice-no-answer", "What answers is not this Weir", "No answer from Weir since");
            browser.see("page-failure", "Old data", "What answers is not this Weir");
            browser.see("freshness-state", "No answer");
            browser.see("callers", "anonymous");
            browser.picture("another-form");
            assertThat(browser.text()).doesNotContain("undefined", "Cannot read", "1970");
        }
        browser.loggedNothingBut("ERR_CONNECTION_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[1]"})
    void noPageBreaksOnAnAnswerOfAnotherForm(String text, Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console/"));
            browser.see("freshness-state", "Live");
            browser.script("net.answers = {'*': arguments[0]}", text);
            for (var page : new String[] {"now", "actions", "shapes", "runs", "runs/r-1", "callers", "catalog/x"}) {
                browser.show(page + "?since=1h");
                browser.see("page-failure", "What answers is not this Weir");
            }
        }
        browser.loggedNothingBut("ERR_CONNECTION_REFUSED");
    }

    @Test
    void saysWhichPartIsSwitchedOffAndByWhat(Browser browser) {
        try (var weir = ReadyWeir.start(OFF)) {
            browser.open(weir.admin("/console/"));
            browser.see(
                    "notice-refused", "This part of Weir is switched off.", "Set WEIR_ADMIN_STATUS_ENABLED to true");
            browser.see("freshness-state", "Switched off");
            for (var page : Map.of(
                            "now", "PROFILER",
                            "actions", "PROFILER",
                            "runs", "PROFILER",
                            "runs/r-1", "PROFILER",
                            "catalog", "ACTIONS",
                            "catalog/caller-lookup", "ACTIONS",
                            "callers", "CALLERS")
                    .entrySet()) {
                browser.show(page.getKey());
                browser.see("page-failure", "Switched off", "Set WEIR_ADMIN_" + page.getValue() + "_ENABLED to true");
            }
            browser.picture("switched-off");
            assertThat(browser.text()).doesNotContain("does not answer", "asks again", "nothing to show yet");
        }
        browser.loggedNothingBut("status of 404", "ERR_CONNECTION_REFUSED");
    }

    @Test
    void asksNoMoreForAPartThatIsSwitchedOffAndLetsTheOperatorIn(Browser browser) {
        try (var weir = ReadyWeir.start(
                Map.of("WEIR_ADMIN_STATUS_ENABLED", "false", "WEIR_ADMIN_API_KEY", BusyWeir.OPERATOR_KEY))) {
            browser.open(weir.admin("/console/"));
            browser.type("key", BusyWeir.OPERATOR_KEY);
            browser.script("net.speed = 50");
            browser.click("login-submit");
            browser.see("title", "Now");
            browser.see("chart-runs", "No run in this period.");
            browser.seeScript("return net.asked.filter(path => path === '/profiler/series').length >= 4");
            assertThat(count(browser, "/status"))
                    .as("without a key, and with it")
                    .isEqualTo(2);
        }
        browser.loggedNothingBut("status of 401", "status of 404", "ERR_CONNECTION_REFUSED");
    }

    private static long count(Browser browser, String path) {
        return (Long) browser.script("return net.asked.filter(path => path === arguments[0]).length", path);
    }
}
