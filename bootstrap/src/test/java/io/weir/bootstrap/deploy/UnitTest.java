package io.weir.bootstrap.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The unit of systemd names what Weir has. */
class UnitTest {
    static final Path UNIT = Path.of("../deploy/systemd/weir.service");

    private static final Pattern CREDENTIAL = Pattern.compile("([a-z-]+):/etc/weir/([a-z-]+)");

    @Test
    void setsOnlyWhatWeirKnowsAndSecretsOnlyAsFiles() {
        var variables = variables();

        assertThat(variables.keySet()).isSubsetOf(Variables.known());
        assertThat(variables.keySet()).doesNotContainAnyElementsOf(Variables.secrets());
        assertThat(variables)
                .containsEntry(
                        "WEIR_DATA", "/var/lib/" + values("StateDirectory").getFirst());
    }

    @Test
    void readsEachCredentialThatSystemdLoads() {
        var loaded = values("LoadCredential").stream()
                .map(CREDENTIAL::matcher)
                .peek(matcher -> assertThat(matcher.matches()).isTrue())
                .peek(matcher -> assertThat(matcher.group(1)).isEqualTo(matcher.group(2)))
                .map(matcher -> "%d/" + matcher.group(1))
                .toList();
        var read = variables().entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_FILE"))
                .map(Map.Entry::getValue)
                .toList();

        assertThat(read).isNotEmpty().containsExactlyInAnyOrderElementsOf(loaded);
    }

    @Test
    void systemdWaitsUntilWeirHasDrained() {
        var lifecycle = Config.from(Map.of()).lifecycle();
        var stop = Duration.parse("PT" + values("TimeoutStopSec").getFirst());

        assertThat(stop.minus(lifecycle.drainDelay()).minus(lifecycle.shutdownGracePeriod()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    /** The JVM compiles while it runs, and SQLite's library is loaded from the data folder. */
    @Test
    void leavesJavaItsCompiler() {
        assertThat(values("MemoryDenyWriteExecute")).isEmpty();
        assertThat(values("NoExecPaths")).isEmpty();
    }

    private static Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        for (var assignment : values("Environment")) {
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }

    private static List<String> values(String key) {
        return Manifests.text(UNIT)
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }
}
