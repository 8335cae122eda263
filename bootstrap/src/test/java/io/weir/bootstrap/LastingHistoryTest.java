package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.command.Commands;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The history of a Weir outlasts it, and the command line reads it. */
@Timeout(120)
class LastingHistoryTest {
    private static final String STORE_LOG = "io.weir.adapter.out.profiler.store.StoreWriter";
    private static final String CONTACT = "990011223344";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void aRestartedWeirShowsTheRunsOfBefore() {
        try (var before = start()) {
            ask(before, "before-the-restart-1");
        }
        try (var after = start()) {
            ask(after, "after-the-restart-1");
            assertThat(after.profiler()).contains("before-the-restart-1", "after-the-restart-1");
            // the key is kept, so a contact is found again
            assertThat(after.get(after.admin("/profiler?contact_id=" + CONTACT)).body())
                    .contains("before-the-restart-1", "after-the-restart-1");
            assertThat(after.metrics()).contains("weir_store_up", "weir_store_dropped_total", "weir_store_bytes");
        }
    }

    @Test
    void aSecondWeirOnTheFolderSaysSoAndRemembersItsOwnRuns() {
        try (var log = LogOf.named(STORE_LOG);
                var first = start()) {
            ask(first, "of-the-first-1");
            assertThat(first.profiler()).contains("of-the-first-1");
            try (var second = start()) {
                ask(second, "of-the-second-1");
                assertThat(second.profiler()).contains("of-the-second-1").doesNotContain("of-the-first-1");
            }
            assertThat(first.profiler()).contains("of-the-first-1").doesNotContain("of-the-second-1");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING the history cannot be stored in '%s' and is kept in memory: another Weir uses"
                                    .formatted(data().resolve("history.db"))
                            + " this folder: instance ");
        }
    }

    @Test
    void aCorruptStoreStopsNothingAndIsReportedOnce() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("history.db"), "no database, and longer than a header".repeat(999));
        try (var log = LogOf.named(STORE_LOG);
                var weir = start()) {
            ask(weir, "after-the-damage-1");
            assertThat(weir.profiler()).contains("after-the-damage-1");
            assertThat(log.lines()).singleElement().asString().contains("is corrupt and was renamed to");
        }
    }

    @Test
    void exportsRunsWhileWeirServes() throws IOException {
        try (var weir = start()) {
            for (int i = 0; i < 3; i++) {
                ask(weir, "run-" + i);
            }
            // reading stores what waits
            assertThat(weir.profiler()).contains("run-2");

            assertThat(run("history", "export")).isZero();
            assertThat(out.toString().lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("{\"timestamp\":\"2") && line.endsWith("}"))
                    .first()
                    .asString()
                    .contains(
                            "\"request_id\":\"run-2\"",
                            "\"action\":\"salesforce-query\"",
                            "\"record_count\":1,\"truncated\":false",
                            "FROM Contact WHERE Phone = ?");
            var file = folder.resolve("runs.csv");
            assertThat(run("history", "export", "--format", "csv", "--output", file.toString()))
                    .isZero();
            assertThat(Files.readString(file).lines())
                    .hasSize(4)
                    .first()
                    .asString()
                    .startsWith("timestamp,instance,request_id,action,version,caller,served,outcome,");
        }
    }

    @Test
    void exportsWhatIsAskedFor() {
        try (var weir = start()) {
            ask(weir, "run-1");
            assertThat(weir.profiler()).contains("run-1");
        }
        assertThat(run("history", "export", "--action", "open-cases")).isZero();
        assertThat(run("history", "export", "--until", "2020-01-31T00:00:00Z")).isZero();
        assertThat(run("history", "export", "--outcome", "deadline_exceeded")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(run("history", "export", "--since", "24h", "--caller", "anonymous", "--outcome", "answered"))
                .isZero();
        assertThat(out.toString()).contains("run-1");
    }

    @Test
    void anExportThatIsCutFails() throws Exception {
        try (var weir = start()) {
            ask(weir, "run-1");
            assertThat(weir.profiler()).contains("run-1");
        }
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "history",
                        "export")
                .redirectOutput(Path.of("/dev/full").toFile());
        builder.environment().putAll(environment());
        var export = builder.start();

        assertThat(export.errorReader().lines())
                .containsExactly("the output is incomplete, because standard output cannot be written");
        assertThat(export.waitFor()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--since | yesterday | --since is not a time; write an instant such as 2026-01-31T10:00:00Z, or how"
                        + " long",
                "--outcome | salesforce_timeout | --outcome is unknown; name one of answered, malformed_json",
                "--action | no-such-action | --action is unknown; name one of",
                "--caller | nobody | --caller is unknown; name one of anonymous",
                "--slower-than | long | --slower-than is not a duration; write one such as 500ms",
                "--served | hot | --served is unknown; name one of fresh, shared, cached",
            })
    void refusesWhatTheProfilerRefuses(String option, String value, String told) throws IOException {
        try (var weir = start()) {
            ask(weir, "run-1");
            assertThat(weir.profiler()).contains("run-1");
        }
        var file = folder.resolve("runs.ndjson");

        assertThat(run("history", "export", "--output", file.toString(), option, value))
                .isEqualTo(2);
        assertThat(err.toString()).contains(told).doesNotContain(value);
        assertThat(file).doesNotExist();
    }

    @Test
    void exportsWhatTheProfilerShowsToAFileOfTheOperatorOnly() throws IOException {
        var file = Files.writeString(folder.resolve("runs"), "an older export, which others may read");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (var weir = start()) {
            ask(weir, "run-1");
            String shown = weir.get(weir.admin("/profiler/run-1")).body();

            assertThat(run("history", "export", "--output", file.toString())).isZero();
            assertThat(shown)
                    .isEqualTo("{\"execution_history\":[%s]}"
                            .formatted(Files.readString(file).strip()));
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var csv = folder.resolve("runs.csv");
        assertThat(run("history", "export", "--format", "csv", "--output", csv.toString()))
                .isZero();
        assertThat(Files.getPosixFilePermissions(csv)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readAllLines(csv).getFirst())
                .contains(",api_usage_current,api_usage_limit,", ",permit_ms,", ",attempt_ms,");
        assertThat(Files.readAllLines(csv).getLast())
                .containsPattern(",run-1,.*,answered,,[0-9.]+,1,false,1,1,[0-9]+,15000,");
    }

    @Test
    void aFolderThatIsRepairedWhileWeirRunsLosesNoContact() throws IOException {
        Files.writeString(data(), "a file in the folder's place");
        try (var weir = start()) {
            ask(weir, "run-1");
            assertThat(weir.profiler()).contains("run-1");
            Files.delete(data());
            while (!Files.exists(data().resolve("store.key"))
                    || run("history", "export") != 0
                    || !out.toString().contains("run-1")) {
                assertThat(Thread.interrupted()).as("the time is up").isFalse();
            }
            out.getBuffer().setLength(0);
        }
        try (var weir = start()) {
            assertThat(weir.get(weir.admin("/profiler?contact_id=" + CONTACT)).body())
                    .contains("run-1");
        }
        assertThat(run("history", "forget", "--contact", CONTACT)).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("deleted runs: 1");
    }

    @Test
    void forgetsTheRunsAboutAContact() {
        try (var weir = start()) {
            ask(weir, "run-1");
            assertThat(weir.profiler()).contains("run-1");

            assertThat(run("history", "forget", "--contact", CONTACT)).isZero();
            assertThat(out.toString()).isEqualToIgnoringNewLines("deleted runs: 1");
            assertThat(weir.profiler()).doesNotContain("run-1");
        }
    }

    @Test
    void advisesFromTheStore() {
        try (var weir = start()) {
            ask(weir, "run-1");
            assertThat(weir.profiler()).contains("run-1");
        }
        assertThat(run("advise")).isZero();
        assertThat(out.toString()).startsWith("There is no advice");
    }

    @Test
    void saysWhyThereIsNothingToRead() throws IOException {
        assertThat(run("history", "export")).isEqualTo(1);
        assertThat(err.toString())
                .contains("the data folder '%s' does not exist; set WEIR_DATA (weir.data) as for the Weir"
                        .formatted(data()));
        assertThat(run("history", "forget", "--contact", CONTACT)).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
        Files.writeString(data(), "");
        assertThat(run("history", "export")).isEqualTo(1);
        assertThat(err.toString()).contains("the data folder '%s' is not a folder".formatted(data()));
        Files.delete(data());
        Files.createDirectory(data());
        assertThat(run("history", "forget", "--contact", CONTACT)).isEqualTo(1);
        assertThat(err.toString()).contains("there is no key yet");
        assertThat(Commands.in(Map.of("WEIR_STORE_ENABLED", "false"))
                        .setErr(new PrintWriter(err, true))
                        .execute("advise"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no store, because WEIR_STORE_ENABLED");
        assertThat(data()).isEmptyDirectory();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Map<String, String> environment() {
        return Map.of("WEIR_STORE_ENABLED", "true", "WEIR_DATA", data().toString());
    }

    private ReadyWeir start() {
        return ReadyWeir.start(new HashMap<>(environment()));
    }

    private static void ask(ReadyWeir weir, String requestId) {
        var answer = weir.query(ReadyWeir.readmeRequest(), "X-Request-Id", requestId, "X-Contact-Id", CONTACT);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private int run(String... arguments) {
        return Commands.in(environment())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
