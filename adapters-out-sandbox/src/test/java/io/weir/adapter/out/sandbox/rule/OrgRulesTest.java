package io.weir.adapter.out.sandbox.rule;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrgRulesTest {
    @TempDir
    Path folder;

    @Test
    void theRulesOfTheDocumentHold() throws IOException {
        var rules = Pattern.compile("(?ms)^```json\n(\\{\"validationRules.*?)^```")
                .matcher(Files.readString(Path.of("../docs/sandbox.md")));
        assertThat(rules.find()).isTrue();
        file("rules.json", rules.group(1));
        file("Account.csv", "Name\nAcme\nHeld\n");
        file("Group.csv", "Name,Type\nTier 2,Queue\nWeb,Queue\n");

        serve(api -> {
            assertThat(error(
                            api.post("/sobjects/Case", "{\"Status\": \"Closed\"}"),
                            400,
                            "FIELD_CUSTOM_VALIDATION_EXCEPTION"))
                    .containsEntry("message", "Give a reason");
            api.create("Lead", "{\"LastName\": \"L\", \"Company\": \"C\", \"Phone\": \"1\"}");
            error(
                    api.post("/sobjects/Lead", "{\"LastName\": \"M\", \"Company\": \"D\", \"Phone\": \"1\"}"),
                    400,
                    "DUPLICATES_DETECTED");
            assertThat(owner(api, "{\"Priority\": \"High\"}")).isEqualTo(id(api, "Group", "Tier 2"));
            assertThat(owner(api, "{\"Priority\": \"Low\"}")).isEqualTo(id(api, "Group", "Web"));
            var byId =
                    api.post("/sobjects/Case", "{\"Priority\": \"High\"}", "Sforce-Auto-Assign", "01Q5g0000000001EAA");
            assertThat(byId.statusCode()).as(byId.body()).isEqualTo(201);
            error(
                    api.patch("/sobjects/Account/" + id(api, "Account", "Held"), "{\"Phone\": \"1\"}"),
                    400,
                    "UNABLE_TO_LOCK_ROW");
            assertThat(api.patch("/sobjects/Account/" + id(api, "Account", "Acme"), "{\"Phone\": \"1\"}")
                            .statusCode())
                    .isEqualTo(204);
            error(api.post("/sobjects/Opportunity", """
                {"Name": "O", "StageName": "Prospecting", "CloseDate": "2026-03-14"}\
                """), 400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
        });
    }

    @Test
    void aConditionSeesTheRecordAsItIsAboutToBe() {
        file("rules.json", """
            {"validationRules": [
              {"object": "Contact", "violated": "Account.Name = 'Acme' AND Email = null", "message": "An email, please"}]}
            """);
        file("Account.csv", "Name\nAcme\nZenith\n");

        serve(api -> {
            String id = api.create(
                    "Contact", "{\"LastName\": \"L\", \"AccountId\": \"%s\"}".formatted(id(api, "Account", "Zenith")));
            String toAcme = "{\"AccountId\": \"%s\"}".formatted(id(api, "Account", "Acme"));
            error(api.patch("/sobjects/Contact/" + id, toAcme), 400, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
            api.patch("/sobjects/Contact/" + id, "{\"Email\": \"l@example.com\"}");
            assertThat(api.patch("/sobjects/Contact/" + id, toAcme).statusCode())
                    .isEqualTo(204);
        });
    }

    @Test
    void aResetBringsTheRulesOfTheFolderBack() {
        file("rules.json", """
            {"refusals": [{"object": "Case", "code": "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "message": "no"}]}\
            """);
        try (var sandbox = Sandbox.start(clock -> SandboxOrg.from(folder, clock))) {
            sandbox.writeRules().clear();
            new ApiClient(sandbox.baseUri()).create("Case", "{}");
            sandbox.reset();

            error(
                    new ApiClient(sandbox.baseUri()).post("/sobjects/Case", "{}"),
                    400,
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY");
        }
    }

    @Test
    void refusesAnOwnerWhomAnOrgWouldNotTake() {
        file("rules.json", "{\"defaultOwners\": [{\"object\": \"Lead\", \"owner\": \"Tier 2\"}]}");
        file("Group.csv", "Id,Name,Type\n00G5g0000000001,Tier 2,Queue\n");
        file("QueueSobject.csv", "QueueId,SobjectType\n00G5g0000000001,Case\n");

        assertThatThrownBy(() -> Sandbox.start(clock -> SandboxOrg.from(folder, clock)))
                .isInstanceOf(InvalidOrgData.class)
                .hasMessageContaining("names the owner 'Tier 2', who is no active user and no queue of Lead");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                                                     | rules.json: is no JSON object; write
        {"rules": []}                                          | rules.json: does not know "rules"; it takes validation
        {"validationRules": {}}                                | rules.json: has "validationRules" that are no array; wr
        {"validationRules": [1]}                               | rules.json, validationRules 1: is no JSON object; write
        {"validationRules": [{}]}                              | rules.json, validationRules 1: lacks "object"; add it
        {"validationRules": [{"object": "Nope"}]}              | rules.json, validationRules 1: names the object 'Nope'
        {"validationRules": [{"object": "Case", "when": "x"}]} | rules.json, validationRules 1: does not know "when"; it
        {"validationRules": [{"object": "Case", "violated": "Nope = 1"}]} | rules.json, validationRules 1: has a "violate
        {"validationRules": [{"object": "Case", "violated": "Status = 'x' LIMIT 1"}]} | rules.json, validationRules 1: has
        {"duplicateRules": [{"object": "Lead", "fields": []}]} | rules.json, duplicateRules 1: compares no "fields"; name
        {"duplicateRules": [{"object": "Lead", "fields": ["Nope"]}]} | rules.json, duplicateRules 1: names the field 'No
        {"duplicateRules": [{"object": "Lead", "fields": ["Phone"], "action": "tell"}]} | rules.json, duplicateRules 1: has
        {"assignmentRules": [{"object": "Contact"}]}           | rules.json, assignmentRules 1: assigns records of Contact
        {"assignmentRules": [{"object": "Case", "id": "x"}]}   | rules.json, assignmentRules 1: has an "id" that is no id: 'x'
        {"assignmentRules": [{"object": "Case", "id": "01Q5g0000000001AAA"}]} | rules.json, assignmentRules 1: has an "id" that is no id: the end of '01Q5g0000000001AAA' contradicts the case of the other letters; give '01Q5g0000000001', or '01Q5g0000000001EAA'
        {"defaultOwners": [{"object": "Case", "owner": "00G5g0000000001AAA"}]} | rules.json, defaultOwners 1: has an "owner" that is no id: the end of
        {"defaultOwners": [{"object": "Case", "owner": "Nobody"}]} | rules.json, defaultOwners 1: names the owner 'Nobody', who is no active user and no queue of Case; give
        {"assignmentRules": [{"object": "Case", "entries": [{"owner": "Nobody"}]}]} | rules.json, assignmentRules 1, entr
        {"assignmentRules": [{"object": "Case", "active": 1}]} | rules.json, assignmentRules 1: lacks "id"; add it as text
        {"lockedRows": [{"object": "Account", "criteria": "Name = 'x'"}]} | rules.json, lockedRows 1: locks no record of A
        """)
    void saysWhereAndWhatIsWrong(String text, String message) {
        file("rules.json", text);

        assertThatThrownBy(() -> Sandbox.start(clock -> SandboxOrg.from(folder, clock)))
                .isInstanceOf(InvalidOrgData.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(";");
    }

    private void serve(Consumer<ApiClient> use) {
        try (var sandbox = Sandbox.start(clock -> SandboxOrg.from(folder, clock))) {
            use.accept(new ApiClient(sandbox.baseUri()));
        }
    }

    private static String id(ApiClient api, String object, String name) {
        return String.valueOf(api.query("SELECT Id FROM %s WHERE Name = '%s'".formatted(object, name))
                .getFirst()
                .get("Id"));
    }

    private static String owner(ApiClient api, String body) {
        return String.valueOf(api.row("Case", api.create("Case", body)).get("OwnerId"));
    }

    private void file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
