package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every source is laid out as palantir-java-format does it; {@code mvn verify -Dformat=true} rewrites what is not. */
@Execution(ExecutionMode.CONCURRENT)
class SourceFormatTest {
    private static final Path PROJECT = Path.of("..");

    @Test
    void everySourceIsFormatted() throws Exception {
        var formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        var unformatted = new ArrayList<Path>();
        try (var files = Files.walk(PROJECT)) {
            var sources = files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("/src/"))
                    .toList();
            assertThat(sources).as("sources found").isNotEmpty();
            for (var file : sources) {
                String source = Files.readString(file);
                String formatted = formatter.formatSourceAndFixImports(source);
                if (!formatted.equals(source)) {
                    unformatted.add(file);
                    if (Boolean.getBoolean("format")) {
                        Files.writeString(file, formatted);
                    }
                }
            }
        }
        assertThat(unformatted).as("sources to format with -Dformat=true").isEmpty();
    }
}
