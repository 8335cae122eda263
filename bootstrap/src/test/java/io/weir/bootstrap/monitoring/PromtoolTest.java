package io.weir.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus' own tool reads the rules, runs their tests, and reads the board's expressions. */
@Tag("promtool")
@Execution(ExecutionMode.CONCURRENT)
class PromtoolTest {
    @Test
    void readsTheRules() throws Exception {
        promtool("check", "rules", Shipped.RULES);
    }

    @Test
    void seesTheAlertsFireAndStaySilent() throws Exception {
        assertThat(Shipped.tests()).isNotEmpty();
        for (var test : Shipped.tests()) {
            promtool("test", "rules", test);
        }
    }

    @Test
    void readsTheExpressionsOfTheBoard(@TempDir Path folder) throws Exception {
        // JSON is YAML
        var rules = Shipped.boardExpressions().stream()
                .map(it -> it.replaceAll("\\$__(?:rate_)?(?:interval|range)", "5m"))
                .map(it -> "{\"record\":\"r\",\"expr\":" + JsonMapper.shared().writeValueAsString(it) + "}")
                .collect(Collectors.joining(",", "{\"groups\":[{\"name\":\"board\",\"rules\":[", "]}]}"));
        promtool("check", "rules", Files.writeString(folder.resolve("board.yml"), rules));
    }

    private static void promtool(String command, String subject, Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder("promtool", command, subject, file.toString())
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
