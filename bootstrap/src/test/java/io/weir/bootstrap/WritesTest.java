package io.weir.bootstrap;

import static io.weir.bootstrap.WritingActions.BY_IDEMPOTENCY_KEY;
import static io.weir.bootstrap.WritingActions.BY_LOOK_UP;
import static io.weir.bootstrap.WritingActions.BY_UNIQUE_FIELD;
import static io.weir.bootstrap.WritingActions.TRANSACTION;
import static io.weir.bootstrap.WritingActions.cases;
import static io.weir.bootstrap.WritingActions.ids;
import static io.weir.bootstrap.WritingActions.member;
import static io.weir.bootstrap.WritingActions.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.call.RecordedCall;
import io.weir.adapter.out.sandbox.org.Fields;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data actions that write, from the flow to the org: what the flow learns, and which records there are afterwards. */
@Timeout(120)
class WritesTest {
    private static final int DELIVERIES = 10;
    private static final String RULES = """
        {"validationRules": [
          {"object": "Case", "violated": "Subject = 'forbidden'", "message": "quillfeather says no", "field": "Subject"},
          {"object": "Case", "violated": "Subject = 'incomplete'", "message": "Missing: Description, SuppliedName"}],
         "duplicateRules": [{"name": "Contacts", "object": "Contact", "fields": ["Email"], "action": "block"}]}
        """;

    private static final String CASE_FOR = """
        name: case-for
        version: 1
        description: Opens a case for a person.
        inputs:
          person: {type: id, required: true}
        writes:
          record:
            create: Case
            unique_field: Weir_Key__c
            assignment: keep
            fields: {Subject: "{contactId}", ContactId: "{person}"}
        outputs:
          recordId: record.Id
        """;

    /** Updates the wrong object. */
    private static final String CHANGE_PARENT = """
        name: change-parent
        version: 1
        description: Changes the number of an account as if it were a person.
        inputs:
          person: {type: id, required: true}
        steps:
          contact:
            query: {object_name: Contact, fields: [AccountId], where: {field: Id, op: "=", val: "{person}"}}
        writes:
          record:
            update: Contact
            id: "{contact.AccountId}"
            fields: {Phone: "+14155550100"}
        outputs:
          recordId: record.Id
        """;

    private static final AtomicInteger CONTACTS = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before all tests
    private static Path folder;

