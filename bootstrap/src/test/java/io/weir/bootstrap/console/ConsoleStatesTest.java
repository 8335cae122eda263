package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.console.Browser.Scheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page Now says of states that a test cannot wait for: Weir's own answers, with a few members changed. */
@BrowserTest
class ConsoleStatesTest {
    /** Lets {@code change} change the answers of a path, and leaves everything else to Weir. */
    private static final String CHANGED = """
        const real = window.fetch;
        window.fetch = async (resource, options) => {
          const response = await real(resource, options);
          const path = new URL(resource, location).pathname;
          if (path !== 'PATH' || !response.ok) {
            return response;
          }
          const answer = await response.json();
          const at = minutes => new Date(Date.parse(answer.time) + minutes * 60_000).toISOString();
          CHANGE;
          return new Response(JSON.stringify(answer), {status: 200});
        };
        """;

    @SuppressWarnings("NullAway.Init") // set in each test
    private String script;

    @AfterEach
    void answerAsWeirDoes(Browser browser) {
        browser.runNoMore(script);
        browser.leave();
        browser.loggedNothingBut("status of 401");
    }

    private void enter(Browser browser, BusyWeir weir, String path, String change) {
        script = browser.runFirst(CHANGED.replace("PATH", path).replace("CHANGE", change));
        browser.leave();
        browser.enter(weir, "now");
    }

    @Test
    void aSpentAllocationIsSpentAndLastsForNoDay(Browser browser, BusyWeir weir) {
        enter(browser, weir, "/status", """
            answer.api = {...answer.api, used: 15000, limit: 15000, state: 'spent', retry_at: at(1),
                forecast: {calls_per_hour: 700, reserve_reached_at: null, exhausted_at: null}};
            answer.problems = [{code: 'quota_exhausted', since: at(-3), text: 'used up: nothing is left'}];
            """);
        browser.see("budget-value", "15,000");
        browser.see("budget", "The allocation is spent.", "Next try");
        browser.see("breaker", "closed", "but the allocation is spent");
        assertThat(browser.see("budget").getText()).doesNotContain("Lasts", "an hour");
        pictures(browser, "state-spent");
    }

    @Test
    void aReserveThatIsReachedLastsForNoDay(Browser browser, BusyWeir weir) {
        enter(browser, weir, "/status", """
            answer.api = {...answer.api, used: 14600, limit: 15000, reserve: 500, state: 'reserve_reached',
                retry_at: at(1), forecast: {calls_per_hour: 60, reserve_reached_at: null, exhausted_at: at(400)}};
            """);
        browser.see("budget", "Only the reserve is left.", "Spent in 6.6 hours");
        assertThat(browser.see("budget").getText()).doesNotContain("Lasts", "Reserve reached");
    }

    @Test
    void aRateThatUsesTheAllocationUpDoesNotLast(Browser browser, BusyWeir weir) {
        enter(browser, weir, "/status", """
            answer.api = {...answer.api, used: 10478, limit: 15000, state: 'available',
                forecast: {calls_per_hour: 90000, reserve_reached_at: null, exhausted_at: at(-1)}};
            """);
        browser.see("budget", "10,478", "90,000 requests an hour");
        assertThat(browser.see("budget").getText()).doesNotContain("Lasts", "ago:", "Spent");
    }

    @Test
    void aRefusedLoginLeadsToItsUsualCause(Browser browser, BusyWeir weir) {
        enter(browser, weir, "/status", """
            answer.problems = [
                {code: 'login_refused', since: at(-3), text: 'Salesforce refuses the login: wrong secret'},
                {code: 'quota_runs_out', since: at(-2), text: 'used up within 2 hours: then no answer'},
                {code: 'credential_expires', since: at(-1), text: 'a key expires at 2026-12-05T00:00:00Z; renew it'}];
            """);
        browser.see("problems", "SF_CLIENT_SECRET_NEXT", "restart Weir", "docs/alerts.md#weirloginfails");
        browser.see("problems", "docs/alerts.md#weirallocationforecast", "2026-12-05 00:00:00 UTC");
        browser.see("breaker", "closed", "Salesforce refuses the login");
        pictures(browser, "state-login-refused");
    }

    @Test
    void aMinuteThatIsFarSlowerThanUsualLeadsToTheShapesThatBecameSlower(Browser browser, BusyWeir weir) {
        enter(browser, weir, "/profiler/series", """
            answer.points = answer.points.map((point, index, all) =>
                ({...point, p50_ms: 20, p95_ms: index < all.length - 3 ? 120 : 3100, p99_ms: 3200}));
            """);
        browser.see("p95", "3.1 s", "Usual in this hour: 120 ms");
        pictures(browser, "state-slow");
        browser.click("p95-slower");
        browser.see("shapes-row");
        assertThat(browser.address()).contains("shapes?since=15m&order=slower");
    }

    /** Pictures on every screen, which no state may break. */
    private static void pictures(Browser browser, String name) {
        for (var scheme : Scheme.values()) {
            browser.scheme(scheme);
            for (int width : new int[] {320, 1280, 2560}) {
                browser.width(width);
                assertThat(Layout.scrollsSideways(browser)).isFalse();
                browser.picture("%s-%s-%s".formatted(name, scheme.text(), width));
            }
            browser.width(1280);
            assertThat(Accessibility.contrastViolations(browser)).isEmpty();
        }
        browser.scheme(Scheme.LIGHT);
    }
}
