package io.weir.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts and the page that explains them. */
class AlertsTest {
    /** A heading, and the line below it. */
    private static final Pattern SECTION = Pattern.compile("(?m)^### (Weir\\w+)\\n\\n(.*)$");

    @Test
    void saysWhatIsWrongAndWhereToReadOn() {
        assertThat(Shipped.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.name()).startsWith("Weir");
            assertThat(alert.severity()).isIn("critical", "warning");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations())
                    .containsEntry(
                            "runbook_url", "docs/alerts.md#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(alert.annotations().get("summary")).endsWith(".");
        });
    }

    @Test
    void explainsEachAlertWithItsSeverityAndItsDelay() {
        var explained = SECTION.matcher(Shipped.text(Path.of("../docs/alerts.md")))
                .results()
                .map(it -> it.group(1) + ": " + it.group(2));
        assertThat(explained)
                .containsExactlyElementsOf(Shipped.alerts().stream()
                        .map(it -> "%s: `%s`, %s."
                                .formatted(
                                        it.name(),
                                        it.severity(),
                                        it.hold().isEmpty() ? "at once" : "after `" + it.hold() + "`"))
                        .toList());
    }

    @Test
    void hasATestInWhichEachAlertFires() {
        assertThat(Shipped.testedAlerts())
                .containsExactlyInAnyOrderElementsOf(
                        Shipped.alerts().stream().map(Shipped.Alert::name).toList());
    }
}
