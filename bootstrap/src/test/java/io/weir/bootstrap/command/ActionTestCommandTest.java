package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** What an author of tests sees on the command line, and what a CI reads. */
class ActionTestCommandTest extends ActionTestRuns {
    @Test
    void runsTheCasesOnTheirRecordsAndListsActionsWithoutTests() throws IOException {
        write("other.yaml", LOOKUP.replace("name: lookup", "name: other"));
        write("lookup.test.yaml", """
            given:
              Account:
                engines: {Name: Engines Ltd}
              Contact:
                ada: {Name: Ada Byron, Phone: (415) 555-0100, AccountId: "@engines"}
            cases:
              - name: a known number
                inputs: {phone: "+14155550100"}
                outcome: found
                outputs: {contactName: Ada Byron, accountName: Engines Ltd, count: 1}
              - name: a number of the sandbox's own
                inputs: {phone: "+12125550100"}
                outcome: not_found
                outputs: {accountName: none}
            """);

        assertThat(run("test", folder.toString())).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            ok       lookup: a known number
            ok       lookup: a number of the sandbox's own
            no tests other
            2 passed, 0 failed, 1 action without tests
            """);
    }

    @Test
    void saysWhatWasExpectedWhatCameAndWhere() throws IOException {
        write("lookup.test.yaml", """
            given:
              Contact:
                ada: {Name: Ada Byron, Phone: (415) 555-0100}
            cases:
              - name: another name
                inputs: {phone: "+14155550100"}
                outcome: found
                outputs:
                  contactName: Ada
                  accountName: ""
              - name: another outcome
                inputs: {phone: "{ANI}"}
                outcome: no_caller_id
              - name: Salesforce is down
                failure: salesforce_unavailable
                inputs: {phone: "+14155550100"}
                outcome: not_found
            """);

        assertThat(run("test", folder.toString())).isOne();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            FAILED   lookup: another name
                     lookup.test.yaml:9: contactName: expected 'Ada', got 'Ada Byron'
                     lookup.test.yaml:10: accountName: expected blank, got 'none'
            FAILED   lookup: another outcome
                     lookup.test.yaml:13: outcome: expected 'no_caller_id', got 'invalid_input'
                     lookup.test.yaml:11: invalid: is 'phone'
                     lookup.test.yaml:11: invalid_reason: is 'unfilled'
            FAILED   lookup: Salesforce is down
                     lookup.test.yaml:17: outcome: expected 'not_found', got 'error'
                     lookup.test.yaml:14: code: is 'salesforce_unavailable'
                     lookup.test.yaml:14: detail: is 'Salesforce is down in this test'
            0 passed, 3 failed, 0 actions without tests
            """);
    }

    @Test
    void anActionThatDoesNotSuitTheOrgIsShownWithItsPlace() throws IOException {
        write("lookup.yaml", LOOKUP.replace("Account.Name]", "Account.Name, Shoe_Size__c]"));
        write("lookup.test.yaml", """
            cases:
              - {name: any, inputs: {phone: "+14155550100"}, outcome: found}
            """);

        assertThat(run("test", folder.toString())).isOne();
        assertThat(out.toString())
                .contains("outcome: expected 'found', got 'error'", "lookup.yaml:8: ", "Contact has no field");
    }

    @Test
    void withoutRecordsACaseRunsOnTheSandboxAtItsTime() throws IOException {
        write("cases.yaml", """
            name: cases
            version: 1
            description: Which cases are new today?
            query:
              object_name: Case
              fields: [CaseNumber]
              where: {field: CreatedDate, op: "=", val: TODAY}
              order_by: [CaseNumber DESC]
            on_many: first
            outputs: {newest: CaseNumber}
            """);
        write("cases.test.yaml", """
            cases:
              - {name: a day in January, now: 2026-01-31T10:00:00Z, outcome: found, outputs: {newest: 00004120}}
              - {name: another day, now: 2031-07-01T10:00:00Z, outcome: found, outputs: {newest: 00004120}}
            """);

        assertThat(run("test", folder.toString())).isZero();
    }

    @Test
    void recordsThatNoOrgCouldHaveAreErrorsWithTheirPlaces() throws IOException {
        write("lookup.test.yaml", """
            given:
              Contact:
                ada:
                  Name: Ada Byron
                  Phne: 1
                  AccountId: "@engins"
                  Birthdate: yesterday
              Account:
                engines: {Name: Engines Ltd, Contacts: ada}
              Kontact:
                eve: {Name: Eve}
            cases:
              - {name: a, outcome: found}
              - name: b
                given:
                  Contact: {bo: {ReportsToId: "@nobody", Account.Name: Engines}}
                outcome: found
            """);

        assertThat(run("test", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).isEqualToNormalizingNewlines("""
            lookup.test.yaml:5: Contact has no field or relationship 'Phne'; did you mean 'Phone'?
            lookup.test.yaml:6: AccountId refers to @engins, and no record has this reference; did you mean \
            '@engines'?
            lookup.test.yaml:7: Birthdate takes a date in ISO 8601, not 'yesterday'
            lookup.test.yaml:9: Contacts holds children; give each as a record of Contact whose AccountId \
            refers to this one
            lookup.test.yaml:11: the org has no object 'Kontact'; did you mean 'Contact'?
            lookup.test.yaml:16: Account.Name finds 0 records instead of one; name an External ID and a value \
            that one record has, or give AccountId an id, or @ and the reference of a record
            lookup.test.yaml:16: ReportsToId refers to @nobody, and no record has this reference; correct \
            the name, or add the record
            """);
        assertThat(out.toString())
                .isEqualToNormalizingNewlines("0 passed, 0 failed, 0 actions without tests, 7 errors\n");
    }

    @Test
    void aFileWithErrorsDoesNotStopTheTestsOfTheOthers() throws IOException {
        write("lookup.test.yaml", "cases: [{name: a, inputs: {phone: anonymous}, outcome: no_caller_id}]");
        write("other.yaml", LOOKUP.replace("name: lookup", "name: other"));
        write("other.test.yaml", "cases: [{name: a, outcome: fond}]");
        write("broken.yaml", LOOKUP.replace("name: lookup", "name: broken").replace("op: IN", "op: INN"));
        write("broken.test.yaml", "cases: [{name: a, outcome: found}]");
        var file = folder.resolve("results.xml");

        assertThat(run("test", folder.toString(), "--junit", file.toString())).isEqualTo(2);
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            ok       lookup: a
            1 passed, 0 failed, 0 actions without tests, 2 errors
            """);
        assertThat(err.toString()).isEqualToNormalizingNewlines("""
            broken.yaml:9: /query/where/op: unknown operator; did you mean 'IN'?
            other.test.yaml:1: /cases/0/outcome: unknown outcome; did you mean 'found'?
            """);
        assertThat(Files.readString(file))
                .contains("<testsuites name=\"weir action test\" tests=\"3\" failures=\"0\" errors=\"2\">")
                .contains("""
                      <testsuite name="errors" tests="2" failures="0" errors="2">
                        <testcase name="broken.yaml:9: /query/where/op: unknown operator; did you mean 'IN'?" \
                    classname="errors">
                          <error message="broken.yaml:9: /query/where/op: unknown operator; did you mean 'IN'?"></error>
                        </testcase>
                    """);
    }

    @Test
    void runsTheTestsOfAFormerVersionOnThatVersion() throws IOException {
        write("lookup.yaml", LOOKUP.replace("version: 1", "version: 2").replace("contactName: Name", "fullName: Name"));
        write("lookup.v1.yaml", LOOKUP);
        write("lookup.v1.test.yaml", """
            given: {Contact: {ada: {Name: Ada, Phone: (415) 555-0100}}}
            cases:
              - {name: a, inputs: {phone: "+14155550100"}, outcome: found, outputs: {contactName: Ada}}
            """);
        var file = folder.resolve("results.xml");

        assertThat(run("test", folder.toString(), "--junit", file.toString())).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            no tests lookup
            ok       lookup v1: a
            1 passed, 0 failed, 1 action without tests
            """);
        assertThat(Files.readString(file))
                .contains("<testsuite name=\"lookup v1\" tests=\"1\" failures=\"0\" errors=\"0\">")
                .contains("<testcase name=\"a\" classname=\"lookup v1\" file=\"lookup.v1.test.yaml\" line=\"3\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup.yaml", "lookup.test.yaml"})
    void aFileStandsForItsAction(String file) throws IOException {
        write("lookup.test.yaml", "cases: [{name: a, inputs: {phone: anonymous}, outcome: no_caller_id}]");
        write("other.yaml", "name: other");
        write("other.test.yaml", "cases: []");

        assertThat(run("test", folder.resolve(file).toString())).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            ok       lookup: a
            1 passed, 0 failed, 0 actions without tests
            """);
        assertThat(run("test", folder.resolve("other.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("other.yaml:1: /description: is required");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThat(run("test", folder.resolve("look.test.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("look.test.yaml: there is no file here; create it, or correct the path");
    }

    @Test
    void writesWhatACiReads() throws Exception {
        write("lookup.test.yaml", """
            given: {}
            cases:
              - {name: "<a> & \\"b\\"", inputs: {phone: "+14155550100"}, outcome: not_found}
              - {name: "bell \\x07", inputs: {phone: "+14155550100"}, outcome: found}
            """);
        write("other.yaml", LOOKUP.replace("name: lookup", "name: other"));
        var file = folder.resolve("results.xml");

        assertThat(run("test", folder.toString(), "--junit", file.toString())).isOne();
        assertThat(Files.readString(file)).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="weir action test" tests="2" failures="1" errors="0">
              <testsuite name="lookup" tests="2" failures="1" errors="0">
                <testcase name="&lt;a&gt; &amp; &quot;b&quot;" classname="lookup" \
            file="lookup.test.yaml" line="3"></testcase>
                <testcase name="bell \uFFFD" classname="lookup" file="lookup.test.yaml" line="4">
                  <failure message="lookup.test.yaml:4: outcome: expected 'found', got 'not_found'">\
            lookup.test.yaml:4: outcome: expected 'found', got 'not_found'</failure>
                </testcase>
              </testsuite>
              <testsuite name="other" tests="0" failures="0" errors="0">
              </testsuite>
            </testsuites>
            """);
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() throws IOException {
        write("lookup.test.yaml", "cases: [{name: a, inputs: {phone: anonymous}, outcome: no_caller_id}]");

        assertThat(run("test", folder.toString(), "--junit", "no/such/folder.xml"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no/such/folder.xml cannot be written");
    }

    @Test
    void aLiveOrgWithoutActionsNeedsAFolder() {
        assertThat(run(
                        Map.of(
                                "SF_LOGIN_URL", "https://acme.my.salesforce.com",
                                "SF_CLIENT_ID", "the-id",
                                "SF_CLIENT_SECRET", "the-secret",
                                "WEIR_API_KEY", "the-key-of-at-least-32-characters"),
                        "test"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no data action", "WEIR_ACTIONS");
    }
}
