package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.ReadyWeir;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Who gets into the console, and where the operator's key is. */
@BrowserTest
class ConsoleLoginTest {
    @Test
    void takesTheRightKeyAndKeepsItInMemoryOnly(Browser browser, BusyWeir weir) {
        browser.open(weir.console("callers"));
        browser.type("key", "not-the-operators-key-000000000000000");
        browser.press(Keys.ENTER);
        browser.see("login-refused", "Refused");
        browser.picture("login");
        browser.type("key", BusyWeir.OPERATOR_KEY);
        browser.click("login-submit");
        browser.see("title", "Callers");

        assertThat(browser.address()).endsWith("/console/#/callers");
        assertThat(browser.script("""
            return [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie,
                document.documentElement.outerHTML,
                ...performance.getEntriesByType('resource').map(entry => entry.name)].join(' ')
            """).toString())
                .contains("/status")
                .doesNotContain(BusyWeir.OPERATOR_KEY, "not-the-operators-key");

        browser.click("logout");
        browser.see("login");
        browser.loggedNothingBut("status of 401");
    }

    @Test
    void worksAtOnceWithoutAKeyOnLoopbackAndSaysWhenWeirIsGone(Browser browser) {
        try (var weir = ReadyWeir.start(Map.of())) {
            browser.open(weir.admin("/console"));
            browser.see("title", "Now");
            browser.see("breaker-value", "closed");
            browser.see("no-problems");
            assertThat(browser.address()).contains("/console/");
            browser.loggedNothingBut();
        }
        browser.see("notice-no-answer", "No answer from Weir since", "UTC");
        browser.see("freshness-state", "No answer");
        browser.picture("no-answer");
        browser.loggedNothingBut("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE");
    }
}
