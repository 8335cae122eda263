package io.weir.adapter.in.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.Phase;
import io.weir.domain.status.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console and the documents have a text for each kind of phase and of problem. */
final class ConsoleTextsTest {
    private static final Path DOCS = Path.of("../docs");

    @ParameterizedTest
    @EnumSource
    void eachKindOfPhaseHasItsText(Phase.Kind kind) {
        assertThat(console("pages/request.js")).containsPattern("(?m)^  " + kind.label() + ": ");
        assertThat(document("profiler.md")).containsPattern("(?m)^\\| `" + kind.label() + "` \\| \\w");
        assertThat(document("operators.md")).containsPattern("(?m)^\\| [^|]*`" + kind.label() + "`[^|]* \\| \\w");
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfProblemHasItsAdvice(ProblemKind kind) {
        assertThat(console("problems.js")).containsPattern("(?m)^  " + kind.code() + ": ");
        assertThat(document("admin-json.md")).containsPattern("(?m)^\\| [^|]*`" + kind.code() + "`[^|]* \\| \\S");
    }

    @Test
    void eachProblemLeadsToASectionThatExists() {
        var sections = Pattern.compile("more: '([a-z-]+\\.md)#([a-z-]+)'").matcher(console("problems.js"));
        int found = 0;
        while (sections.find()) {
            found++;
            assertThat(document(sections.group(1))
                            .lines()
                            .filter(line -> line.startsWith("#"))
                            .map(this::anchor))
                    .contains(sections.group(2));
        }
        assertThat(found).isEqualTo(ProblemKind.values().length);
    }

    /** The anchor of a heading, as GitHub makes it. */
    private String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private static String document(String name) {
        try {
            return Files.readString(DOCS.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String console(String name) {
        try (var in = Objects.requireNonNull(ConsoleTextsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
