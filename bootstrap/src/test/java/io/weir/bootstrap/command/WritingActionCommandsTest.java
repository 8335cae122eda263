package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees on the command line of data actions that write. */
class WritingActionCommandsTest {
    private static final String LOG = """
        name: log-call
        version: 1
        description: Logs a call.
        inputs:
          subject: {type: text, required: true}
        writes:
          task:
            create: Task
            look_up: [CallObject]
            fields: {CallObject: "{contactId}", Subject: "{subject}", Status: Completed}
        outputs:
          taskId: task.Id
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void oneAction() throws IOException {
        write("log-call.yaml", LOG);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.in(Map.of("WEIR_ACTIONS", folder.toString()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void checkAcceptsADeclarationThatWrites() throws IOException {
        assertThat(run("action", "check")).isZero();
        assertThat(out.toString()).contains("ok       log-call");

        write("log-call.yaml", LOG.replace("look_up: [CallObject]", "look_up: [Subjct]"));
        assertThat(run("action", "check")).isNotZero();
        assertThat(out.toString()).contains("log-call.yaml:9: /writes/task/look_up/0: is none of the fields");
    }

    @Test
    void showAndDryRunListTheRecords() {
        String record = "creates Task (look_up CallObject): CallObject = ?, Subject = ?, Status = Completed";

        assertThat(run("action", "show", "log-call")).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^task +\\Q" + record + "\\E$")
                .contains("\"subject\":\"text\",\"contactId\":", "\"reason\" : {");
        assertThat(run("action", "try", "--dry-run", "log-call", "subject=hello"))
                .isZero();
        assertThat(out.toString()).contains("subject = hello", record);
    }

    @Test
    void trySaysThatItWritesNothing() {
        assertThat(run("action", "try", "log-call", "subject=hello")).isEqualTo(2);
        assertThat(err.toString()).contains("log-call writes, and is run over HTTP only; --dry-run shows");
    }

    @Test
    void aSnippetKeepsTheReasonAndSendsTheContact() {
        for (String form : new String[] {"rest-api", "snippet"}) {
            assertThat(run("action", "snippet", "log-call", "--form", form)).isZero();
            assertThat(out.toString())
                    .contains("ASSIGN weir.reason = \"\"", "ASSIGN weir.reason = weirAnswer.reason")
                    .contains("X-Contact-Id", "{contactid}", "8200")
                    .contains("CASE weir.outcome = \"pending\"", "CASE weir.outcome = \"replayed\"")
                    .contains("the same request again writes nothing twice")
                    .doesNotContain("CASE weir.outcome = \"found\"");
        }
    }

    @Test
    void diffTellsThatAnActionWritesNow() throws IOException {
        var before = Files.createDirectory(folder.resolve("before"));
        Files.writeString(before.resolve("log-call.yaml"), """
            name: log-call
            version: 1
            description: Finds a call.
            inputs:
              subject: {type: text, required: true}
            query: {object_name: Task, fields: [Id], where: {field: Subject, op: "=", val: "{subject}"}}
            outputs:
              taskId: Id
            """);
        var after = Files.createDirectory(folder.resolve("after"));
        Files.writeString(after.resolve("log-call.yaml"), LOG);

        assertThat(run("action", "diff", before.toString(), after.toString())).isOne();
        assertThat(out.toString())
                .contains("log-call.yaml:6: the action writes now: requests need a contactId, and callers the right")
                .contains("the outcome 'created' is new, and flows have no branch for it");
    }
}
