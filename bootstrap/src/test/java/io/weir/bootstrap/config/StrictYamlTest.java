package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.catalog.InvalidActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slips in any line of the documents that operators write: the configuration, its callers and data actions. */
class StrictYamlTest {
    private static final Pattern KEY = Pattern.compile("^( *(?:- )?)([A-Za-z][\\w-]*):(.*)$");

    @TempDir
    private Path folder;

    /** A valid document. */
    record Document(String file, List<String> lines) {
        @Override
        public String toString() {
            return file;
        }

        boolean isAction() {
            return !file.equals("weir.yaml");
        }

        String with(int line, String... replacement) {
            var changed = new ArrayList<>(lines.subList(0, line));
            changed.addAll(List.of(replacement));
            changed.addAll(lines.subList(line + 1, lines.size()));
            return String.join("\n", changed) + "\n";
        }
    }

    static Stream<Document> documents() throws IOException {
        var documents = new ArrayList<Document>();
        try (var examples = Files.list(Path.of("src/main/actions"))) {
            for (var example : examples.filter(file -> !file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList()) {
                documents.add(new Document(example.getFileName().toString(), Files.readAllLines(example)));
            }
        }
        for (var manual : List.of("configuration.md", "operators.md")) {
            String text = Files.readString(Path.of("../docs").resolve(manual));
            int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
            documents.add(new Document(
                    "weir.yaml",
                    text.substring(begin, text.indexOf("```", begin)).lines().toList()));
        }
        documents.add(new Document("weir.yaml", Files.readAllLines(Path.of("src/main/resources/defaults.yaml"))));
        return documents.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theDocumentsAreValid(Document document) throws IOException {
        assertThat(report(document, String.join("\n", document.lines()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aKeyThatStandsTwiceIsReportedWithItsLine(Document document) throws IOException {
        int tried = 0;
        for (int i = 0; i < document.lines().size(); i++) {
            var key = KEY.matcher(document.lines().get(i));
            if (key.matches()) {
                String twice = " ".repeat(key.group(1).length()) + key.group(2) + ": again";
                int end = endOf(document.lines(), i, key.group(1).length());
                String yaml = String.join("\n", document.lines().subList(0, end))
                        + "\n" + twice + "\n"
                        + String.join(
                                "\n",
                                document.lines().subList(end, document.lines().size()));
                assertThat(report(document, yaml))
                        .as("'%s' twice", key.group(2))
                        .singleElement()
                        .asString()
                        .contains(document.file() + ":" + (end + 1) + ": /")
                        .contains("/" + key.group(2) + ": duplicate key; first used on line " + (i + 1));
                tried++;
            }
        }
        assertThat(tried).isPositive();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aMisspeltKeyIsReportedWithItsLine(Document document) throws IOException {
        for (int i = 0; i < document.lines().size(); i++) {
            var key = KEY.matcher(document.lines().get(i));
            // the keys of these are the operator's own
            if (key.matches() && !isOwn(document, i)) {
                String misspelt = key.group(1) + key.group(2) + "zz:" + key.group(3);
                String place = document.file() + ":" + (i + 1) + ": /";
                assertThat(report(document, document.with(i, misspelt)))
                        .as(misspelt)
                        .anySatisfy(error -> assertThat(error)
                                .contains(place)
                                .contains("/" + key.group(2) + "zz: unknown key; ")
                                .containsAnyOf("did you mean", "known are"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aStructureInPlaceOfAValueIsReportedWithItsLine(Document document) throws IOException {
        for (int i = 0; i < document.lines().size(); i++) {
            var key = KEY.matcher(document.lines().get(i));
            if (key.matches() && key.group(3).matches(" [A-Za-z0-9\"'].*")) {
                for (String structure : List.of("[[zz]]", "{zz: [zz]}")) {
                    String place = document.file() + ":" + (i + 1) + ": /";
                    assertThat(report(document, document.with(i, key.group(1) + key.group(2) + ": " + structure)))
                            .as("%s: %s", key.group(2), structure)
                            .anySatisfy(error -> assertThat(error).contains(place));
                }
            }
        }
    }

    @Test
    void twoBlocksOrTwoPoliciesDropNothingInSilence() throws IOException {
        var blocks = new Document("weir.yaml", List.of());
        assertThat(report(blocks, """
            weir:
              query: {denied-fields: ["*.Birthdate"]}
            weir:
              port: 8090
            """))
                .containsExactly(folder + "/weir.yaml:3: /weir: duplicate key; first used on line 1");
        assertThat(report(blocks, """
            weir:
              query:
                denied-fields: ["*.Birthdate"]
                denied-fields: []
            """))
                .containsExactly(
                        folder + "/weir.yaml:4: /weir/query/denied-fields: duplicate key; first used on line 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-secret: !%s",
                "client-secret: &%s x",
                "client-secret: *%s",
                "client-secret: [%s]",
                "client-secret: {a: %s}",
                "client-secret: '%s",
                "client-secret: \"%s\\q\"",
                "client-secret: %s: x",
                "client-secret: x\n    client-secret: %s",
                "client-secret: |%s",
                "client-secret: '%s'\n    unknown: 1",
                "client-secret: %s\u0001"
            })
    void noReportShowsASecret(String yaml) throws IOException {
        String secret = "s3cr3t-W0rd!x";
        var problems = report(
                new Document("weir.yaml", List.of()), "weir:\n  salesforce:\n    " + yaml.formatted(secret) + "\n");
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem)
                        .contains("weir.yaml:")
                        .doesNotContain("s3cr3t")
                        .doesNotContain("W0rd"));
    }

    @Test
    void whatCannotBeReadAtAllIsReportedInWords() throws IOException {
        var file = folder.resolve("weir.yaml");
        var environment = Map.of("WEIR_CONFIG", file.toString());
        Files.write(file, new byte[] {'w', (byte) 0xff, ':'});
        assertThat(problems(environment)).containsExactly(file + ": not UTF-8; save it as UTF-8");
        Files.writeString(file, "# " + "x".repeat(1024 * 1024));
        assertThat(problems(environment))
                .containsExactly(file + ": larger than 1024 KiB, which is the most that is read");
        Files.writeString(file, "");
        assertThat(problems(environment)).containsExactly(file + ":1: the file is empty");
        Files.writeString(file, "weir:\n\tport: 8090\n");
        assertThat(problems(environment)).containsExactly(file + ":2: a tab; YAML is indented by spaces");
        Files.writeString(file, "- port: 8090\n");
        assertThat(problems(environment)).containsExactly(file + ":1: not a mapping; begin with 'weir:'");
        Files.writeString(file, "weir: " + "[".repeat(40));
        assertThat(problems(environment)).containsExactly(file + ":1: nested more than 32 deep");
        assertThat(problems(Map.of("WEIR_CONFIG", folder.toString())))
                .containsExactly(folder + ": a folder, not a file");
    }

    @Test
    void carriageReturnsAndAByteOrderMarkChangeNothing() throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), "\uFEFFweir:\r\n  row-cap: 10\r\n");
        assertThat(Config.from(Map.of("WEIR_CONFIG", file.toString()))
                        .queries()
                        .bounds()
                        .rowCap())
                .isEqualTo(10);
    }

    /** The line behind everything that belongs to the key in line {@code from}. */
    private static int endOf(List<String> lines, int from, int indentation) {
        int end = from + 1;
        while (end < lines.size()
                && (lines.get(end).isBlank()
                        || lines.get(end).length()
                                        - lines.get(end).stripLeading().length()
                                > indentation)) {
            end++;
        }
        return end;
    }

    /** Whether the key in line {@code line} is a name that the operator chooses, or an API name. */
    private static boolean isOwn(Document document, int line) {
        if (!document.isAction()) {
            return false;
        }
        int indentation = indentation(document.lines().get(line));
        for (int above = line - 1; above >= 0; above--) {
            String text = document.lines().get(above);
            if (!text.isBlank() && indentation(text) < indentation) {
                return text.strip()
                        .matches(
                                "(inputs|outputs|steps|writes|fields|lists|returning|filters|children|relationships|Owner|Account):.*");
            }
        }
        return false;
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private List<String> report(Document document, String yaml) throws IOException {
        var place = document.isAction() ? Files.createTempDirectory(folder, "actions") : folder;
        var file = Files.writeString(place.resolve(document.file()), yaml);
        if (!document.isAction()) {
            return problems(Map.of("WEIR_CONFIG", file.toString()));
        }
        try {
            ActionFolder.load(place);
            return List.of();
        } catch (InvalidActions invalid) {
            return invalid.errors();
        }
    }
}
