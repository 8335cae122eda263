package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.adapter.out.sandbox.org.Fields;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Data actions that write in each of the ways there are, an org for them, and what the org has afterwards. Each new record
 * has the contact in CXone as its subject.
 */
public final class WritingActions {
    /** The key of a caller that may write. */
    public static final String WRITER = "the-key-of-the-caller-that-writes-records";

    /** The key of a caller that may run the same actions, and not write. */
    static final String READER = "the-key-of-the-caller-that-only-reads-them";

    /** The actions that create a record, by how it is created once. */
    public static final String BY_UNIQUE_FIELD = "open-case";

    public static final String BY_LOOK_UP = "log-call";
    public static final String BY_IDEMPOTENCY_KEY = "note-case";

    /** Creates a case and a task, and changes a contact. */
    public static final String TRANSACTION = "call-back";

    private static final Pattern ID = Pattern.compile("\"Id\":\"(\\w{18})\"");

    private static final Map<String, String> DECLARATIONS = Map.of(
            BY_UNIQUE_FIELD,
            """
            inputs:
              description: {type: text}
              origin: {type: text, default: Phone}
              sequence: {type: text}
            key: [sequence]
            writes:
              record:
                create: Case
                unique_field: Weir_Key__c
                assignment: keep
                fields: {Subject: "{contactId}", Origin: "{origin}", Description: "{description}"}
                returning: [CaseNumber]
            outputs:
              recordId: record.Id
              caseNumber: record.CaseNumber
            """,
            BY_LOOK_UP,
            """
            inputs:
              subtype: {type: text, default: Call}
            writes:
              record:
                create: Task
                look_up: [CallObject]
                fields: {CallObject: "{contactId}", Subject: "{contactId}", TaskSubtype: "{subtype}", Status: Completed}
            outputs:
              recordId: record.Id
            """,
            BY_IDEMPOTENCY_KEY,
            """
            writes:
              record:
                create: Case
                idempotency_key: true
                assignment: keep
                fields: {Subject: "{contactId}", Origin: Web}
            outputs:
              recordId: record.Id
            """,
            "first-case",
            """
            inputs:
              topic: {type: text, required: true}
            steps:
              known:
                query: {object_name: Case, fields: [Id], where: {field: Subject, op: "=", val: "{topic}"}, limit: 1}
                on_none: go_on
            writes:
              record:
                create: Case
                unique_field: Weir_Key__c
                assignment: keep
                when: {known: none}
                fields: {Subject: "{topic}"}
            outputs:
              recordId: record.Id
            """,
            "change-number",
            """
            inputs:
              person: {type: id, required: true}
              number: {type: text, required: true}
            steps:
              contact:
                query:
                  object_name: Contact
                  fields: [Id]
                  where: {field: Id, op: "=", val: "{person}"}
            writes:
              record:
                update: Contact
                id: "{contact.Id}"
                fields: {Phone: "{number}"}
            outputs:
              recordId: record.Id
            """,
            "keep-account",
            """
            inputs:
              number: {type: text, required: true}
            writes:
              record:
                upsert: Account
                by: {External_Key__c: "{number}"}
                assignment: keep
                fields: {Name: "{contactId}"}
            outputs:
              recordId: record.Id
            """,
            TRANSACTION,
            """
            inputs:
              person: {type: id, required: true}
              number: {type: text, default: "+14155550999"}
              description: {type: text}
            steps:
              contact:
                query:
                  object_name: Contact
                  fields: [Id]
                  where: {field: Id, op: "=", val: "{person}"}
            writes:
              record:
                create: Case
                unique_field: Weir_Key__c
                assignment: keep
                fields: {Subject: "{contactId}", ContactId: "{contact.Id}", Description: "{description}"}
              task:
                create: Task
                unique_field: Weir_Key__c
                fields: {Subject: "{contactId}", WhatId: "{record.Id}"}
              number:
                update: Contact
                id: "{contact.Id}"
                fields: {MobilePhone: "{number}"}
            outputs:
              recordId: record.Id
              taskId: task.Id
            """,
            "add-contact",
            """
            inputs:
              email: {type: text, required: true}
            writes:
              record:
                create: Contact
                unique_field: External_Key__c
                fields: {LastName: "{contactId}", Email: "{email}"}
            outputs:
              recordId: record.Id
            """,
            "not-allowed",
            """
            writes:
              record:
                create: Case
                unique_field: Weir_Key__c
                assignment: keep
                fields: {Subject: "{contactId}", Reason: Billing}
            outputs:
              recordId: record.Id
            """,
            "number-of",
            """
            inputs:
              person: {type: id, required: true}
            query:
              object_name: Contact
              fields: [Id, Phone]
              where: {field: Id, op: "=", val: "{person}"}
            cache: 10m
            outputs:
              number: Phone
            """);

