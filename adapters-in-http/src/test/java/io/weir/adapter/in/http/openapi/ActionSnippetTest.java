package io.weir.adapter.in.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.catalog.ActionReaderTest;
import io.weir.domain.action.DataAction;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a flow author pastes. */
class ActionSnippetTest {
    private static final DataAction ACTION = ActionReaderTest.read("case-lookup", """
        name: case-lookup
        version: 3
        description: |
          How does
          the case stand?
        inputs:
          phone: {type: phone, region: US, required: true}
          caseNumber: {type: text, required: true}
        query:
          object_name: Case
          fields: [CaseNumber, Status]
          where:
            all:
              - {field: CaseNumber, op: "=", val: "{caseNumber}"}
              - {field: SuppliedPhone, op: IN, val: "{phone}"}
        outputs: {caseStatus: Status}
        lists: {r: {from: record, outputs: {number: CaseNumber}}}
        time_limit: 1800ms
        """);

    private final ActionSnippet snippet = new ActionSnippet(ACTION, URI.create("https://weir.example.com/"));

    @Test
    void aScriptWaitsALittleLongerThanWeirTakes() {
        var text = snippet.text(ActionSnippet.Form.SNIPPET);
        assertThat(text)
                .contains(
                        "// SNIPPET for case-lookup v3: How does the case stand?\n",
                        "ASSIGN weirInputs.phone = \"{ANI}\"\n",
                        "ASSIGN weirInputs.caseNumber = \"{caseNumber}\"\n",
                        "ASSIGN weirBody = \"{weirInputs.asjson()}\"\n",
                        "ASSIGN weirProxy.ContentType = \"application/json\"\n",
                        "ASSIGN weirProxy.ProxyTimeoutSeconds = 2\n",
                        "weirProxy.AddHeader(\"X-Timeout-Ms\", \"2000\")\n",
                        "ASSIGN weirAnswer ="
                            + " weirProxy.MakeRestRequest(\"https://weir.example.com/cxone/data-action/case-lookup\","
                            + " weirBody, 0, \"POST\")\n",
                        "IF weirProxy.StatusCode >= 200 & weirProxy.StatusCode < 300\n");
        for (var outcome : new String[] {"found", "not_found", "multiple", "no_caller_id"}) {
            assertThat(text).contains("CASE weir.outcome = \"" + outcome + "\"\n");
        }
        assertThat(text.chars().filter(c -> c == '{').count())
                .as("brackets")
                .isEqualTo(text.chars().filter(c -> c == '}').count());
    }

    @Test
    void everyVariableHasAValueBeforeTheAnswer() {
        var action = new ActionSnippet(ActionReaderTest.read("defaults", """
            name: defaults
            version: 1
            description: x
            inputs:
              digits: {type: text, required: true}
            query:
              object_name: Case
              fields: [Status, Priority, Subject]
              where: {field: CaseNumber, op: "=", val: "{digits}"}
            outputs:
              caseStatus: Status
              priority: {path: Priority, default: 'a "normal" one'}
              open: {path: Status, map: {Closed: false, "*": true}, description: "whether\\n we work on it"}
            lists: {r: {from: record, most: 2, outputs: {subject: Subject}}}
            """), URI.create("https://weir.example.com"));
        for (var form : List.of(ActionSnippet.Form.REST_API, ActionSnippet.Form.SNIPPET)) {
            var text = action.text(form);
            assertThat(text)
                    .contains(
                            "ASSIGN digits = \"\"\n",
                            "ASSIGN weir.outcome = \"error\"\n",
                            "ASSIGN weir.count = \"0\"\n",
                            "ASSIGN weir.truncated = \"false\"\n",
                            "ASSIGN weir.invalid = \"\"\n",
                            "ASSIGN weir.invalid_reason = \"\"\n",
                            "ASSIGN weir.caseStatus = \"\"\n",
                            "ASSIGN weir.priority = \"a \\\"normal\\\" one\"\n",
                            "// weir.open: true, false; whether we work on it\n",
                            "ASSIGN weir.r2_subject = \"\"\n");
            assertThat(text.lines().filter(line -> line.contains("= weirAnswer.")))
                    .hasSize(10)
                    .allSatisfy(line -> assertThat(text)
                            .containsSubsequence(
                                    "DYNAMIC weir\n",
                                    line.strip().replaceAll(" = .*", " = \""),
                                    "ASSIGN weir.outcome = \"error\"\n",
                                    line.strip()));
        }
    }

