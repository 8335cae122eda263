package io.weir.adapter.in.http.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors of operators, and the reports of them: where each error is, and what to do about it. */
class BrokenActionsTest {
    /** Invalid actions, each {@code x.yaml}, with their reports, {@code x.report}. */
    private static final Path REPORTS = Path.of("src/test/resources/broken-actions");

    /** An action without an error. */
    private static final String SOUND = """
        name: lookup
        version: 1
        description: Who is calling?
        inputs:
          phone:
            type: phone
            region: US
            required: true
        query:
          object_name: Contact
          fields: [Id, Name]
          where: {field: Phone, op: IN, val: "{phone}"}
        outputs:
          contactName: Name
        """;

    @TempDir
    private Path folder;

    static Stream<Path> reported() throws IOException {
        try (var files = Files.list(REPORTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("reported")
    void eachFileHasItsReport(Path file) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()));

        assertThat(report())
                .containsExactlyElementsOf(
                        Files.readAllLines(Path.of(file.toString().replace(".yaml", ".report"))));
    }

    @Test
    void aValidFileHasNoReport() throws IOException {
        write("lookup.yaml", SOUND);
        assertThat(ActionFolder.load(folder).all()).hasSize(1);
    }

    @Test
    void oneReportHasTheErrorsOfAllFiles() throws IOException {
        var files = new LinkedHashMap<String, String>(Map.of(
                "bad-op.yaml", named("bad-op").replace("op: IN", "op: INN").replace("version: 1", "version: 0"),
                "bad-output.yaml", named("bad-output").replace("contactName: Name", "contactName: Nme\n  ok: Name"),
                "Bad.yaml", named("Bad"),
                "lookup.yaml", SOUND));
        for (var file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        assertThat(report())
                .containsExactly(
                        "Bad.yaml:1: /name: an action's name is words of lower-case letters and digits, joined by"
                                + " hyphens, 64 characters at most",
                        "bad-op.yaml:2: /version: versions are whole numbers and count from 1",
                        "bad-op.yaml:12: /query/where/op: unknown operator; did you mean 'IN'?",
                        "bad-output.yaml:14: /outputs/contactName: the query of 'record' does not select Nme; add it"
                                + " to the fields",
                        "bad-output.yaml:15: /outputs/ok: every answer has 'ok' already; choose another name");
    }

    @Test
    void keysThatReportsShortenOrReplaceAreReportedToo() throws IOException {
        for (String key : List.of("Stra\u00dfe", "x".repeat(100))) {
            write(
                    "lookup.yaml",
                    SOUND.replace(
                            "where: {field: Phone, op: IN, val: \"{phone}\"}",
                            "filters: {%s: {op: '=', val: {phone}}}".formatted(key)));
            assertThat(report())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("lookup.yaml:12: /query/filters/")
                            .contains("/val: expected a string, number, boolean or null or a list, got an object"));
        }
    }

    @Test
    void aReportIsCutAfterTwoHundredErrors() throws IOException {
        var others = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            others.append("x%d: 1\n".formatted(i));
        }
        write("lookup.yaml", others + SOUND.replace("name: lookup", "name: [lookup]"));
        assertThat(report()).hasSize(200).allSatisfy(line -> assertThat(line).contains(": unknown key; "));
    }

    @Test
    void whatIsDeclaredHasToFitIntoAnAnswer() throws IOException {
        // an answer has U+2028 as an escape of six bytes
        for (var text : List.of("\u20ac".repeat(1_200), "\\u2028".repeat(600))) {
            write("lookup.yaml", withDefaults(7, text));
            assertThat(report())
                    .containsExactly("lookup.yaml:13: /outputs: an answer can have 25787 bytes of names, constants and"
                            + " defaults; shorten them to 24576");
        }

        write("lookup.yaml", withDefaults(1, "\u20ac".repeat(3_900)));
        assertThat(report()).isEmpty();
    }

    /** Has so many outputs with {@code text} as the default. */
    private static String withDefaults(int outputs, String text) {
        var action = new StringBuilder(SOUND);
        for (int i = 0; i < outputs; i++) {
            action.append("  d%d: {path: Name, default: \"%s\"}\n".formatted(i, text));
        }
        return action.toString();
    }

    @Test
    void filesThatCannotBeReadAreReported() throws IOException {
        Files.write(folder.resolve("latin.yaml"), "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        write("huge.yaml", "# " + "x".repeat(FolderText.MAX_FILE));
        Files.createDirectory(folder.resolve("folder.yaml"));
        Files.createSymbolicLink(folder.resolve("circle.yaml"), folder.resolve("circle.yaml"));
        Files.createSymbolicLink(folder.resolve("nowhere.yaml"), folder.resolve("nothing"));
        write("short.yml", SOUND);
        write(".hidden.yaml", "not: [read");
        write("notes.txt", "not read");

        assertThat(report())
                .containsExactly(
                        "circle.yaml: a link that leads in a circle, nowhere or to what cannot be read; correct it",
                        "folder.yaml: a folder, not a file; the catalog has no sub-folders",
                        "huge.yaml: larger than 256 KiB, which is the most that is read",
                        "latin.yaml: not UTF-8; save it as UTF-8",
                        "nowhere.yaml: a link that leads in a circle, nowhere or to what cannot be read; correct it",
                        "short.yml: a file of the catalog ends in .yaml, in small letters; rename it");
    }

    @Test
    void aFolderWithoutAnActionIsReported() {
        assertThat(report()).singleElement().asString().endsWith("no .yaml file in it, so there would be no action");
        var nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> ActionFolder.load(nowhere))
                .isInstanceOf(InvalidActions.class)
                .hasMessageContaining("there is no folder here; create it, or correct the path");
        assertThatThrownBy(() -> ActionFolder.load(Files.writeString(folder.resolve("lookup.txt"), SOUND)))
                .isInstanceOf(InvalidActions.class)
                .hasMessageContaining("lookup.txt: this is a file; name its folder");
    }

    @Test
    void aByteOrderMarkIsAllowed() throws IOException {
        write("lookup.yaml", "\uFEFF" + SOUND);
        assertThat(ActionFolder.load(folder).all()).hasSize(1);
    }

    @Test
    void wordsThatYamlOneReadsAsOtherTypesStayTexts() throws IOException {
        write(
                "lookup.yaml",
                SOUND.replace("region: US", "region: NO")
                        .replace(
                                "fields: [Id, Name]",
                                "fields: [Id, Name]\n  filters: {Code__c: {op: '=', val: 00123}}"));
        var step = ActionFolder.load(folder).all().getFirst().steps().getFirst();
        assertThat(step.queries().getFirst().draft().where().toString()).doesNotContain("00123");
        assertThat(step.queries().getFirst().blanks()).hasSize(1);
    }

    private static String named(String name) {
        return SOUND.replace("name: lookup", "name: " + name);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private List<String> report() {
        try {
            ActionFolder.load(folder);
            return List.of();
        } catch (InvalidActions invalid) {
            return invalid.errors();
        }
    }
}