    private static Sandbox org;
    private static ReadyWeir weir;
    private static Path audit;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("org")).resolve("rules.json"), RULES);
        org = Sandbox.start(clock -> SandboxOrg.builder(clock)
                .startingFromContactCentre()
                .field(
                        "Task",
                        Fields.text("Weir_Key__c", "Weir Key", 64).externalId().unique())
                .folder(folder.resolve("org"))
                .build());
        audit = folder.resolve("audit.log");
        var environment = WritingActions.environment(folder, org.baseUri());
        environment.put("WEIR_AUDIT_FILE", audit.toString());
        Files.writeString(folder.resolve("actions").resolve("case-for.yaml"), CASE_FOR);
        Files.writeString(folder.resolve("actions").resolve("change-parent.yaml"), CHANGE_PARENT);
        weir = ReadyWeir.start(environment);
    }

    @AfterAll
    static void stop() {
        weir.close();
        org.close();
    }

    private static String newContact() {
        return "contact-" + CONTACTS.incrementAndGet();
    }

    private static String person() {
        return ids(org, "SELECT Id FROM Contact ORDER BY Id LIMIT 1").getFirst();
    }

    private static HttpResponse<String> send(String action, Map<String, String> members) {
        var body = new StringBuilder();
        members.forEach((name, value) ->
                body.append(body.isEmpty() ? "{" : ",").append("\"%s\":\"%s\"".formatted(name, value)));
        return weir.run(action, body.append('}').toString(), "X-API-Key", WritingActions.WRITER);
    }

    /** The answer, of status 200, to a delivery. */
    private static String deliver(String action, String contactId, String... more) {
        var members = new LinkedHashMap<>(Map.of("contactId", contactId));
        for (int i = 0; i < more.length; i += 2) {
            members.put(more[i], more[i + 1]);
        }
        var answer = send(action, members);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static List<RecordedCall> writes() {
        return org.calls().stream()
                .filter(call -> !call.method().equals("GET") && !call.path().contains("/oauth2/"))
                .toList();
    }

    /** The calls of Salesforce but for those that any Weir makes in the background. */
    private static long calls() {
        return writes().size()
                + org.calls().stream()
                        .filter(call -> call.path().endsWith("/query"))
                        .count();
    }

    private static String[] inputs(String action) {
        return action.equals(TRANSACTION) ? new String[] {"person", person()} : new String[0];
    }

    private static List<String> written(String action, String contactId) {
        return action.equals(BY_LOOK_UP) ? tasks(org, contactId) : cases(org, contactId);
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_UNIQUE_FIELD, BY_LOOK_UP, BY_IDEMPOTENCY_KEY, TRANSACTION})
    void theSecondAndThirdDeliveryOfARequestLearnTheRecordOfTheFirst(String action) {
        String contact = newContact();
        var inputs = inputs(action);
        String first = deliver(action, contact, inputs);
        assertThat(member(first, "outcome")).as(first).isEqualTo("created");
        int sent = writes().size();

        for (int i = 0; i < 2; i++) {
            String again = deliver(action, contact, inputs);
            assertThat(member(again, "outcome")).as(again).isEqualTo("replayed");
            assertThat(member(again, "recordId")).isEqualTo(member(first, "recordId"));
        }

        assertThat(writes()).hasSize(sent);
        assertThat(written(action, contact)).containsExactly(member(first, "recordId"));
        String other = newContact();
        assertThat(member(deliver(action, other, inputs), "outcome")).isEqualTo("created");
        assertThat(written(action, other)).hasSize(1);
    }

    @Test
    void aTransactionWritesAllItsRecordsOnce() {
        String contact = newContact();
        String person = person();
        String first = deliver(TRANSACTION, contact, "person", person, "number", "+14155550777");
        String again = deliver(TRANSACTION, contact, "person", person, "number", "+14155550777");

        assertThat(member(first, "count")).isEqualTo("3");
        assertThat(member(again, "outcome")).isEqualTo("replayed");
        assertThat(tasks(org, contact))
                .containsExactly(member(first, "taskId"))
                .containsExactly(member(again, "taskId"));
        assertThat(ids(org, "SELECT Id FROM Task WHERE WhatId = '%s'".formatted(member(first, "recordId"))))
                .hasSize(1);
        assertThat(ids(org, "SELECT Id FROM Contact WHERE MobilePhone = '+14155550777'"))
                .containsExactly(person);
    }

    @Test
    void anotherKeyInputMakesAnotherRecordAndAnotherTextDoesNot() {
        String contact = newContact();
        String first = deliver(BY_UNIQUE_FIELD, contact, "sequence", "1", "description", "one way to say it");
        String again = deliver(BY_UNIQUE_FIELD, contact, "sequence", "1", "description", "another way to say it");
        String second = deliver(BY_UNIQUE_FIELD, contact, "sequence", "2");

        assertThat(member(first, "caseNumber")).isNotEmpty().isEqualTo(member(again, "caseNumber"));
        assertThat(member(again, "outcome")).isEqualTo("replayed");
        assertThat(member(second, "outcome")).isEqualTo("created");
        assertThat(cases(org, contact))
                .containsExactlyInAnyOrder(member(first, "recordId"), member(second, "recordId"));
    }

    @Test
    void aLookUpThatFindsTwoRecordsTruncatesNoAnswer() throws IOException {
        String contact = newContact();
        for (int i = 0; i < 2; i++) {
            WritingActions.create(org, "Task", "{\"CallObject\":\"%s\",\"Status\":\"Completed\"}".formatted(contact));
        }

        String answer = deliver(BY_LOOK_UP, contact);

        assertThat(member(answer, "outcome")).as(answer).isEqualTo("replayed");
        assertThat(member(answer, "truncated")).isEqualTo("false");
        String record = member(answer, "recordId");
        while (auditLines(record).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(auditLines(record)).singleElement().asString().contains("\"truncated\":false");
    }

    @Test
    void aRepeatedRequestLearnsItsRecordAlsoWhereTheQueriesFindItNow() {
        String contact = newContact();
        String first = deliver("first-case", contact, "topic", contact);

        assertThat(first).contains("\"outcome\":\"created\"");
        assertThat(deliver("first-case", contact, "topic", contact))
                .contains("\"outcome\":\"replayed\"")
                .satisfies(again -> assertThat(member(again, "recordId")).isEqualTo(member(first, "recordId")));
        assertThat(deliver("first-case", newContact(), "topic", contact)).contains("\"outcome\":\"not_found\"");
    }

    @Test
    void anUpdateAndAnUpsertAreDoneOnceAndDropKeptAnswers() {
        String contact = newContact();
        String person = person();
        deliver("number-of", contact, "person", person);
        String updated = deliver("change-number", contact, "person", person, "number", "+14155550111");
        assertThat(member(updated, "outcome")).isEqualTo("updated");
        assertThat(member(deliver("number-of", contact, "person", person), "number"))
                .isEqualTo("+14155550111");
        assertThat(member(deliver("change-number", contact, "person", person, "number", "+14155550111"), "outcome"))
                .isEqualTo("replayed");

        String created = deliver("keep-account", contact, "number", contact);
        String replayed = deliver("keep-account", contact, "number", contact);
        String later = newContact();
        String changed = deliver("keep-account", later, "number", contact);
        assertThat(List.of(created, replayed, changed))
                .extracting(answer -> member(answer, "outcome"))
                .containsExactly("created", "replayed", "updated");
        assertThat(ids(org, "SELECT Id FROM Account WHERE External_Key__c = '%s'".formatted(contact)))
                .containsExactly(member(changed, "recordId"))
                .containsExactly(member(created, "recordId"));
        assertThat(ids(org, "SELECT Id FROM Account WHERE Name = '%s'".formatted(later)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_UNIQUE_FIELD, BY_LOOK_UP, BY_IDEMPOTENCY_KEY, TRANSACTION})
    void tenDeliveriesAtOnceWriteOneRecordThatEachLearns(String action) throws Exception {
        String contact = newContact();
        var inputs = inputs(action);
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DELIVERIES; i++) {
                Callable<String> delivery = () -> deliver(action, contact, inputs);
                answers.add(threads.submit(delivery));
            }
        }
        var outcomes = new HashSet<String>();
        var records = new HashSet<String>();
        for (var answer : answers) {
            outcomes.add(member(answer.get(), "outcome"));
            if (!member(answer.get(), "outcome").equals("pending")) {
                records.add(member(answer.get(), "recordId"));
            }
        }
        assertThat(outcomes).contains("created").isSubsetOf("created", "replayed", "pending");
        assertThat(written(action, contact)).hasSize(1).containsExactlyElementsOf(records);
    }

    @Test
    void whoIsNotAllowedToWriteCallsNothing() {
        String contact = newContact();
        long before = calls();

        var refused = weir.run(
                BY_UNIQUE_FIELD, "{\"contactId\":\"%s\"}".formatted(contact), "X-API-Key", WritingActions.READER);
        assertThat(refused.statusCode()).isEqualTo(403);
        var unsuitable = send("not-allowed", Map.of("contactId", contact));
        assertThat(unsuitable.statusCode()).isEqualTo(500);
        assertThat(unsuitable.body()).contains("action_unsuitable");

        assertThat(calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{contactid}", "call-{contactid}", "undefined"})
    void aContactThatEveryCallOfAScriptSharesIsRefused(String contactId) {
        long before = calls();

        String answer = deliver(BY_UNIQUE_FIELD, contactId);

        assertThat(member(answer, "outcome")).isEqualTo("invalid_input");
        assertThat(member(answer, "invalid")).isEqualTo("contactId");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void whatSalesforceMustRefuseIsNotSent() {
        long before = calls();

        var nobody = send(BY_UNIQUE_FIELD, Map.of("description", "no contact"));
        assertThat(nobody.statusCode()).isEqualTo(200);
        assertThat(member(nobody.body(), "outcome")).isEqualTo("invalid_input");
        assertThat(member(nobody.body(), "invalid")).isEqualTo("contactId");
        String none = deliver(BY_LOOK_UP, newContact(), "subtype", "Carrier Pigeon");
        assertThat(member(none, "outcome")).isEqualTo("invalid_input");
        assertThat(member(none, "invalid")).isEqualTo("subtype");
        var large = send(BY_UNIQUE_FIELD, Map.of("contactId", newContact(), "description", "a".repeat(24 * 1024)));
        assertThat(large.statusCode()).isEqualTo(413);

        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void anIdOfAnotherObjectIsNotSent() {
        String account = ids(org, "SELECT Id FROM Account ORDER BY Id LIMIT 1").getFirst();
        String employee = ids(org, "SELECT Id FROM Contact WHERE AccountId != null ORDER BY Id LIMIT 1")
                .getFirst();
        int sent = writes().size();

        String wrong = deliver("case-for", newContact(), "person", account);
        assertThat(member(wrong, "outcome")).isEqualTo("invalid_input");
        assertThat(member(wrong, "invalid")).isEqualTo("person");
        assertThat(member(wrong, "invalid_reason")).isEqualTo("does_not_fit");
        String found = deliver("change-parent", newContact(), "person", employee);
        assertThat(member(found, "outcome")).isEqualTo("rejected");
        assertThat(member(found, "reason")).isEqualTo("does_not_fit");
        assertThat(writes()).hasSize(sent);

        assertThat(member(deliver("case-for", newContact(), "person", employee), "outcome"))
                .isEqualTo("created");
    }

    @Test
    void aReferenceInATextIsTextInARecordAloneAndRefusedInATransaction() {
        String contact = newContact();
        String text = "see @{record.id} and @{refContact.Id}";
        String alone = deliver(BY_UNIQUE_FIELD, contact, "description", text);
        assertThat(member(alone, "outcome")).isEqualTo("created");
        assertThat(WritingActions.query(
                        org, "SELECT Description FROM Case WHERE Id = '%s'".formatted(member(alone, "recordId"))))
                .contains(text);

        int sent = writes().size();
        String other = newContact();
        String together = deliver(TRANSACTION, other, "person", person(), "description", text);
        assertThat(member(together, "outcome")).isEqualTo("invalid_input");
        assertThat(member(together, "invalid")).isEqualTo("description");
        assertThat(writes()).hasSize(sent);
    }

    @Test
    void rulesOfTheOrgAreOutcomesWithoutTheirWords() {
        String rejected = deliver(BY_UNIQUE_FIELD, "forbidden");
        assertThat(member(rejected, "outcome")).isEqualTo("rejected");
        assertThat(member(rejected, "reason")).isEqualTo("validation_rule");
        assertThat(rejected).doesNotContain("quillfeather");

        String first = deliver("add-contact", newContact(), "email", "once@example.com");
        String duplicate = deliver("add-contact", newContact(), "email", "once@example.com");
        assertThat(member(first, "outcome")).isEqualTo("created");
        assertThat(member(duplicate, "outcome")).isEqualTo("duplicate");
        assertThat(ids(org, "SELECT Id FROM Contact WHERE Email = 'once@example.com'"))
                .containsExactly(member(first, "recordId"));
    }

    @Test
    void theOperatorLearnsWhichDeclaredFieldIsMissing() {
        assertThat(member(deliver(BY_UNIQUE_FIELD, "incomplete"), "reason")).isEqualTo("validation_rule");

        while (!weir.profiler().contains("\"salesforce_message\":\"Missing: ")) {
            Thread.onSpinWait();
        }
        assertThat(weir.profiler()).contains("\"Missing: Description, ?\"").doesNotContain("SuppliedName");
    }

    @Test
    void theAuditNamesTheRecordAndNoValue() throws IOException {
        String contact = newContact();
        String record = member(deliver(BY_UNIQUE_FIELD, contact, "description", "zebedee was here"), "recordId");
        deliver(BY_UNIQUE_FIELD, contact, "description", "zebedee was here");

        while (auditLines(record).size() < 2) {
            Thread.onSpinWait();
        }
        assertThat(auditLines(record))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"records\":[\"%s\"]".formatted(record), "\"action\":\"open-case\"")
                        .doesNotContain("zebedee", contact));
    }

    private static List<String> auditLines(String record) throws IOException {
        return Files.readString(audit)
                .lines()
                .filter(line -> line.contains(record))
                .toList();
    }

    @Test
    void aDryRunWritesNothing() {
        String contact = newContact();
        long before = calls();
        String dry = weir.run(
                        BY_UNIQUE_FIELD + "?dry_run=true",
                        "{\"contactId\":\"%s\",\"description\":\"zebedee\"}".formatted(contact),
                        "X-API-Key",
                        WritingActions.WRITER)
                .body();

        assertThat(dry)
                .contains(
                        "\"key\":[\"sequence\"]",
                        "unique_field Weir_Key__c",
                        "\"assignment\":\"keep\"",
                        "\"fields\":{\"Subject\":\"?\",\"Origin\":\"?\",\"Description\":\"?\"}");
        assertThat(send("first-case?dry_run=true", Map.of("topic", contact)).body())
                .contains("\"key\":[]", "\"when\":{\"known\":\"none\"}")
                .doesNotContain("\"Subject\":\"" + contact);
        assertThat(calls()).isEqualTo(before);
        assertThat(cases(org, contact)).isEmpty();
    }
}