    @Test
    void aVariableOfCxoneKeepsTheValueThatCxoneGaveIt() {
        var action = asking("DNIS", "err", "actionId", "digits");
        for (var form : List.of(ActionSnippet.Form.REST_API, ActionSnippet.Form.SNIPPET)) {
            assertThat(action.text(form))
                    .contains(
                            "// DNIS, for the input DNIS: ",
                            "\"{DNIS}\"",
                            "// err, for the input err: ",
                            "\"{err}\"",
                            "ASSIGN actionId = \"\"\n",
                            "ASSIGN digits = \"\"\n")
                    .doesNotContain("ASSIGN DNIS", "ASSIGN err");
        }
    }

    @Test
    void anInputNamedLikeAVariableOfTheScriptHasAnotherVariable() {
        var action = asking("weirKey", "input_weirKey");
        for (var form : List.of(ActionSnippet.Form.REST_API, ActionSnippet.Form.SNIPPET)) {
            assertThat(action.text(form))
                    .contains("ASSIGN input_weirKey = \"\"\n", "ASSIGN input_input_weirKey = \"\"\n")
                    .contains("\"{input_weirKey}\"", "\"{input_input_weirKey}\"")
                    .containsOnlyOnce("ASSIGN weirKey = ");
        }
    }

    /** An action with {@code inputs}, which are all texts. */
    private static ActionSnippet asking(String... inputs) {
        var declared = new StringBuilder();
        var conditions = new StringBuilder();
        for (String input : inputs) {
            declared.append("  %s: {type: text, required: true}\n".formatted(input));
            conditions.append("      - {field: Subject, op: \"=\", val: \"{%s}\"}\n".formatted(input));
        }
        return new ActionSnippet(
                ActionReaderTest.read("routing", """
                    name: routing
                    version: 1
                    description: x
                    inputs:
                    %squery:
                      object_name: Case
                      fields: [Status]
                      where:
                        all:
                    %soutputs: {caseStatus: Status}
                    """.formatted(declared, conditions)),
                URI.create("https://weir.example.com"));
    }

    @Test
    void saysWhatABlankInputMeans() {
        var action = new ActionSnippet(ActionReaderTest.read("blanks", """
            name: blanks
            version: 1
            description: x
            inputs:
              phone: {type: phone, region: US, required: true}
              typed: {type: phone, region: US, required: true, asked: true, description: "the number\\n to call back"}
              status: {type: text, enum: [New, Closed], default: New}
              code: {type: text, enum: [A1, B2], default: A1, sensitive: true}
              regions: {type: list of text}
              name: {type: text}
              birthdate: {type: date}
            all_or_none: [name, birthdate]
            query:
              object_name: Contact
              fields: [Name]
              where:
                all:
                  - {field: Phone, op: IN, val: "{phone}"}
                  - {field: MobilePhone, op: IN, val: "{typed}"}
                  - {field: Title, op: "=", val: "{status}"}
                  - {field: Department, op: "=", val: "{code}"}
                  - {field: MailingState, op: IN, val: "{regions}", if_absent: skip}
                  - {field: LastName, op: "=", val: "{name}", if_absent: skip}
                  - {field: Birthdate, op: "=", val: "{birthdate}", if_absent: skip}
            """), URI.create("https://weir.example.com"));
        for (var form : List.of(ActionSnippet.Form.REST_API, ActionSnippet.Form.SNIPPET)) {
            assertThat(action.text(form))
                    .contains(
                            "// ANI, for the input phone: a telephone number; blank is no_caller_id\n",
                            "// typed, for the input typed: a telephone number; blank is invalid_input; the number to"
                                    + " call back\nASSIGN typed = \"\"\n",
                            "// status, for the input status: one of New, Closed; blank means New\n",
                            "// code, for the input code: text; blank means a default\n",
                            "// regions, for the input regions: list of text, with | between the values; may be"
                                    + " blank\n",
                            "// name, for the input name: text; all of name, birthdate have a value, or none\n")
                    .doesNotContain("ASSIGN ANI", "A1", "B2");
        }
    }

    @Test
    void saysThatOneOfTheInputsIsEnough() {
        var action = new ActionSnippet(ActionReaderTest.read("either", """
            name: either
            version: 1
            description: x
            inputs:
              phone: {type: phone, region: US}
              accountNumber: {type: text}
            one_of: [phone, accountNumber]
            query:
              object_name: Account
              fields: [Name]
              where:
                all:
                  - {field: Phone, op: IN, val: "{phone}", if_absent: skip}
                  - {field: AccountNumber, op: "=", val: "{accountNumber}", if_absent: skip}
            """), URI.create("https://weir.example.com"));
        assertThat(action.text(ActionSnippet.Form.REST_API))
                .contains("// accountNumber, for the input accountNumber: text; one of phone, accountNumber must have a"
                        + " value\n");
    }

