package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics that a Weir on its sandbox org shows, and those that the manual lists. Left out are what Helidon adds:
 * meters of its own, and the maximum of each histogram.
 */
class MetricNamesTest {
    private static final Pattern TYPE =
            Pattern.compile("(?m)^# TYPE (?!\\S+_seconds_max )(weir_\\S+|process_\\S+|jvm_(?!uptime)\\S+) ");
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:weir|jvm|process)_[a-z_]+)(?:\\{[a-z_,]*})?`");

    /** Metrics that a Weir without trouble does not show, or only with other settings. */
    private static final Set<String> NOT_SHOWN = Set.of(
            "weir_background_failures_total",
            "weir_caller_credential_expiry_timestamp_seconds",
            "weir_salesforce_retries_total",
            "weir_unknown_inputs_total");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path data;

    @Test
    void everyMetricIsInTheManualAndEveryMetricOfTheManualIsShown() throws IOException {
        var documented = new TreeSet<String>();
        for (String page : List.of("monitoring.md", "actions.md")) {
            documented.addAll(names(DOCUMENTED, Files.readString(Path.of("../docs", page))));
        }
        try (var weir = ReadyWeir.start(Map.of("WEIR_STORE_ENABLED", "true", "WEIR_DATA", data.toString()))) {
            weir.query(ReadyWeir.readmeRequest());
            weir.run("caller-lookup", "{\"phone\":\"+14155550100\"}");
            var shown = names(TYPE, weir.metrics());

            assertThat(documented).containsAll(shown);
            documented.removeAll(shown);
            documented.removeAll(NOT_SHOWN);
            assertThat(documented).as("is in the manual, but not shown").isEmpty();
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
