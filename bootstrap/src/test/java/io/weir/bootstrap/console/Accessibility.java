package io.weir.bootstrap.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The violations that axe finds on the page of a {@link Browser}, one line each. */
final class Accessibility {
    private static final String AXE = axe();

    private Accessibility() {}

    private static String axe() {
        try (var in = Objects.requireNonNull(Accessibility.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The violations of all rules. */
    static String violations(Browser browser) {
        return run(browser, "{}");
    }

    /** The violations of the only rule that depends on the colour scheme. */
    static String contrastViolations(Browser browser) {
        return run(browser, "{runOnly: ['color-contrast']}");
    }

    private static String run(Browser browser, String options) {
        if (!browser.isTrue("return window.axe !== undefined")) {
            browser.script(AXE);
        }
        return browser.await("""
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations'], ...%s}).then(
                found => done(found.violations.flatMap(rule => rule.nodes.map(node =>
                    rule.id + ': ' + node.target + ' ' + node.failureSummary.replaceAll('\\n', ' '))).join('\\n')),
                failure => done(String(failure)));
            """.formatted(options));
    }
}
