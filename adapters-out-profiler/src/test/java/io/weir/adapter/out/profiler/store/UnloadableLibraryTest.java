package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.HistoryQuery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that cannot load SQLite's library, as where the data folder is mounted {@code noexec}. */
class UnloadableLibraryTest {
    private static final int ATTEMPTS = 3;

    @TempDir
    Path folder;

    /** Opens a store in the folder of the first argument, and prints what becomes of it. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Thread.setDefaultUncaughtExceptionHandler((_, bug) -> out.println("bug: " + bug));
        var clock = new SettableClock(StoreTest.START);
        var place = new StoreSettings.Place.Folder(Path.of(arguments[0]));
        try (var history =
                new StoredExecutionHistory(StoreSettings.defaults(place, "weir-1"), clock, new SplittableRandom())) {
            for (int i = 0; i < ATTEMPTS; i++) {
                out.println("found: " + history.find(HistoryQuery.newest(1)).executions());
                out.println("problem: " + history.problem().orElseThrow().text());
                clock.advance(Duration.ofMinutes(2));
            }
        }
    }

    @Test
    void isAStoreThatCannotBeUsedAndNoBug() throws IOException {
        var noFolder = Files.writeString(folder.resolve("file"), "");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.sqlite.tmpdir=" + noFolder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        UnloadableLibraryTest.class.getName(),
                        folder.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader()) {
            assertThat(output.lines())
                    .filteredOn(line -> !line.startsWith("found: []"))
                    .hasSize(ATTEMPTS)
                    .containsOnly(
                            ("problem: the history cannot be stored in '%s' and is kept in memory: SQLite's library"
                                + " cannot be loaded from '%s'; where that is mounted noexec, name another folder with"
                                + " -Dorg.sqlite.tmpdir")
                                    .formatted(folder.resolve("data/history.db"), noFolder));
        } finally {
            process.destroyForcibly();
        }
    }
}
