package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the console's own modules write numbers and periods. */
@BrowserTest
class ConsoleTextTest {
    @ParameterizedTest
    @CsvSource({"50, +50 %", "-12.4, −12 %", "0, ±0 %", "899, +899 %", "900, ×10", "54938, ×550"})
    void aGreatChangeIsHowManyTimesAsMuch(double percent, String text, Browser browser, BusyWeir weir) {
        browser.enter(weir, "now");
        assertThat(browser.script(
                        "return import('/console/format.js').then(({change}) => change(arguments[0]))", percent))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "15m, 2026-01-31T10:16:00.000Z",
        "1h, 2026-01-31T09:31:00.000Z",
        "2026-01-31T08:00:00Z, 2026-01-31T08:00:00.000Z"
    })
    void anHourHasSixtyMinutesWithThePresentOne(String since, String start, Browser browser, BusyWeir weir) {
        browser.enter(weir, "now");
        assertThat(browser.script("""
            return import('/console/period.js').then(({exact}) =>
                exact({since: arguments[0]}, Date.parse('2026-01-31T10:30:20Z')).since)
            """, since)).isEqualTo(start);
    }
}
