package io.weir.adapter.in.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.catalog.ActionReaderTest;
import io.weir.domain.action.DataAction;
import java.net.URI;
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
                        "// case-lookup v3: How does the case stand?\n",
                        "ASSIGN weirInputs.phone = \"{ANI}\"\n",
                        "ASSIGN weirInputs.caseNumber = \"{caseNumber}\"\n",
                        "ASSIGN weirBody = \"{weirInputs.asjson()}\"\n",
                        "ASSIGN weirProxy.ContentType = \"application/json\"\n",
                        "ASSIGN weirProxy.ProxyTimeoutSeconds = 2\n",
                        "weirProxy.AddHeader(\"X-Timeout-Ms\", \"2000\")\n",
                        "MakeRestRequest(\"https://weir.example.com/cxone/data-action/case-lookup\", weirBody, 0,"
                                + " \"POST\")\n",
                        "IF weirProxy.StatusCode >= 200 & weirProxy.StatusCode < 300\n",
                        "weir with the members ok, outcome, count, truncated, invalid, invalid_reason, caseStatus,"
                                + " r1_number…");
        for (var outcome : new String[] {"found", "not_found", "multiple", "no_caller_id"}) {
            assertThat(text).contains("CASE weirOutcome = \"" + outcome + "\"\n");
        }
        assertThat(text.chars().filter(c -> c == '{').count())
                .as("brackets")
                .isEqualTo(text.chars().filter(c -> c == '}').count());
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
                .replaceAll("^\\| [A-Za-z]+ \\| (.*) \\|$", "$1");
    }
}