    private WritingActions() {}

    /** A contact centre whose tasks have a unique field too. */
    public static SandboxOrg org(InstantSource clock) {
        return SandboxOrg.builder(clock)
                .startingFromContactCentre()
                .field(
                        "Task",
                        Fields.text("Weir_Key__c", "Weir Key", 64).externalId().unique())
                .build();
    }

    /** The settings of a Weir with these actions and two callers on {@code org}; {@code folder} keeps all of it. */
    public static Map<String, String> environment(Path folder, URI org) throws IOException {
        var actions = Files.createDirectories(folder.resolve("actions"));
        for (var action : DECLARATIONS.entrySet()) {
            Files.writeString(
                    actions.resolve(action.getKey() + ".yaml"),
                    "name: %s%nversion: 1%ndescription: Shows a way to write.%n%s"
                            .formatted(action.getKey(), action.getValue()));
        }
        var callers = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              callers:
                - {name: ivr, actions: ["*"], writes: ["*"], explain: true, keys: [{hash: "%s"}]}
                - {name: board, actions: ["*"], keys: [{hash: "%s"}]}
            """.formatted(
                        KeyHash.of(WRITER).text(), KeyHash.of(READER).text()));
        return new HashMap<>(Map.of(
                "SF_LOGIN_URL",
                org.toString(),
                "SF_CLIENT_ID",
                "sandbox",
                "SF_CLIENT_SECRET",
                "sandbox",
                "WEIR_CONFIG",
                callers.toString(),
                "WEIR_ACTIONS",
                actions.toString(),
                "WEIR_DATA",
                folder.resolve("data").toString(),
                "WEIR_STORE_ENABLED",
                "true",
                "WEIR_WRITE_ALLOWED",
                "Case.Subject,Case.Origin,Case.Description,Case.ContactId,Case.Weir_Key__c,Task.*,"
                        + "Contact.Phone,Contact.MobilePhone,Contact.LastName,Contact.Email,"
                        + "Contact.External_Key__c,Account.Name,Account.External_Key__c"));
    }

    /** The ids of the records that {@code soql} finds, as the org itself answers. */
    public static List<String> ids(Sandbox org, String soql) {
        return ID.matcher(query(org, soql))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static String query(Sandbox org, String soql) {
        var answer = send(org, HttpRequest.newBuilder(), "query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Creates a record as another client of the org does. */
    static void create(Sandbox org, String object, String fields) {
        var request = HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(fields));
        var answer = send(org, request, "sobjects/" + object);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static HttpResponse<String> send(Sandbox org, HttpRequest.Builder request, String resource) {
        try (var http = HttpClient.newHttpClient()) {
            request.uri(org.baseUri().resolve("/services/data/v66.0/" + resource))
                    .header("Authorization", "Bearer " + org.accessToken());
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The ids of the cases whose subject is {@code contactId}. */
    public static List<String> cases(Sandbox org, String contactId) {
        return ids(org, "SELECT Id FROM Case WHERE Subject = '%s'".formatted(contactId));
    }

    /** The ids of the tasks whose subject is {@code contactId}. */
    public static List<String> tasks(Sandbox org, String contactId) {
        return ids(org, "SELECT Id FROM Task WHERE Subject = '%s'".formatted(contactId));
    }

    /** The member {@code name} of {@code answer}, of an action. */
    public static String member(String answer, String name) {
        var found = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(name)).matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        return found.group(1);
    }
}
