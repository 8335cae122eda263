package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of actions on an org of one's own. */
class ActionTestOrgTest extends ActionTestRuns {
    @Test
    void objectsOfOnesOwnComeFromTheOrgOfTheSandbox() throws IOException {
        var org = Files.createDirectory(folder.resolve("org"));
        Files.writeString(org.resolve("Visit__c.json"), """
            {"name": "Visit__c", "label": "Visit", "labelPlural": "Visits", "keyPrefix": "a09", "custom": true,
             "queryable": true, "fields": [
               {"name": "Id", "type": "id", "filterable": true},
               {"name": "Name", "type": "string", "length": 80, "nameField": true, "filterable": true}]}
            """);
        write("lookup.yaml", """
            name: lookup
            version: 1
            description: Which visit?
            inputs: {visit: {type: text, required: true}}
            query:
              object_name: Visit__c
              fields: [Id]
              where: {field: Name, op: "=", val: "{visit}"}
            outputs: {id: Id}
            """);
        write("lookup.test.yaml", """
            given: {Visit__c: {one: {Name: First}}}
            cases:
              - {name: a visit, inputs: {visit: First}, outcome: found}
              - {name: none, inputs: {visit: Second}, given: {}, outcome: not_found}
            """);

        assertThat(run(Map.of("WEIR_SANDBOX_ORG", org.toString()), "test", folder.toString()))
                .isZero();
        assertThat(run("test", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("lookup.test.yaml:1: the org has no object 'Visit__c'");
    }

    @Test
    void anOrgThatCannotBeUsedIsOneError() throws IOException {
        write("lookup.test.yaml", "cases: [{name: a, inputs: {phone: anonymous}, outcome: no_caller_id}]");
        var missing = folder.resolve("missing");

        assertThat(run(Map.of("WEIR_SANDBOX_ORG", missing.toString()), "test", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "the org in %1$s: %1$s: is not a folder; name the folder with the files of the org\n"
                                .formatted(missing));
        assertThat(out.toString()).isEmpty();
    }

    /** Only records of the folder itself, which the case leaves out, make its Organization a sound one. */
    @Test
    void anObjectThatIsNothingWithoutTheRecordsOfTheFolderIsAnErrorOfTheCase() throws IOException {
        var org = Files.createDirectory(folder.resolve("org"));
        Files.writeString(org.resolve("Organization.describe.json"), """
            {"name": "Organization", "label": "Organization", "labelPlural": "Organizations", "keyPrefix": "00D",
             "queryable": true, "fields": [{"name": "Id", "type": "id", "filterable": true}]}
            """);
        Files.writeString(org.resolve("Organization.json"), "[{\"Id\": \"00D000000000001\"}]");
        write("lookup.test.yaml", """
            cases:
              - {name: a, given: {}, inputs: {phone: anonymous}, outcome: no_caller_id}
            """);

        assertThat(run(Map.of("WEIR_SANDBOX_ORG", org.toString()), "test", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines("lookup.test.yaml:2: the sandbox: Organization has no field or"
                        + " relationship 'Name'; correct the name, or add the field to the org\n");
    }

    @Test
    void theRulesOfTheOrgHold() throws IOException {
        var org = Files.createDirectory(folder.resolve("org"));
        Files.writeString(org.resolve("Group.csv"), "Name,Type\nWeb,Queue\nTier 2,Queue\n");
        Files.writeString(org.resolve("rules.json"), """
            {"validationRules": [{"object": "Case", "violated": "Subject = 'bad'", "message": "A better subject"}],
             "duplicateRules": [{"name": "By subject", "object": "Case", "fields": ["Subject"]}],
             "assignmentRules": [{"id": "01Q5g0000000001EAA", "object": "Case", "entries": [{"owner": "Tier 2"}]}]}
            """);
        write("open.yaml", """
            name: open
            version: 1
            description: Opens a case.
            inputs: {subject: {type: text, required: true}}
            key: [subject]
            writes:
              record:
                create: Case
                unique_field: Weir_Key__c
                assignment: rules
                fields: {Subject: "{subject}"}
                returning: [Owner.Name]
            outputs: {owner: record.Owner.Name}
            """);
        write("open.test.yaml", """
            cases:
              - {name: assigned, inputs: {subject: good}, outcome: created, outputs: {owner: Tier 2}}
              - {name: refused, inputs: {subject: bad}, outcome: rejected, outputs: {reason: validation_rule}}
              - name: refused with its own records too
                given: {}
                inputs: {subject: bad}
                outcome: rejected
              - name: a duplicate of a given record
                given: {Case: {one: {Subject: good}}}
                inputs: {subject: good}
                outcome: duplicate
              - name: a queue that is not given owns nothing
                given: {}
                inputs: {subject: good}
                outcome: created
                outputs: {owner: Sandbox User}
              - name: a queue that is given
                given: {Group: {web: {Name: Web, Type: Queue}, second: {Name: Tier 2, Type: Queue}}}
                inputs: {subject: good}
                outcome: created
                outputs: {owner: Tier 2}
            """);

        assertThat(run(
                        Map.of("WEIR_SANDBOX_ORG", org.toString()),
                        "test",
                        folder.resolve("open.yaml").toString()))
                .as(() -> err.toString() + out)
                .isZero();
    }
}
