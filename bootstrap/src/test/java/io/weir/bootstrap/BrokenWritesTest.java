package io.weir.bootstrap;

import static io.weir.bootstrap.WritingActions.BY_IDEMPOTENCY_KEY;
import static io.weir.bootstrap.WritingActions.BY_LOOK_UP;
import static io.weir.bootstrap.WritingActions.BY_UNIQUE_FIELD;
import static io.weir.bootstrap.WritingActions.TRANSACTION;
import static io.weir.bootstrap.WritingActions.ids;
import static io.weir.bootstrap.WritingActions.member;
import static io.weir.bootstrap.WritingActions.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.bootstrap.SalesforceLine.Moment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes whose connection breaks, whose journal cannot be used, or that reach two Weirs or two orgs. */
@Timeout(120)
class BrokenWritesTest {
    private static final List<String> CREATES = List.of(BY_UNIQUE_FIELD, BY_LOOK_UP, BY_IDEMPOTENCY_KEY, TRANSACTION);

    /** Long texts cannot be compared in a query. */
    private static final String DESCRIBE_PERSON = """
        name: describe-person
        version: 1
        description: Changes a number and, if there is one, a description.
        inputs:
          person: {type: id, required: true}
          number: {type: text, required: true}
          description: {type: text}
        query: {object_name: Contact, fields: [Id], where: {field: Id, op: "=", val: "{person}"}}
        writes:
          change:
            update: Contact
            id: "{record.Id}"
            fields: {Phone: "{number}", Description: "{description}"}
        outputs:
          recordId: change.Id
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    private final Sandbox org = Sandbox.start(WritingActions::org);
    private SalesforceLine line;
    private String person;

    @BeforeEach
    void open() throws IOException {
        line = new SalesforceLine(org.baseUri());
        person = ids(org, "SELECT Id FROM Contact ORDER BY Id LIMIT 1").getFirst();
    }

    @AfterEach
    void close() {
        line.close();
        org.close();
    }

    private HttpResponse<String> deliver(ReadyWeir weir, String action, String contactId) {
        String more = action.equals(TRANSACTION) ? ",\"person\":\"%s\"".formatted(person) : "";
        return weir.run(
                action, "{\"contactId\":\"%s\"%s}".formatted(contactId, more), "X-API-Key", WritingActions.WRITER);
    }

    private String delivered(ReadyWeir weir, String action, String contactId) {
        var answer = deliver(weir, action, contactId);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private List<String> written(String action, String contactId) {
        return action.equals(BY_LOOK_UP) ? WritingActions.tasks(org, contactId) : WritingActions.cases(org, contactId);
    }

    @Test
    void aRecordWhoseAnswerIsCutOffIsWrittenOnceAndLearnt() throws IOException {
        try (var weir = ReadyWeir.start(WritingActions.environment(folder, line.uri()))) {
            for (var action : CREATES) {
                String contact = "cut-after-" + action;
                cutTheNextWrite(Moment.ANSWERED);

                String first = delivered(weir, action, contact);
                assertThat(member(first, "outcome")).as(first).isIn("created", "pending");
                String second = delivered(weir, action, contact);
                // Salesforce's answer to a repeated idempotency key is its first one
                assertThat(member(second, "outcome"))
                        .as(second)
                        .isIn("replayed", action.equals(BY_IDEMPOTENCY_KEY) ? "created" : "replayed");
                assertThat(written(action, contact)).containsExactly(member(second, "recordId"));
            }
        }
    }

    @Test
    void aRequestThatIsCutOffOnItsWayIsSentAgainOnlyIfThatIsSafe() throws IOException {
        try (var weir = ReadyWeir.start(WritingActions.environment(folder, line.uri()))) {
            for (var action : CREATES) {
                String contact = "cut-before-" + action;
                cutTheNextWrite(Moment.SENT);

                String first = delivered(weir, action, contact);
                assertThat(member(first, "outcome")).as(first).isEqualTo("pending");
                String second = delivered(weir, action, contact);
                if (action.equals(BY_LOOK_UP)) {
                    assertThat(member(second, "outcome")).as(second).isEqualTo("pending");
                    assertThat(written(action, contact)).isEmpty();
                } else {
                    assertThat(member(second, "outcome")).as(second).isEqualTo("created");
                    assertThat(written(action, contact)).containsExactly(member(second, "recordId"));
                }
            }
        }
    }

    @Test
    void anUpdateThatIsCutOffIsDoneOnlyWhenTheRecordHasAllOfItLetterForLetter() throws IOException {
        var environment = WritingActions.environment(folder, line.uri());
        environment.merge("WEIR_WRITE_ALLOWED", "Contact.Description", "%s,%s"::formatted);
        Files.writeString(folder.resolve("actions").resolve("describe-person.yaml"), DESCRIBE_PERSON);
        try (var weir = ReadyWeir.start(environment)) {
            assertThat(changed(weir, "first", "ext. a", "")).isEqualTo("updated");

            cutTheNextWrite(Moment.SENT);
            assertThat(changed(weir, "letters", "Ext. A", "")).isEqualTo("pending");
            assertThat(changed(weir, "letters", "Ext. A", "")).isEqualTo("updated");

            cutTheNextWrite(Moment.SENT);
            assertThat(changed(weir, "described", "Ext. A", "calls often")).isEqualTo("pending");
            assertThat(changed(weir, "described", "Ext. A", "calls often")).isEqualTo("updated");
            assertThat(query(org, "SELECT Description FROM Contact WHERE Id = '%s'".formatted(person)))
                    .contains("calls often");

            cutTheNextWrite(Moment.ANSWERED);
            assertThat(changed(weir, "arrived", "ext. b", "")).isEqualTo("updated");
            assertThat(changed(weir, "arrived", "ext. b", "")).isEqualTo("replayed");
        }
    }

    private String changed(ReadyWeir weir, String contactId, String number, String description) {
        var answer = weir.run(
                "describe-person",
                "{\"contactId\":\"%s\",\"person\":\"%s\",\"number\":\"%s\",\"description\":\"%s\"}"
                        .formatted(contactId, person, number, description),
                "X-API-Key",
                WritingActions.WRITER);
        return member(answer.body(), "outcome");
    }

    private void cutTheNextWrite(Moment when) {
        var cut = new AtomicBoolean();
        line.breakAt((moment, request) -> moment == when && SalesforceLine.writes(request) && !cut.getAndSet(true));
    }

    @Test
    void withoutItsJournalOnlyWhatSalesforceRefusesTwiceIsSent() throws Exception {
        var environment = WritingActions.environment(folder, line.uri());
        try (var weir = ReadyWeir.start(environment)) {
            assertThat(member(delivered(weir, BY_LOOK_UP, "before"), "outcome")).isEqualTo("created");
            try (var lock = DriverManager.getConnection(
                            "jdbc:sqlite:" + folder.resolve("data").resolve("writes.db"));
                    var statement = lock.createStatement()) {
                statement.execute("begin exclusive");

                refusesToLookUp(weir, "while-locked");
                for (var action : List.of(BY_UNIQUE_FIELD, BY_IDEMPOTENCY_KEY, TRANSACTION)) {
                    assertThat(member(delivered(weir, action, "locked-" + action), "outcome"))
                            .isEqualTo("created");
                }
                statement.execute("rollback");
            }
            isUsedAgain(weir);
            for (var action : List.of(BY_UNIQUE_FIELD, BY_IDEMPOTENCY_KEY, TRANSACTION)) {
                String again = delivered(weir, action, "locked-" + action);
                assertThat(member(again, "recordId")).as(again).isIn(written(action, "locked-" + action));
                assertThat(written(action, "locked-" + action)).hasSize(1);
            }
        }
    }

    private void refusesToLookUp(ReadyWeir weir, String contact) {
        long before = writes();
        var refused = deliver(weir, BY_LOOK_UP, contact);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"write_journal_unavailable\"", "\"retryable\":\"true\"");
        assertThat(writes()).isEqualTo(before);
        assertThat(written(BY_LOOK_UP, contact)).isEmpty();
        assertThat(status(weir)).contains("\"code\":\"write_journal_unavailable\"");
    }

    private void isUsedAgain(ReadyWeir weir) {
        while (status(weir).contains("\"code\":\"write_journal_unavailable\"")) {
            Thread.onSpinWait();
        }
        assertThat(member(delivered(weir, BY_LOOK_UP, "afterwards"), "outcome")).isEqualTo("created");
    }

    private static String status(ReadyWeir weir) {
        return weir.get(weir.admin("/status")).body();
    }

    private long writes() {
        return org.calls().stream()
                .filter(call -> call.method().equals("POST") && !call.path().contains("/oauth2/"))
                .count();
    }

    @Test
    void aRequestThatOneOrgHasWrittenIsNewToAnother() throws IOException {
        String ofTheFirst;
        try (var weir = ReadyWeir.start(WritingActions.environment(folder, org.baseUri()))) {
            ofTheFirst = member(delivered(weir, BY_LOOK_UP, "moves"), "recordId");
        }
        try (var other = Sandbox.start(WritingActions::org);
                var weir = ReadyWeir.start(WritingActions.environment(folder, other.baseUri()))) {
            String answer = delivered(weir, BY_LOOK_UP, "moves");
            assertThat(member(answer, "outcome")).as(answer).isEqualTo("created");
            assertThat(WritingActions.tasks(other, "moves")).containsExactly(member(answer, "recordId"));
        }
        try (var weir = ReadyWeir.start(WritingActions.environment(folder, org.baseUri()))) {
            String again = delivered(weir, BY_LOOK_UP, "moves");
            assertThat(member(again, "outcome")).as(again).isEqualTo("replayed");
            assertThat(member(again, "recordId")).isEqualTo(ofTheFirst);
        }
    }

    @Test
    void twoWeirsThatGetOneDeliveryEachWriteOneRecord() throws Exception {
        var postgres = EmbeddedPostgres.start();
        try {
            var environment = WritingActions.environment(folder, line.uri());
            environment.putAll(Map.of(
                    "WEIR_STORE_URL", "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                    "WEIR_STORE_USERNAME", "postgres",
                    "WEIR_STORE_PASSWORD", "postgres",
                    "WEIR_STORE_KEY", "a key that both Weirs have, 32 or longer"));
            try (var one = ReadyWeir.start(environment);
                    var two = ReadyWeir.start(environment)) {
                for (var action : CREATES) {
                    bothDeliver(one, two, action);
                }
                whileOneWrites(one, two);

                postgres.close();
                refusesToLookUp(one, "postgres-stopped");
                assertThat(member(delivered(one, BY_UNIQUE_FIELD, "postgres-stopped"), "outcome"))
                        .isEqualTo("created");
                assertThat(member(delivered(two, BY_UNIQUE_FIELD, "postgres-stopped"), "outcome"))
                        .isEqualTo("replayed");
                assertThat(written(BY_UNIQUE_FIELD, "postgres-stopped")).hasSize(1);
            }
        } finally {
            postgres.close();
        }
    }

    private void bothDeliver(ReadyWeir one, ReadyWeir two, String action) throws Exception {
        String contact = "at-both-" + action;
        var together = new CyclicBarrier(2);
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var weir : List.of(one, two)) {
                answers.add(threads.submit(() -> {
                    together.await();
                    return delivered(weir, action, contact);
                }));
            }
        }
        assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                .extracting(answer -> member(answer, "outcome"))
                .containsExactlyInAnyOrder("created", "replayed");
        assertThat(written(action, contact)).hasSize(1);
        for (var answer : answers) {
            assertThat(written(action, contact)).containsExactly(member(answer.get(), "recordId"));
        }
    }

    /** The second delivery comes while the first is at Salesforce, and waits for its end. */
    private void whileOneWrites(ReadyWeir one, ReadyWeir two) throws Exception {
        var arrived = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        line.breakAt((moment, request) -> {
            if (moment == Moment.SENT && SalesforceLine.writes(request)) {
                arrived.countDown();
                goesOn.await();
            }
            return false;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> delivered(one, BY_LOOK_UP, "one-writes"));
            arrived.await();
            var second = threads.submit(() -> delivered(two, BY_LOOK_UP, "one-writes"));
            var third = threads.submit(() -> delivered(one, BY_LOOK_UP, "one-writes"));
            goesOn.countDown();
            assertThat(member(first.get(), "outcome")).isEqualTo("created");
            for (var later : List.of(second, third)) {
                assertThat(member(later.get(), "outcome")).isEqualTo("replayed");
                assertThat(member(later.get(), "recordId")).isEqualTo(member(first.get(), "recordId"));
            }
        }
        line.breakAt((_, _) -> false);
    }
}
