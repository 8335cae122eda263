package io.weir.adapter.out.sandbox.write;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.ContactCentreServer;
import io.weir.adapter.out.sandbox.JsonValues;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriteRulesTest {
    @RegisterExtension
    final ContactCentreServer server = new ContactCentreServer("2026-03-14T09:26:53Z");

    private final ApiClient api = server.logIn();
    private final WriteRules rules = server.writeRules();

    @Test
    void refusesWhatBreaksAValidationRule() {
        rules.add(new ValidationRule(
                "Case",
                change -> "Closed".equals(change.value("Status")) && change.value("Reason") == null,
                "Give a reason.",
                "Reason"));
        rules.add(new ValidationRule(
                "Case", change -> !change.isNew() && change.changes("Subject"), "The subject is final.", ""));

        String id = api.create("Case", "{\"Subject\": \"S\"}");
        var refused = api.patch("/sobjects/Case/" + id, "{\"Status\": \"Closed\", \"Subject\": \"T\"}");

        error(refused, 400, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        assertThat(ApiClient.list(refused)).hasSize(2);
        assertThat(ApiClient.list(refused).getFirst())
                .containsEntry("message", "Give a reason.")
                .containsEntry("fields", List.of("Reason"));
        assertThat(ApiClient.list(refused).getLast()).containsEntry("fields", List.of());
        assertThat(api.row("Case", id)).containsEntry("Subject", "S").containsEntry("Status", "New");
    }

    @Test
    @DisplayName("REST API guide, Duplicate Rule Header: allowSave saves what the rule alerts to")
    void detectsDuplicates() {
        rules.add(new DuplicateRule("Same_Person", "Contact", List.of("Name", "Email"), DuplicateRule.Action.ALERT));
        String body = "{\"LastName\": \"Lovelace\", \"Email\": \"ada@example.com\"}";
        String first = api.create("Contact", body);

        var refused = error(api.post("/sobjects/Contact", body.replace("ada", "ADA")), 400, "DUPLICATES_DETECTED");
        var withDetails = api.post(
                "/sobjects/Contact",
                body,
                "Sforce-Duplicate-Rule-Header",
                "allowSave=false; includeRecordDetails=true");
        var saved = api.post("/sobjects/Contact", body, "Sforce-Duplicate-Rule-Header", "allowSave=true");

        assertThat(refused).containsEntry("message", "Use one of these records?");
        var result = JsonValues.object(refused.get("duplicateResut"));
        assertThat(result).containsEntry("allowSave", true).containsEntry("duplicateRule", "Same_Person");
        assertThat(String.valueOf(result.get("matchResults"))).contains(first).doesNotContain("Lovelace");
        assertThat(withDetails.body()).contains("Lovelace");
        assertThat(saved.statusCode()).isEqualTo(201);
        api.create("Contact", "{\"LastName\": \"Lovelace\", \"Email\": \"other@example.com\"}");
    }

    @Test
    void aBlockingDuplicateRuleIsNotBypassed() {
        rules.add(new DuplicateRule("One_Phone", "Lead", List.of("Phone"), DuplicateRule.Action.BLOCK));
        String body = "{\"LastName\": \"L\", \"Company\": \"C\", \"Phone\": \"+1 999\"}";
        api.create("Lead", body);

        error(
                api.post("/sobjects/Lead", body, "Sforce-Duplicate-Rule-Header", "allowSave=true"),
                400,
                "DUPLICATES_DETECTED");
        assertThat(api.post("/composite/sobjects", """
            {"records": [{"attributes": {"type": "Lead"}, "LastName": "M", "Company": "C",
             "Phone": "+1 999"}]}\
            """).body()).contains("\"statusCode\":\"DUPLICATES_DETECTED\"");
    }

    @Test
    @DisplayName("REST API guide, Assignment Rule Header: TRUE by default, without an active rule the default owner")
    void assignsCasesUnlessToldNotTo() {
        String user = server.org().runningUser().id();
        String queue = String.valueOf(api.query("SELECT Id FROM Group WHERE Type = 'Queue' ORDER BY Name DESC")
                .getFirst()
                .get("Id"));
        String other = String.valueOf(api.query("SELECT Id FROM User WHERE Id != '" + user + "' LIMIT 1")
                .getFirst()
                .get("Id"));
        String body = "{\"Subject\": \"S\", \"OwnerId\": \"%s\"}".formatted(user);

        assertThat(owner(body)).isEqualTo(queue);
        assertThat(owner(body, "Sforce-Auto-Assign", "FALSE")).isEqualTo(user);
        rules.defaultOwner("Case", other.substring(0, 15));
        assertThat(owner(body, "Sforce-Auto-Assign", "TRUE")).isEqualTo(other);
        rules.add(new AssignmentRule("01Q5g0000000001", "Case", false, _ -> Optional.of(queue)));
        assertThat(owner(body)).isEqualTo(other);
        assertThat(owner(body, "Sforce-Auto-Assign", "01Q5g0000000001")).isEqualTo(queue);
        assertThat(owner(body, "Sforce-Auto-Assign", "01Q5g0000000001EAA")).isEqualTo(queue);
        error(
                api.post("/sobjects/Case", body, "Sforce-Auto-Assign", "01Q5g0000000009"),
                400,
                "INVALID_CROSS_REFERENCE_KEY");
    }

    @Test
    void anActiveRuleAssignsChangedCasesToo() {
        String queue = String.valueOf(api.query("SELECT Id FROM Group WHERE Type = 'Queue' ORDER BY Name DESC")
                .getFirst()
                .get("Id"));
        String id = api.create("Case", "{\"Subject\": \"S\"}");
        String user = server.org().runningUser().id();
        api.patch("/sobjects/Case/" + id, "{\"OwnerId\": \"%s\"}".formatted(user));
        assertThat(api.row("Case", id)).containsEntry("OwnerId", user);

        rules.add(new AssignmentRule(
                "01Q5g0000000001EAA",
                "Case",
                true,
                change -> "Escalated".equals(change.value("Status")) ? Optional.of(queue) : Optional.of(user)));
        api.patch("/sobjects/Case/" + id, "{\"Status\": \"Escalated\"}");

        assertThat(api.row("Case", id)).containsEntry("OwnerId", queue);
    }

    @Test
    void aRowThatAnotherTransactionHoldsCannotBeWritten() {
        String account = api.create("Account", "{\"Name\": \"Held\"}");
        String contact = api.create("Contact", "{\"LastName\": \"L\"}");
        rules.lockRow(account);

        for (var refused : List.of(
                api.patch("/sobjects/Account/" + account, "{\"Phone\": \"1\"}"),
                api.delete("/sobjects/Account/" + account),
                api.post("/sobjects/Contact", "{\"LastName\": \"M\", \"AccountId\": \"%s\"}".formatted(account)),
                api.patch("/sobjects/Contact/" + contact, "{\"AccountId\": \"%s\"}".formatted(account)))) {
            assertThat(error(refused, 400, "UNABLE_TO_LOCK_ROW"))
                    .containsEntry(
                            "message", "unable to obtain exclusive access to this record or 1 records: " + account);
        }
        rules.unlockRow(account);
        assertThat(api.patch("/sobjects/Account/" + account, "{\"Phone\": \"1\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aTriggerCanFail() {
        var broken = new WriteError(
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                "CaseTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to"
                        + " de-reference a null object\n\nTrigger.CaseTrigger: line 3, column 1");
        rules.refuse("Case", broken);

        assertThat(error(api.post("/sobjects/Case", "{\"Subject\": \"S\"}"), 400, broken.code()))
                .containsEntry("message", broken.message());
        api.create("Contact", "{\"LastName\": \"L\"}");
        rules.accept("Case");
        api.create("Case", "{\"Subject\": \"S\"}");
    }

    @Test
    void clearRemovesEverything() {
        rules.add(new ValidationRule("Case", _ -> true, "Never.", ""));
        rules.refuse("Contact", new WriteError("UNABLE_TO_LOCK_ROW", "held"));

        rules.clear();

        api.create("Case", "{\"Subject\": \"S\"}");
        api.create("Contact", "{\"LastName\": \"L\"}");
    }

    @Test
    @Timeout(60)
    @DisplayName("Of several equal creations at once, with a unique key, exactly one makes a record")
    void createsOnceAmongManyWriters() throws Exception {
        String body = "{\"Subject\": \"Once\", \"External_Key__c\": \"call-7\"}";
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = IntStream.range(0, 16)
                    .mapToObj(_ -> executor.submit(
                            () -> api.post("/sobjects/Case", body).statusCode()))
                    .toList();
            int created = 0;
            for (var status : statuses) {
                created += status.get() == 201 ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(api.query("SELECT Id FROM Case WHERE External_Key__c = 'call-7'"))
                .hasSize(1);
    }

    private String owner(String body, String... headers) {
        var created = api.post("/sobjects/Case", body, headers);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return String.valueOf(
                api.row("Case", String.valueOf(ApiClient.object(created).get("id")))
                        .get("OwnerId"));
    }
}
