package io.weir.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.log.LogSettings;
import io.weir.bootstrap.log.LogSettings.Format;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogConfigTest {
    @Test
    void theDefaultIsTextFromInfo() {
        assertThat(Config.from(Map.of()).log()).isEqualTo(new LogSettings(Format.TEXT, Level.INFO));
        assertThat(Config.logOf(Map.of())).isEqualTo(new LogSettings(Format.TEXT, Level.INFO));
    }

    @Test
    void variablesHoldBeforeTheConfigurationIsRead() {
        var environment = Map.of("WEIR_LOG_FORMAT", "json", "WEIR_LOG_LEVEL", "DEBUG");
        var settings = new LogSettings(Format.JSON, Level.DEBUG);
        assertThat(Config.logOf(environment)).isEqualTo(settings);
        assertThat(Config.from(environment).log()).isEqualTo(settings);
    }

    @Test
    void theFileSetsThemToo(@TempDir Path folder) throws IOException {
        var file =
                Files.writeString(folder.resolve("weir.yaml"), "weir:\n  log:\n    format: json\n    level: warning\n");
        assertThat(Config.from(Map.of("WEIR_CONFIG", file.toString())).log())
                .isEqualTo(new LogSettings(Format.JSON, Level.WARNING));
    }

    @Test
    void otherWordsAreProblems() {
        var environment = Map.of("WEIR_LOG_FORMAT", "xml", "WEIR_LOG_LEVEL", "Verbose");
        assertThat(Config.logOf(environment)).isEqualTo(new LogSettings(Format.TEXT, Level.INFO));
        assertThat(Environments.problems(environment))
                .containsExactly(
                        "WEIR_LOG_FORMAT (weir.log.format): expected text or json, got 'xml'",
                        "WEIR_LOG_LEVEL (weir.log.level): expected error, warning, info, debug or trace, got"
                                + " 'Verbose'");
    }
}
