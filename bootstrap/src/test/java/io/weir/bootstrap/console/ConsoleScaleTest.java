package io.weir.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console before far more data than fit on a page. */
@BrowserTest
class ConsoleScaleTest {
    /** Answers with 10,000 shapes in place of Weir, and leaves everything else to Weir. */
    private static final String MANY_SHAPES = """
        const real = window.fetch;
        window.fetch = async (resource, options) => {
          const response = await real(resource, options);
          if (!String(resource).includes('/profiler/summary?by=shape')) {
            return response;
          }
          const answer = await response.json();
          const group = answer.groups[0];
          answer.groups = Array.from({length: 10000}, (_, index) =>
              ({...group, key: index.toString(16).padStart(16, '0'), soql: `SELECT Id FROM Object_${index}__c`}));
          return new Response(JSON.stringify(answer), {status: 200});
        };
        """;

    private static final String ELEMENTS = "return String(document.getElementsByTagName('*').length)";

    @SuppressWarnings("NullAway.Init") // set before each test
    private String script;

    @BeforeEach
    void answerMany(Browser browser, BusyWeir weir) {
        script = browser.runFirst(MANY_SHAPES);
        browser.leave();
        browser.enter(weir, "shapes");
    }

    @AfterEach
    void answerAsWeirDoes(Browser browser) {
        browser.runNoMore(script);
        browser.leave();
    }

    @Test
    void tenThousandShapesFillAPageAtATime(Browser browser) {
        browser.see("page-position", "1 to 50 of 10,000");
        browser.seeRow("shapes", "0000000000000000", "Object_0__c");
        assertThat(Integer.parseInt(browser.script(ELEMENTS).toString())).isLessThan(3_000);

        browser.click("page-next");
        browser.see("page-position", "51 to 100 of 10,000");
        browser.type("field-find", "object_9999__c");
        browser.seeRow("shapes", "000000000000270f", "Object_9999__c");
        assertThat(Integer.parseInt(browser.script(ELEMENTS).toString())).isLessThan(1_000);
        browser.loggedNothingBut();
    }
}
