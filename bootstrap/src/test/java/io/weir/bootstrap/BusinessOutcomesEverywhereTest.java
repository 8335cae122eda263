package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.status.LoggedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What data actions answered is the same in the answer, the audit, the log, the metric and the profiler. */
@Timeout(60)
class BusinessOutcomesEverywhereTest {
    /** A request for each outcome. */
    private static final Map<String, Asked> REQUESTS = Map.of(
            "found", new Asked("caller-lookup", "{\"phone\":\"+14155550100\"}"),
            "not_found", new Asked("caller-lookup", "{\"phone\":\"+14155559999\"}"),
            "multiple", new Asked("namesakes", "{}"),
            "denied", new Asked("entitlement-verdict", "{\"accountNumber\":\"ACC-99999999\"}"),
            "invalid_input", new Asked("case-status", "{\"caseNumber\":\"none\"}"),
            "no_caller_id", new Asked("caller-lookup", "{\"phone\":\"anonymous\"}"));

    private record Asked(String action, String body) {}

    @TempDir
    private Path folder;

    @Test
    void everyOneIsAnsweredAuditedLoggedCountedAndFound() throws IOException {
        var audit = folder.resolve("audit.ndjson");
        try (var log = new LoggedLines();
                var weir = ReadyWeir.start(Map.of(
                        "WEIR_AUDIT_FILE",
                        audit.toString(),
                        "WEIR_ACTIONS",
                        actions().toString()))) {
            REQUESTS.forEach(
                    (outcome, asked) -> assertThat(weir.run(asked.action(), asked.body(), "X-Request-Id", id(outcome))
                                    .body())
                            .contains("\"outcome\":\"" + outcome + "\""));
            weir.faults("PUT", "{\"query-timeout\":1}");
            assertThat(weir.run("case-status", "{\"caseNumber\":\"00001001\"}", "X-Request-Id", id("error"))
                            .body())
                    .contains("\"outcome\":\"error\"");

            REQUESTS.forEach((outcome, asked) -> seen(weir, outcome, asked.action()));
            seen(weir, "error", "case-status");
            String audited = String.join("\n", awaited(audit, REQUESTS.size() + 1));
            REQUESTS.keySet().forEach(outcome -> audited(audited, outcome));
            audited(audited, "error");
            REQUESTS.keySet().forEach(outcome -> logged(log, outcome));
            logged(log, "error");
        }
    }

    /** The folder of the examples, and of one action that finds several records. */
    private Path actions() throws IOException {
        var actions = Files.createDirectory(folder.resolve("actions"));
        for (var name : new String[] {"caller-lookup", "entitlement-verdict", "case-status"}) {
            Files.copy(Path.of("src/main/actions", name + ".yaml"), actions.resolve(name + ".yaml"));
        }
        Files.writeString(actions.resolve("namesakes.yaml"), """
            name: namesakes
            version: 1
            description: Whom do we know?
            query: {object_name: Contact, fields: [Name], where: {field: Name, op: is_not_null}}
            outputs: {name: Name}
            """);
        return actions;
    }

    private static void seen(ReadyWeir weir, String outcome, String action) {
        assertThat(weir.metrics())
                .containsPattern(
                        "weir_action_outcomes_total\\{action=\"%s\",caller=\"anonymous\",outcome=\"%s\"[^}]*} [1-9]"
                                .formatted(action, outcome));
        var url = weir.admin("/profiler?action=%s&caller=anonymous&business_outcome=%s".formatted(action, outcome));
        String found = "";
        while (!found.contains("\"request_id\"")) {
            // the history is written in the background
            found = weir.get(url).body();
        }
        assertThat(found)
                .contains("\"request_id\":\"" + id(outcome) + "\"", "\"business_outcome\":\"" + outcome + "\"")
                .containsOnlyOnce("\"request_id\"");
    }

    /** An id that looks like no name and no number, so that it is not hashed. */
    private static String id(String outcome) {
        return outcome.replace('_', '-') + "-1";
    }

    private static Iterable<String> awaited(Path audit, int entries) throws IOException {
        var lines = Files.readAllLines(audit);
        while (lines.size() < entries) {
            lines = Files.readAllLines(audit);
        }
        return lines;
    }

    private static void audited(String audit, String outcome) {
        assertThat(audit)
                .containsPattern("\"request_id\":\"%s\".*\"business_outcome\":\"%s\"".formatted(id(outcome), outcome));
    }

    private static void logged(LoggedLines log, String outcome) {
        var line = Pattern.compile(
                "run outcome=\\w+ business_outcome=%s .*request_id=%s\\b".formatted(outcome, id(outcome)));
        assertThat(log.lines()).anyMatch(each -> line.matcher(each).find());
    }
}
