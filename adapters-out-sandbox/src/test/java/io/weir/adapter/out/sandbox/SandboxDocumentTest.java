package io.weir.adapter.out.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/sandbox.md says is so. */
class SandboxDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/sandbox.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (\\w+) \\| (.*?) \\|$");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Test)`");

    @Test
    void itsJavaCodeIsInATestThatRuns() throws IOException {
        var sources = sources().map(SandboxDocumentTest::lines).toList();
        var blocks = JAVA.matcher(Files.readString(DOCUMENT))
                .results()
                .map(block -> lines(block.group(1)))
                .toList();

        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources)
                        .as(String.join("\n", block))
                        .anyMatch(source -> Collections.indexOfSubList(source, block) >= 0));
    }

    @Test
    void everythingSupportedHasATest() throws IOException {
        var tests = sources()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        var rows = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .filter(row -> Set.of("supported", "simplified", "absent").contains(row.group(2)))
                .toList();

        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows).allSatisfy(row -> {
            var named = TEST_CLASS
                    .matcher(row.group(3))
                    .results()
                    .map(test -> test.group(1))
                    .toList();
            assertThat(tests).as(row.group()).containsAll(named);
            assertThat(named.isEmpty()).as(row.group()).isEqualTo(row.group(2).equals("absent"));
        });
        assertThat(rows).extracting((MatchResult row) -> row.group(1)).doesNotHaveDuplicates();
    }

    private static Stream<Path> sources() throws IOException {
        try (var files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static List<String> lines(Path source) {
        try {
            return lines(Files.readString(source));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The lines without their indentation. */
    private static List<String> lines(String code) {
        return code.lines().map(String::strip).toList();
    }
}
