package io.weir.adapter.in.http.actiontest;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.actiontest.ActionTest.Expected;
import io.weir.adapter.in.http.actiontest.ActionTest.GivenRow;
import io.weir.adapter.in.http.actiontest.ActionTest.Place;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author writes in the tests of an action, and the errors in it. */
class ActionTestsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void oneAction() throws IOException {
        Files.writeString(folder.resolve("lookup.yaml"), """
            name: lookup
            version: 1
            description: Who is calling?
            inputs:
              phone: {type: phone, region: US, required: true}
            query:
              object_name: Contact
              fields: [Id, Name]
              where: {field: Phone, op: IN, val: "{phone}"}
            outputs:
              contactName: Name
            lists:
              r: {from: record, most: 2, outputs: {id: Id}}
            """);
    }

    @Test
    void aCaseHasWhatItsFileSaysForAllUnlessItSaysOtherwise() throws IOException {
        var tests = read("""
            now: 2026-01-31T10:00:00Z
            given:
              Contact:
                ada: {Name: Ada, Visits__c: 007, Phone: }
            cases:
              - name: one
                inputs: {phone: 4155550100}
                outcome: found
                outputs: {contactName: Ada, count: 1, r2_id: ""}
              - name: two
                now: 2026-02-01T10:00:00+01:00
                given: {}
                failure: salesforce_throttled
                outcome: error
                outputs: {code: salesforce_throttled}
            """).all();

        var one = tests.getFirst();
        assertThat(one.now()).contains(Instant.parse("2026-01-31T10:00:00Z"));
        assertThat(one.inputs()).isEqualTo(Map.of(new MemberName("phone"), new Input.Text("4155550100")));
        var ada = one.given().orElseThrow().getFirst();
        assertThat(ada).extracting(GivenRow::object, GivenRow::name).containsExactly("Contact", "ada");
        assertThat(ada.place()).hasToString("lookup.test.yaml:4");
        assertThat(ada.values()).containsEntry("Visits__c", "007").containsEntry("Phone", null);
        assertThat(one.expected())
                .containsExactly(
                        new Expected(new Place("lookup.test.yaml", 8), "outcome", "found"),
                        new Expected(new Place("lookup.test.yaml", 9), "contactName", "Ada"),
                        new Expected(new Place("lookup.test.yaml", 9), "count", "1"),
                        new Expected(new Place("lookup.test.yaml", 9), "r2_id", ""));
        var two = tests.getLast();
        assertThat(two.now()).contains(Instant.parse("2026-02-01T09:00:00Z"));
        assertThat(two.given()).contains(List.of());
        assertThat(two.failure()).contains(GivenFailure.THROTTLED);
        assertThat(two.place()).hasToString("lookup.test.yaml:10");
    }

    @Test
    void everyFailureHasTheNameOfItsError() {
        for (var failure : GivenFailure.values()) {
            assertThat(GivenFailure.of(failure.failure().code())).isEqualTo(failure);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outcom: found | /outcom: unknown key; did you mean 'outcome'?",
                "name: a | /outcome: is required",
                "outcome: fond | /outcome: unknown outcome; did you mean 'found'?",
                "inputs: {fone: 1} | /inputs/fone: lookup has no such input; did you mean 'phone'?",
                "inputs: {contactId: 1} | /inputs/contactId: goes with requests over HTTP only; leave it out",
                "outputs: {contactNme: 1} | /outputs/contactNme: the answer has no such member; did you mean"
                        + " 'contactName'?",
                "outputs: {r3_id: 1} | /outputs/r3_id: the answer has no such member; did you mean 'r1_id', 'r2_id'?",
                "now: yesterday | /now: expected a moment such as 2026-01-31T10:00:00Z",
                "failure: salesforce_down | /failure: not known here; did you mean 'salesforce_error'?",
                "given: {Contact: [x]} | /given/Contact: expected an object, got a list; give each record a"
                        + " name, as in 'ada: {LastName: Byron}'"
            })
    void errorsInACaseSayWhereAndWhatToDo(String keys, String error) throws IOException {
        String outcome = keys.startsWith("outcom") || keys.startsWith("name") ? "" : "    outcome: found\n";
        String name = keys.startsWith("name") ? "" : "    name: a\n";

        assertThat(errors(read("cases:\n  - " + keys + "\n" + name + outcome)))
                .anySatisfy(
                        line -> assertThat(line).matches("lookup\\.test\\.yaml:\\d: /cases/0" + Pattern.quote(error)));
    }

    @Test
    void errorsOfTheWholeFileDoToo() throws IOException {
        assertThat(errors(read("cases: []")))
                .containsExactly("lookup.test.yaml:1: /cases: has no case; a case has a name, inputs, and the outcome"
                        + " that is expected");
        assertThat(errors(read("caes: []"))).contains("lookup.test.yaml:1: /caes: unknown key; did you mean 'cases'?");
        assertThat(errors(read("cases: ["))).singleElement().asString().startsWith("lookup.test.yaml:1: not YAML");
    }

    @Test
    void namesOfCasesAndOfRecordsAreUnique() throws IOException {
        assertThat(errors(read("""
            given:
              Contact:
                ada: {Name: Ada}
              Account:
                ada: {Name: Engines}
            cases:
              - {name: a, outcome: found}
              - {name: a, outcome: found}
            """)))
                .containsExactly(
                        "lookup.test.yaml:5: /given/Account/ada: another record is called so; lookups need a name that"
                                + " no other has",
                        "lookup.test.yaml:8: /cases/1/name: give each case a name that no other has");
    }

    @Test
    void membersOfErrorsAreForErrorsOnly() throws IOException {
        assertThat(errors(read("cases: [{name: a, outcome: found, outputs: {retryable: true}}]")))
                .singleElement()
                .asString()
                .contains("/outputs/retryable: the answer has no such member");
    }

    @Test
    void testsOfNoActionAreAnError() throws IOException {
        Files.writeString(folder.resolve("lokup.test.yaml"), "cases: [{name: a, outcome: found}]");
        Files.writeString(folder.resolve("Other.test.yaml"), "cases: [{name: a, outcome: found}]");

        assertThat(errors(read()))
                .containsExactly(
                        "Other.test.yaml: there is no action Other.yaml beside it; rename the file, or add the action",
                        "lokup.test.yaml: there is no action lokup.yaml beside it; did you mean 'lookup'?");
    }

    @Test
    void aFolderWithoutTestsHasNone() {
        var tests = read();

        assertThat(tests.all()).isEmpty();
        assertThat(tests.errors()).isEmpty();
    }

    @Test
    void aFormerVersionHasItsOwnTests() throws IOException {
        String newest = Files.readString(folder.resolve("lookup.yaml"));
        Files.writeString(folder.resolve("lookup.yaml"), newest.replace("version: 1", "version: 2"));
        Files.writeString(folder.resolve("lookup.v1.yaml"), newest.replace("contactName", "name"));
        Files.writeString(
                folder.resolve("lookup.v1.test.yaml"), "cases: [{name: a, outcome: found, outputs: {name: Ada}}]");
        var tests = read("cases: [{name: a, outcome: found, outputs: {contactName: Ada}}]");

        assertThat(tests.errors()).isEmpty();
        assertThat(tests.all()).extracting(test -> test.action().version()).containsExactly(2, 1);
        assertThat(tests.all().getLast().place()).hasToString("lookup.v1.test.yaml:1");
    }

    @Test
    void testsOfAVersionThatNoFileIsNamedAfterAreAnError() throws IOException {
        String newest = Files.readString(folder.resolve("lookup.yaml"));
        Files.writeString(folder.resolve("lookup.yaml"), newest.replace("version: 1", "version: 2"));
        Files.writeString(folder.resolve("lookup.v1.test.yaml"), "cases: [{name: a, outcome: found}]");
        Files.writeString(folder.resolve("lookup.v2.test.yaml"), "cases: [{name: a, outcome: found}]");

        assertThat(errors(read()))
                .containsExactly(
                        "lookup.v1.test.yaml: there is no action lookup.v1.yaml beside it; rename the file, or add the"
                                + " action",
                        "lookup.v2.test.yaml: there is no action lookup.v2.yaml beside it; version 2 is the newest,"
                                + " whose tests are in lookup.test.yaml");
    }

    @Test
    void testsOfAnActionWithErrorsHaveNoErrorOfTheirOwn() throws IOException {
        Files.writeString(folder.resolve("broken.yaml"), "name: broken");
        Files.writeString(folder.resolve("broken.test.yaml"), "cases: [{name: a, outcome: found}]");

        assertThat(read().errors()).isEmpty();
        assertThat(read().all()).isEmpty();
    }

    private static List<String> errors(ActionTests tests) {
        return tests.errors().values().stream().flatMap(List::stream).toList();
    }

    private ActionTests read() {
        return ActionTests.read(folder, ActionFolder.soundOf(folder), _ -> true);
    }

    private ActionTests read(String yaml) throws IOException {
        Files.writeString(folder.resolve("lookup.test.yaml"), yaml);
        return read();
    }
}
