package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.console.Browser.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Every page in both colour schemes, on every width, for everybody. Pictures are under {@code target/console}. */
@BrowserTest
class ConsoleLooksTest {
    private static final String BETWEEN = "since=%s&until=%s".formatted(ago(1), ago(0));
    private static final String AGAINST = "against=from&against_from=" + ago(2);

    private static Instant ago(int hours) {
        return Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(hours));
    }

    @AfterEach
    void wideAndLight(Browser browser) {
        browser.width(1280);
        browser.scheme(Scheme.LIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "now, rate-value",
        "actions, actions-row",
        "shapes, shapes-row",
        "runs, runs-row",
        "catalog, catalog-row",
        "catalog/caller-lookup, snippet-curl",
        "callers, callers-row",
        "drills, drill",
        // from an instant until another, and compared with a period that begins at a third
        "runs?{between}&order=slowest, runs-row",
        "actions?{between}&{against}, actions-row",
        "shapes?{between}&{against}, shapes-row",
        "runs/looked-at-1, phases-row"
    })
    void isReadableOnEveryScreen(String page, String shown, Browser browser, BusyWeir weir) {
        if (page.endsWith("looked-at-1")) {
            weir.lookUp("looked-at-1", "+14155559902");
            weir.awaitRun("looked-at-1");
        }
        browser.enter(weir, page.replace("{between}", BETWEEN).replace("{against}", AGAINST));
        browser.see(shown);
        if (page.equals("now")) {
            browser.seeMatching(shown, ConsolePagesTest.NUMBER); // a rate needs two answers of Weir
        }
        String name = page.replaceAll("\\?.*", "-between").replace('/', '-');
        for (var scheme : Scheme.values()) {
            browser.scheme(scheme);
            for (int width : new int[] {320, 1280, 2560}) {
                browser.width(width);
                assertThat(Layout.scrollsSideways(browser))
                        .as("%s at %s pixels", page, width)
                        .isFalse();
                assertThat(Layout.overlaps(browser))
                        .as("fields of %s at %s pixels", page, width)
                        .isEmpty();
                browser.picture("%s-%s-%s".formatted(name, scheme.text(), width));
            }
            browser.width(1280);
            assertThat(Accessibility.contrastViolations(browser))
                    .as("%s, %s", page, scheme)
                    .isEmpty();
        }
        assertThat(Accessibility.violations(browser)).as(page).isEmpty();
        browser.loggedNothingBut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "actions", "shapes", "runs", "catalog", "callers", "drills"})
    void isReachedByKeyboard(String page, Browser browser, BusyWeir weir) {
        browser.enter(weir, page.equals("now") ? "callers" : "now");
        browser.startOfPage();
        browser.pressTab();
        assertThat(browser.focused().getText()).contains("Skip");
        assertThat(browser.focusIsVisible()).isTrue();
        for (int tabs = 0; !("nav-" + page).equals(browser.focused().getAttribute("data-test")); tabs++) {
            assertThat(tabs).isLessThan(15);
            browser.pressTab();
            assertThat(browser.focusIsVisible()).isTrue();
        }
        browser.press(Keys.ENTER);
        browser.seeCurrent(page);
    }
}
