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

/** What operators get wrong, and what they are told: where, and what to do about it. */
class BrokenActionsTest {
    /** Actions with several mistakes, each {@code x.yaml} beside the report of them, {@code x.report}. */
    private static final Path REPORTS = Path.of("src/test/resources/broken-actions");

    /** An action without a mistake; each case below puts one in. */
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

    /** A mistake: what to replace in the sound action, by what, and the line that the report has of it. */
    record Case(String sound, String broken, String told) {
        @Override
        public String toString() {
            return told;
        }
    }

    private static Case broken(String sound, String broken, String told) {
        return new Case(sound, broken, told);
    }

    static Stream<Case> mistakes() {
        return Stream.of(
                broken(
                        "name: lookup",
                        "name: look",
                        "lookup.yaml:1: /name: the file is called lookup.yaml; give both the same name"),
                broken("version: 1\n", "", "lookup.yaml:1: /version: is required"),
                broken(
                        "version: 1",
                        "version: 0",
                        "lookup.yaml:2: /version: versions are whole numbers and count from 1"),
                broken("version: 1", "version: one", "lookup.yaml:2: /version: expected a whole number"),
                broken(
                        "description: Who",
                        "descripton: Who",
                        "lookup.yaml:3: /descripton: unknown key; did you mean 'description'?"),
                broken(
                        "type: phone",
                        "type: phnoe",
                        "lookup.yaml:6: /inputs/phone/type: unknown type; did you mean 'phone'?"),
                broken(
                        "    region: US\n",
                        "",
                        "lookup.yaml:5: /inputs/phone/region: is required for a phone: where a number without country"
                                + " code is from, such as US"),
                broken(
                        "region: US",
                        "region: us",
                        "lookup.yaml:7: /inputs/phone/region: a region is two letters of ISO 3166, such as US or GB"),
                broken(
                        "required: true",
                        "required: yes",
                        "lookup.yaml:8: /inputs/phone/required: expected true or false, got a string"),
                broken(
                        "required: true",
                        "required: true\n    default: '1'",
                        "lookup.yaml:9: /inputs/phone/default: a phone has none: its number is checked as one"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: date\n    default: soon",
                        "lookup.yaml:8: /inputs/phone/required: an input with a default is not required"),
                broken(
                        "    type: phone\n    region: US\n    required: true",
                        "    type: date\n    default: soon",
                        "lookup.yaml:7: /inputs/phone/default: expected a date such as 2026-01-31, or a date literal"
                                + " such as LAST_N_DAYS:30, got a string"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: text\n    pattern: '(a'",
                        "lookup.yaml:7: /inputs/phone/pattern: this ( is never closed; a literal one is written \\( (at"
                                + " index 0 of the pattern)"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: text\n    pattern: '[a-z]{1,900}[0-9]{1,900}'",
                        "lookup.yaml:7: /inputs/phone/pattern: takes too long for 4000 characters; repeat less in it,"
                                + " or set a smaller max_length"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: list of text\n    max_length: 10\n    pattern: '[a-z]{1,500}'",
                        "lookup.yaml:8: /inputs/phone/pattern: takes too long for 16384 characters; repeat less in it,"
                                + " or set a smaller max_length"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: integer\n    enum: [1, two]",
                        "lookup.yaml:7: /inputs/phone/enum/1: expected a whole number of 32 bits, such as 42, got a"
                                + " string"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: text\n    max_length: 5000",
                        "lookup.yaml:7: /inputs/phone/max_length: an input has 1 to 4000 characters at most, not 5000"),
                broken(
                        "    type: phone\n    region: US",
                        "    type: list of base64",
                        "lookup.yaml:6: /inputs/phone/type: nothing is compared with values of type base64"),
                broken(
                        "object_name: Contact\n  fields: [Id, Name]",
                        "object_name: Contact\n  fields: [Id, 'Name FROM User']",
                        "lookup.yaml:11: /query/fields/1: "),
                broken("op: IN", "op: INN", "lookup.yaml:12: /query/where/op: unknown operator; did you mean 'IN'?"),
                broken(
                        "op: IN",
                        "op: LIKE",
                        "lookup.yaml:12: /query/where: {phone} is a telephone number, which does not go with LIKE"),
                broken("\"{phone}\"", "\"{fone}\"", "lookup.yaml:12: /query/where: there is no input {fone}"),
                broken(
                        "\"{phone}\"",
                        "\"{earlier.Id}\"",
                        "lookup.yaml:12: /query/where: no step before this one is called 'earlier'"),
                broken(
                        "\"{phone}\"",
                        "[\"{phone}\", x]",
                        "lookup.yaml:12: /query/where/val/0: braces take the place of a whole val, and of nothing"
                                + " else; what stands here is fixed"),
                broken(
                        "\"{phone}\"",
                        "{phone}",
                        "lookup.yaml:12: /query/where/val: expected a string, number, boolean or null or a list, got"
                                + " an object; put quotes around braces, as in \"{phone}\""),
                broken(
                        "val: \"{phone}\"",
                        "val: \"%{phone}%\"",
                        "lookup.yaml:12: /query/where/val: braces stand for a whole val, as in \"{phone}\"; for a part"
                                + " of one there are contains, starts_with and ends_with"),
                broken(
                        "val: \"{phone}\"",
                        "val: \"+{ phone }\"",
                        "lookup.yaml:12: /query/where/val: braces stand for a whole val"),
                broken(
                        "fields: [Id, Name]",
                        "fields: [Id, Name, '{phone}']",
                        "lookup.yaml:11: /query/fields/2: braces take the place of a whole val, and of nothing else;"
                                + " what stands here is fixed"),
                broken(
                        "field: Phone",
                        "field: '{phone}'",
                        "lookup.yaml:12: /query/where/field: braces take the place of a whole val, and of nothing"
                                + " else; what stands here is fixed"),
                broken(
                        "\"{phone}\"}",
                        "\"{phone}\", if_absent: drop}",
                        "lookup.yaml:12: /query/where/if_absent: the only value is 'skip', which leaves this"
                                + " comparison out"),
                broken(
                        "val: \"{phone}\"}",
                        "val: x, if_absent: skip}",
                        "lookup.yaml:12: /query/where/if_absent: only a val in braces, such as '{phone}', can be"
                                + " absent"),
                broken(
                        "\"{phone}\"}",
                        "\"{phone}\", if_absent: skip}",
                        "lookup.yaml:9: /query: a query needs a condition that holds whatever inputs are absent, or it"
                                + " reads the whole object"),
                broken(
                        "    required: true\n",
                        "",
                        "lookup.yaml:11: /query/where: {phone} may be absent: make it required, give it a default, or"
                                + " say 'if_absent: skip' here"),
                broken(
                        "contactName: Name",
                        "contactName: Email",
                        "lookup.yaml:14: /outputs/contactName: the query of 'record' does not select Email"),
                broken(
                        "contactName: Name",
                        "contact.name: Name",
                        "lookup.yaml:14: /outputs/contact.name: a name is a letter, then letters, digits and"
                                + " underscores, 64 characters at most"),
                broken(
                        "contactName: Name",
                        "outcome: Name",
                        "lookup.yaml:14: /outputs/outcome: every answer has 'outcome' already; choose another name"),
                broken(
                        "contactName: Name",
                        "n: {path: Name, format: shout}",
                        "lookup.yaml:14: /outputs/n/format: not known here; known are: "),
                broken(
                        "contactName: Name",
                        "n: {path: Name, format: epoch, type: date}",
                        "lookup.yaml:14: /outputs/n: an output of type date is not written as epoch"),
                broken(
                        "contactName: Name",
                        "n: {path: Name, count: record}",
                        "lookup.yaml:14: /outputs/n: an output has one of path, count and exists"),
                broken(
                        "contactName: Name",
                        "n: {count: record.Cases}",
                        "lookup.yaml:14: /outputs/n: the query of 'record' has no children Cases"),
                broken(
                        "contactName: Name",
                        "n: {exists: record, type: string}",
                        "lookup.yaml:14: /outputs/n/type: whether there is something is a boolean"),
                broken(
                        "contactName: Name",
                        "n: {path: Name, type: integer, default: many}",
                        "lookup.yaml:14: /outputs/n/default: expected a whole number of 64 bits, such as 42"),
                broken(
                        "outputs:",
                        "on_none: ignore\noutputs:",
                        "lookup.yaml:13: /on_none: not known here; known are: "),
                broken(
                        "outputs:",
                        "on_many: first\noutputs:",
                        "lookup.yaml:15: /outputs/contactName: which row is first? Give the query of 'record' an"
                                + " order_by, or say 'on_many: multiple'"),
                broken(
                        "outputs:",
                        "steps: {}\noutputs:",
                        "lookup.yaml:13: /steps: stands beside 'query'; an action has one of the two"),
                broken(
                        "outputs:",
                        "time_limit: 2h\noutputs:",
                        "lookup.yaml:13: /time_limit: expected a time such as 1800ms, 10s, 5m or 0s"),
                broken(
                        "outputs:",
                        "time_limit: 2m\noutputs:",
                        "lookup.yaml:13: /time_limit: an action takes 1 ms to 90 s, CXone's own limit"),
                broken(
                        "outputs:",
                        "cache: 61m\noutputs:",
                        "lookup.yaml:13: /cache: answers are kept for 0 to 60 minutes"),
                broken(
                        "outputs:",
                        "row_cap: 5000\noutputs:",
                        "lookup.yaml:13: /row_cap: a step reads 1 to 2000 rows, not 5000"),
                broken(
                        "outputs:",
                        "priority: urgent\noutputs:",
                        "lookup.yaml:13: /priority: unknown priority; known are: high, low, normal"),
                broken(
                        "outputs:",
                        "lists: {r: {from: record, most: 21, outputs: {n: Name}}}\noutputs:",
                        "lookup.yaml:13: /lists/r/most: a list has 1 to 20 rows, not 21"),
                broken(
                        "outputs:",
                        "lists: {r: {from: record, outputs: {}}}\noutputs:",
                        "lookup.yaml:13: /lists/r/outputs: a list needs at least one output"),
                broken(
                        "outputs:",
                        "lists: {r: {from: record, outputs: {n: Email}}}\noutputs:",
                        "lookup.yaml:13: /lists/r/outputs/n: the rows of this list do not have Email"),
                broken(
                        "version: 1",
                        "version: 1\nversion: 2",
                        "lookup.yaml:3: /version: stands on line 2 already; a key stands once"),
                broken(
                        "inputs:",
                        "inputs: &all",
                        "lookup.yaml:4: /inputs: no anchors (&) and aliases (*) here; quote a text that begins so"),
                broken(
                        "description: Who is calling?",
                        "description: *who",
                        "lookup.yaml:3: /description: no anchors (&) and aliases (*) here; quote a text that begins"
                                + " so"),
                broken(
                        "description: Who is calling?",
                        "description: !java.lang.Runtime {}",
                        "lookup.yaml:3: /description: no tags (!) here; quote a text that begins so"),
                broken("  phone:", "\tphone:", "lookup.yaml:5: a tab; YAML is indented by spaces"),
                broken(
                        "description: Who is",
                        "description: Who: is",
                        "lookup.yaml:3: not YAML: a ':' where no key can stand; check the indentation, and quote a"
                                + " text that holds ': '"),
                broken("fields: [Id, Name]", "fields: [Id, Name", "lookup.yaml:12: not YAML: "),
                broken("outputs:", "---\noutputs:", "lookup.yaml:13: a second document begins here; a file holds one"),
                broken(SOUND, "", "lookup.yaml:1: the file is empty"),
                broken(SOUND, "# later\n", "lookup.yaml:1: the file is empty"),
                broken(SOUND, "- name: lookup\n", "lookup.yaml:1: not a mapping; begin with 'name: lookup'"),
                broken(
                        SOUND,
                        "name: lookup\nversion: 1\ndescription: x\n",
                        "lookup.yaml:1: an action needs a query, or steps that have one each"),
                broken(SOUND, "a: " + "[".repeat(40) + "]".repeat(40), "lookup.yaml:1: nested more than 32 deep"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithItsLineAndItsRemedy(Case mistake) throws IOException {
        assertThat(SOUND).contains(mistake.sound());
        write("lookup.yaml", SOUND.replace(mistake.sound(), mistake.broken()));

        assertThat(report()).anySatisfy(line -> assertThat(line).startsWith(mistake.told()));
    }

    static Stream<Path> reported() throws IOException {
        try (var files = Files.list(REPORTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("reported")
    void everythingThatIsWrongStandsInOneReportAndNothingElse(Path file) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()));

        assertThat(report())
                .containsExactlyElementsOf(
                        Files.readAllLines(Path.of(file.toString().replace(".yaml", ".report"))));
    }

    @Test
    void aSoundFileHasNoMistake() throws IOException {
        write("lookup.yaml", SOUND);
        assertThat(ActionFolder.load(folder).all()).hasSize(1);
    }

    @Test
    void everyMistakeInEveryFileStandsInOneReportAndNothingElse() throws IOException {
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
                        "bad-output.yaml:14: /outputs/contactName: the query of 'record' does not select Nme",
                        "bad-output.yaml:15: /outputs/ok: every answer has 'ok' already; choose another name");
    }

    @Test
    void keysThatAreNotShownAsTheyAreWrittenBreakNothing() throws IOException {
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
    void moreMistakesThanAreToldHideNoneThatWouldBreakTheReader() throws IOException {
        var others = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            others.append("x%d: 1\n".formatted(i));
        }
        write("lookup.yaml", others + SOUND.replace("name: lookup", "name: [lookup]"));
        assertThat(report()).hasSize(200).allSatisfy(line -> assertThat(line).contains(": unknown key; "));
    }

    @Test
    void whatIsNoTextFileIsToldInWords() throws IOException {
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
    void aFolderWithoutAnActionIsAMistakeToo() {
        assertThat(report()).singleElement().asString().endsWith("no .yaml file in it, so there would be no action");
        var nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> ActionFolder.load(nowhere))
                .isInstanceOf(InvalidActions.class)
                .hasMessageContaining("there is no folder here; create it, or correct the path");
    }

    @Test
    void aByteOrderMarkIsNoMistake() throws IOException {
        write("lookup.yaml", "\uFEFF" + SOUND);
        assertThat(ActionFolder.load(folder).all()).hasSize(1);
    }

    @Test
    void wordsThatOtherYamlTakesForSomethingElseStayWords() throws IOException {
        write(
                "lookup.yaml",
                SOUND.replace("region: US", "region: NO")
                        .replace(
                                "fields: [Id, Name]",
                                "fields: [Id, Name]\n  filters: {Code__c: {op: '=', val: 00123}}"));
        var step = ActionFolder.load(folder).all().getFirst().steps().getFirst();
        assertThat(step.query().draft().where().toString()).doesNotContain("00123");
        assertThat(step.query().blanks()).hasSize(1);
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
            return invalid.mistakes();
        }
    }
}
