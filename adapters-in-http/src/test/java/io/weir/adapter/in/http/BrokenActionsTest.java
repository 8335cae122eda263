package io.weir.adapter.in.http;

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
                        "lookup.yaml:4: no anchors (&) and aliases (*) here; quote a text that begins so"),
                broken(
                        "description: Who is calling?",
                        "description: *who",
                        "lookup.yaml:3: no anchors (&) and aliases (*) here; quote a text that begins so"),
                broken(
                        "description: Who is calling?",
                        "description: !java.lang.Runtime {}",
                        "lookup.yaml:3: no tags (!) here; quote a text that begins so"),
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
    void aWrongOutputDoesNotHideAWrongValueNorAMisspeltKey() throws IOException {
        write(
                "lookup.yaml",
                SOUND.replace("fields:", "feilds:")
                        .replace("region: US", "region: XX")
                        .replace("contactName: Name", "n: {path: Name, count: x, farmat: upper}"));
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:7: /inputs/phone/region: a region is two letters of ISO 3166, such as US or GB",
                        "lookup.yaml:11: /query/feilds: unknown key; did you mean 'fields'?",
                        "lookup.yaml:14: /outputs/n/farmat: unknown key; did you mean 'format'?");
    }

    @Test
    void aMistakeInOnePartHidesNoneInAnother() throws IOException {
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Who is calling, and why?
            inputs:
              phone: {type: phone, region: XX, required: true}
              contactId: {type: text}
            steps:
              record:
                query:
                  object_name: Contact
                  fields: [Id, Name]
                  where: {field: Phone, op: INN, val: "{phone}"}
              cases:
                query:
                  object_name: Case
                  fields: [Id, Subject]
                  where:
                    all:
                      - {field: ContactId, op: "=", val: "{record.Id}"}
                      - {field: Status, op: "=", val: "{state}"}
                      - {field: Origin, op: "=", val: "{phone}"}
                  limit: 1
            outputs:
              ok: Name
              subject: {step: cases, path: Sbject}
              tier: {step: acount, path: Tier__c}
            lists:
              r: {from: record.Cases, outputs: {s: {path: Subject, type: string, format: epoch}}}
            """);
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:5: /inputs/phone/region: a region is two letters of ISO 3166, such as US or GB",
                        "lookup.yaml:6: /inputs/contactId: every request may have this one; choose another name",
                        "lookup.yaml:12: /steps/record/query/where/op: unknown operator; did you mean 'IN'?",
                        "lookup.yaml:20: /steps/cases/query/where/all/1: there is no input {state}",
                        "lookup.yaml:24: /outputs/ok: every answer has 'ok' already; choose another name",
                        "lookup.yaml:25: /outputs/subject: the query of 'cases' does not select Sbject",
                        "lookup.yaml:26: /outputs/tier: there is no step 'acount'",
                        "lookup.yaml:28: /lists/r: the query of 'record' has no children Cases",
                        "lookup.yaml:28: /lists/r/outputs/s: an output of type string is not written as epoch");
    }

    @Test
    void aMisspeltKeyOfAnInputHidesNoOtherMistakeInIt() throws IOException {
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Who is calling?
            inputs:
              phone:
                type: phone
                requird: true
              code:
                type: text
                pattern: "("
                max_length: 5000
                required: [true]
              kind:
                tpye: text
                pattern: "("
              tier:
                type: integer
                enum: [1, [2], three]
                default: 4
                required: true
            query:
              object_name: Contact
              fields: [Id, Name]
              where:
                all:
                  - {field: Phone, op: LIKE, val: "{phone}"}
                  - {field: Code__c, op: "=", val: "{code}"}
                  - {field: Kind__c, op: "=", val: "{kind}"}
            outputs:
              n: Name
            """);
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:5: /inputs/phone/region: is required for a phone: where a number without country"
                                + " code is from, such as US",
                        "lookup.yaml:7: /inputs/phone/requird: unknown key; did you mean 'required'?",
                        "lookup.yaml:10: /inputs/code/pattern: this ( is never closed; a literal one is written \\( (at"
                                + " index 0 of the pattern)",
                        "lookup.yaml:11: /inputs/code/max_length: an input has 1 to 4000 characters at most, not 5000",
                        "lookup.yaml:12: /inputs/code/required: expected true or false, got a list",
                        "lookup.yaml:13: /inputs/kind/type: is required",
                        "lookup.yaml:14: /inputs/kind/tpye: unknown key; did you mean 'type'?",
                        "lookup.yaml:15: /inputs/kind/pattern: this ( is never closed; a literal one is written \\( (at"
                                + " index 0 of the pattern)",
                        "lookup.yaml:16: /inputs/tier: no query uses it",
                        "lookup.yaml:18: /inputs/tier/enum/1: expected a string, number, boolean or null, got a list",
                        "lookup.yaml:18: /inputs/tier/enum/2: expected a whole number of 32 bits, such as 42, got a"
                                + " string",
                        "lookup.yaml:20: /inputs/tier/required: an input with a default is not required",
                        "lookup.yaml:26: /query/where/all/0: {phone} is a telephone number, which does not go with"
                                + " LIKE");
    }

    @Test
    void bracesWithoutQuotesHideNothingInTheRestOfTheQuery() throws IOException {
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Who is calling?
            inputs:
              phone: {type: phone, region: US, required: true}
            on_many: bad
            query:
              object_name: Contact
              fields: [Id, Name]
              where:
                all:
                  - {field: Phone, op: IN, val: {phone}}
                  - {field: Email, op: "=", val: "{fone}"}
              order_by: [Idd DESC UP]
              limit: x
            outputs:
              n: Name
              mail: Email
            """);
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:6: /on_many: not known here; known are: first, multiple",
                        "lookup.yaml:12: /query/where/all/0/val: expected a string, number, boolean or null or a list,"
                                + " got an object; put quotes around braces, as in \"{phone}\"",
                        "lookup.yaml:13: /query/where/all/1: there is no input {fone}",
                        "lookup.yaml:14: /query/order_by/0: expected a field, then ASC or DESC if wanted, then NULLS"
                                + " FIRST or NULLS LAST if wanted",
                        "lookup.yaml:15: /query/limit: expected a whole number from 0 to 2147483647",
                        "lookup.yaml:18: /outputs/mail: the query of 'record' does not select Email");
    }

    @Test
    void anOrderThatCannotBeReadMayBeOne() throws IOException {
        write(
                "lookup.yaml",
                SOUND.replace("outputs:", "  order_by: Name DESC\non_many: many\non_none: gone\noutputs:"));
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:13: /query/order_by: expected a list, got a string",
                        "lookup.yaml:14: /on_many: not known here; known are: first, multiple",
                        "lookup.yaml:15: /on_none: not known here; known are: denied, go_on, not_found");
        for (String doubtful : List.of("order_by: Name", "oder_by: [Name]", "limit: [1]", "limt: 1")) {
            write("lookup.yaml", SOUND.replace("outputs:", "  %s\non_many: first\noutputs:".formatted(doubtful)));
            assertThat(report()).singleElement().asString().startsWith("lookup.yaml:13: /query/");
        }
    }

    @Test
    void oneMistakeInAnOutputHidesNoOther() throws IOException {
        write(
                "lookup.yaml",
                SOUND.replace(
                                "contactName: Name",
                                "contactName: {path: Email, type: [text], format: shout, default: 1}")
                        + """
                          phone: {path: Fax, type: strin}
                          zip: {paht: Zip, type: date, format: epoch}
                          kind: {path: "Na me", farmat: upper, default: x}
                          ok: {path: [Name]}
                          r2_b: Name
                          s1_A: Name
                        lists:
                          r: {from: record, most: 50, outputs: {a: Email, b: {path: [Name], type: x}, "c d": "x y"}}
                          s: {from: recrd, mots: 2, outputs: {a: Email}}
                        """);
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:14: /outputs/contactName: the query of 'record' does not select Email",
                        "lookup.yaml:14: /outputs/contactName/format: not known here; known are: date_only, epoch,"
                                + " mask, plain, spoken_date, upper",
                        "lookup.yaml:14: /outputs/contactName/type: expected a string, got a list",
                        "lookup.yaml:15: /outputs/phone: the query of 'record' does not select Fax",
                        "lookup.yaml:15: /outputs/phone/type: not known here; did you mean 'string'?",
                        "lookup.yaml:16: /outputs/zip: an output of type date is not written as epoch",
                        "lookup.yaml:16: /outputs/zip/paht: unknown key; did you mean 'path'?",
                        "lookup.yaml:17: /outputs/kind/farmat: unknown key; did you mean 'format'?",
                        "lookup.yaml:17: /outputs/kind/path: not a field name: 'Na me'",
                        "lookup.yaml:18: /outputs/ok: every answer has 'ok' already; choose another name",
                        "lookup.yaml:18: /outputs/ok/path: expected a string, got a list",
                        "lookup.yaml:22: /lists/r/most: a list has 1 to 20 rows, not 50",
                        "lookup.yaml:22: /lists/r/outputs/a: the rows of this list do not have Email",
                        "lookup.yaml:22: /lists/r/outputs/b/path: expected a string, got a list",
                        "lookup.yaml:22: /lists/r/outputs/b/type: not known here; known are: boolean, date, datetime,"
                                + " integer, number, string",
                        "lookup.yaml:22: /lists/r/outputs/c d: a name is a letter, then letters, digits and"
                                + " underscores, 64 characters at most",
                        "lookup.yaml:22: /lists/r/outputs/c d: not a field name: 'x y'",
                        "lookup.yaml:23: /lists/s: there is no step 'recrd'",
                        "lookup.yaml:23: /lists/s/mots: unknown key; did you mean 'most'?",
                        "lookup.yaml:23: /lists/s/outputs/a: the answer has 's1_a' already, but for its case");
    }

    @Test
    void aWrongPartOfTheQueryHidesNoneInTheChildren() throws IOException {
        write(
                "lookup.yaml",
                SOUND.replace(
                                "outputs:",
                                "  limit: many\n  children: {Cases: {fields: [Id], lmit: 1,"
                                        + " where: {field: Status, op: INN, val: \"{stat}\"}}}\noutputs:")
                        .replace("object_name: Contact", "object_name: [Contact]")
                        .replace("contactName: Name", "contactName: Nme\n  cases: {count: record.Orders}"));
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:10: /query/object_name: expected a string, got a list",
                        "lookup.yaml:13: /query/limit: expected a whole number from 0 to 2147483647",
                        "lookup.yaml:14: /query/children/Cases/lmit: unknown key; did you mean 'limit'?",
                        "lookup.yaml:14: /query/children/Cases/where: there is no input {stat}",
                        "lookup.yaml:14: /query/children/Cases/where/op: unknown operator; did you mean 'IN'?",
                        "lookup.yaml:16: /outputs/contactName: the query of 'record' does not select Nme",
                        "lookup.yaml:17: /outputs/cases: the query of 'record' has no children Orders");
    }

    @Test
    void aStepWithoutAProperNameHidesNothingInTheOthers() throws IOException {
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Who is calling, and why?
            inputs:
              2phone: {type: phone, region: XX, requird: true}
            steps:
              account:
                query:
                  object_name: Account
                  fields: [Id, Name]
                  where: {all: [{field: Name, op: "=", val: "{name}"}], not: {field: Name, op: "=", val: "{nme.Id}"}}
              2nd-cases:
                on_many: bad
                query:
                  object_name: Case
                  fields: [Id]
                  children: {"Tasks ": {fields: [Id], where: {field: Subject, op: ILIKE, val: x}}}
                  where: {field: AccountId, op: "=", val: {account.Id}}
            outputs:
              n: Nme
              c: {step: cases, path: Id}
            """);
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:5: /inputs/2phone: a name is a letter, then letters, digits and underscores, 64"
                                + " characters at most",
                        "lookup.yaml:5: /inputs/2phone/region: a region is two letters of ISO 3166, such as US or GB",
                        "lookup.yaml:5: /inputs/2phone/requird: unknown key; did you mean 'required'?",
                        "lookup.yaml:11: /steps/account/query/where: expected all, any, not, or a field with its op:"
                                + " one of them, and nothing beside it",
                        "lookup.yaml:11: /steps/account/query/where/all/0: there is no input {name}",
                        "lookup.yaml:12: /steps/2nd-cases: a name is a letter, then letters, digits and underscores,"
                                + " 64 characters at most",
                        "lookup.yaml:13: /steps/2nd-cases/on_many: not known here; known are: first, multiple",
                        "lookup.yaml:17: /steps/2nd-cases/query/children/Tasks : not a relationship name: 'Tasks '",
                        "lookup.yaml:17: /steps/2nd-cases/query/children/Tasks /where/op: unknown operator; did you"
                                + " mean 'LIKE'?",
                        "lookup.yaml:18: /steps/2nd-cases/query/where/val: expected a string, number, boolean or null"
                                + " or a list, got an object; put quotes around braces, as in \"{phone}\"",
                        "lookup.yaml:20: /outputs/n: the query of 'account' does not select Nme");
    }

    @Test
    void whatIsInDoubtIsBlamedForNothing() throws IOException {
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Who is calling, and why?
            inputs:
              phone: {type: phone, region: US, mandatory: true}
              city: {type: text, required: true}
            steps:
              record:
                query:
                  object_name: Contact
                  feilds: [Id, Name]
                  where: {field: Phone, op: IN, val: "{phone}"}
              cases:
                qeury:
                  object_name: Case
              orders:
                query:
                  object_name: Order
                  fields: [Id, [Name]]
                  where: {all: [{field: AccountId, op: "=", vall: "{city}"}, {feild: X, op: "=", val: "{record.Id}"}]}
                  limit: 1
            outputs:
              n: Name
              s: {step: cases, path: Subject}
              o: {step: orders, path: Name}
            lists:
              r: {form: cases, outputs: {n: Subject}}
            """);
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:5: /inputs/phone/mandatory: unknown key; known are: default, description, enum,"
                                + " max_length, pattern, region, required, sensitive, type",
                        "lookup.yaml:11: /steps/record/query/feilds: unknown key; did you mean 'fields'?",
                        "lookup.yaml:13: /steps/cases/query: is required",
                        "lookup.yaml:14: /steps/cases/qeury: unknown key; did you mean 'query'?",
                        "lookup.yaml:19: /steps/orders/query/fields/1: expected a string, got a list",
                        "lookup.yaml:20: /steps/orders/query/where/all/0/vall: unknown key; did you mean 'all', 'val'?",
                        "lookup.yaml:20: /steps/orders/query/where/all/1/feild: unknown key; did you mean 'field'?",
                        "lookup.yaml:27: /lists/r/form: unknown key; did you mean 'from'?",
                        "lookup.yaml:27: /lists/r/from: is required");
    }

    @Test
    void whatIsMissingAltogetherIsToldOnce() throws IOException {
        write("lookup.yaml", SOUND.replace("query:", "qeury:"));
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:1: an action needs a query, or steps that have one each",
                        "lookup.yaml:9: /qeury: unknown key; did you mean 'query'?");
        write("lookup.yaml", SOUND.replace("query:", "query: none\nqeury:").replace("inputs:", "inputs: []\ninpust:"));
        assertThat(report())
                .containsExactly(
                        "lookup.yaml:4: /inputs: expected an object, got a list",
                        "lookup.yaml:5: /inpust: unknown key; did you mean 'inputs'?",
                        "lookup.yaml:10: /query: expected an object, got a string",
                        "lookup.yaml:11: /qeury: unknown key; did you mean 'query'?");
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
    void aStepWithoutAProperNameDoesNotTakeTheFirstStepsPlace() throws IOException {
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Who is calling, and why?
            steps:
              account:
                query:
                  object_name: Account
                  fields: [Id, Name]
                  where: {field: Name, op: "=", val: Acme}
              2nd-cases:
                query:
                  object_name: Case
                  fields: [Id]
                  limit: 1
            outputs:
              n: {step: account, path: Name}
            """);
        assertThat(report())
                .singleElement()
                .asString()
                .startsWith("lookup.yaml:10: /steps/2nd-cases: a name is a letter");
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
                        "huge.yaml: larger than 256 KiB; an action is much smaller",
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