    @Test
    void branchesOnNothingThatCannotHappen() {
        var verdict = new ActionSnippet(ActionReaderTest.read("verdict", """
            name: verdict
            version: 1
            description: x
            query: {object_name: Contact, fields: [Name], where: {field: VIP__c, op: "=", val: true}, limit: 1}
            on_none: denied
            on_many: first
            """), URI.create("https://weir.example.com"));
        assertThat(snippet.text(ActionSnippet.Form.SNIPPET)).doesNotContain("denied");
        assertThat(verdict.text(ActionSnippet.Form.SNIPPET))
                .contains("\"found\"", "\"denied\"")
                .doesNotContain("not_found", "multiple", "no_caller_id");
        assertThat(ActionSchemas.answer(verdict.action(), AnswerStyle.Profile.CXONE)
                        .at("/properties/outcome/enum")
                        .toString())
                .isEqualTo("[\"found\",\"denied\"]");
    }

    @Test
    void theRestApiActionHasJsonOnOneLine() {
        var text = snippet.text(ActionSnippet.Form.REST_API);
        var headers = cell(text, "Headers");
        assertThat(new JsonMapper().readTree(headers).get("Content-Type").asString())
                .isEqualTo("application/json");
        assertThat(cell(text, "Parameters")).isEqualTo("{\"phone\":\"{ANI}\",\"caseNumber\":\"{caseNumber}\"}");
        assertThat(cell(text, "Verb")).isEqualTo("POST");
        assertThat(cell(text, "Response variable")).isEqualTo("weirAnswer");
        assertThat(text)
                .contains("ASSIGN weir.caseStatus = weirAnswer.caseStatus\n", "CASE weir.outcome = \"found\"\n");
        assertThat(cell(text, "TimeOutInMilliSeconds")).isEqualTo("2000");
    }

    @Test
    void integrationHubKeepsTheKeyAsASecret() {
        var text = snippet.text(ActionSnippet.Form.INTEGRATION_HUB);
        assertThat(text).contains("kept as a secret", "OnTimeout");
        assertThat(cell(text, "URL")).isEqualTo("https://weir.example.com/cxone/data-action/case-lookup");
        assertThat(cell(text, "Timeout")).isEqualTo("2000 ms");
    }

    @Test
    void anActionWithoutInputsSendsAnEmptyObject() {
        var action = ActionReaderTest.read("plain", """
            name: plain
            version: 1
            description: x
            query: {object_name: Contact, fields: [Name], where: {field: VIP__c, op: "=", val: true}}
            """);
        var plain = new ActionSnippet(action, URI.create("https://weir.example.com"));
        assertThat(plain.text(ActionSnippet.Form.SNIPPET))
                .contains("ASSIGN weirBody = \"\\{\\}\"\n")
                .doesNotContain("no_caller_id");
    }

    @Test
    void onlyTheFirstNumberIsTheCallers() {
        var action = ActionReaderTest.read("two", """
            name: two
            version: 1
            description: x
            inputs:
              phone: {type: phone, region: US, required: true}
              callback: {type: phone, region: US, required: true}
            query:
              object_name: Contact
              fields: [Name]
              where:
                any:
                  - {field: Phone, op: IN, val: "{phone}"}
                  - {field: MobilePhone, op: IN, val: "{callback}"}
            """);
        var two = new ActionSnippet(action, URI.create("https://weir.example.com"));
        assertThat(cell(two.text(ActionSnippet.Form.REST_API), "Parameters"))
                .isEqualTo("{\"phone\":\"{ANI}\",\"callback\":\"{callback}\"}");
    }

    @Test
    void theContactIsNamedAsOneForTheOperatorToFindAndNotAsTheRequest() {
        for (var form : ActionSnippet.Form.values()) {
            assertThat(snippet.text(form))
                    .containsPattern("X-Contact-Id\\W+\\{contactid\\}")
                    .doesNotContain("X-Request-Id");
        }
    }

    private static String cell(String text, String property) {
        return text.lines()
                .filter(line -> line.startsWith("| " + property + " |"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^\\| [A-Za-z ]+ \\| (.*) \\|$", "$1");
    }
}
