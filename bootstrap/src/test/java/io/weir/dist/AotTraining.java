package io.weir.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes {@code weir.aot}, Java's cache of classes: starts the Weir of a folder on the sandbox, asks what callers and
 * operators ask, and stops it. Java writes the cache when it ends.
 */
public final class AotTraining {
    private static final int ROUNDS = 300;

    /** What callers post, by the name of the query or data action. */
    private record Question(String name, String body) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question("salesforce-query", """
                {"object_name": "Contact", "fields": ["Id", "Name", "Phone"],
                 "filters": {"Phone": {"op": "=", "val": "+14155550100", "type": "phone"}},
                 "relationships": {"Account": ["Name", "BillingState"]},
                 "expected_schema": {"type": "object", "required": ["records"]}}\
                """),
            new Question("caller-lookup", "{\"phone\": \"(415) 555-0100\"}"),
            new Question("caller-lookup", "phone=%2B14155550199"),
            new Question("who-is-calling", "{\"phone\": \"(415) 555-0100\"}"),
            new Question("salesforce-query", "{\"object_name\": \"Contact\", \"fields\": [\"Nmae\"]}"));

    private static final List<String> OPERATORS_PATHS = List.of(
            "/observe/health/ready", "/observe/health/live", "/observe/metrics", "/status", "/profiler", "/console/");

    private AotTraining() {}

    /** Makes {@code weir.aot} in {@code folder}, and the checksums by which its launcher knows for what it was made. */
    static void in(Path folder) throws IOException, InterruptedException {
        var cache = folder.resolve("weir.aot");
        try (var weir = new SandboxWeir(folder, "-Xmx256m -XX:AOTCacheOutput=" + cache)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (var question : QUESTIONS) {
                    weir.ask(question.name, question.body);
                }
            }
            for (var path : OPERATORS_PATHS) {
                weir.look(path);
            }
            weir.stop();
        }
        if (!Files.exists(cache)) {
            throw new IOException("Java wrote no cache; see weir.log beside " + folder);
        }
        writeChecksums(folder);
    }

    /** Writes what the launcher compares before it uses the cache of {@code folder}. */
    public static void writeChecksums(Path folder) throws IOException, InterruptedException {
        var checksums = new ProcessBuilder("sh", "-c", "cksum weir weir.jar libs/*.jar runtime/release")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("weir.aot.cksum").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        checksums.environment().put("LC_ALL", "C");
        int status = checksums.start().waitFor();
        if (status != 0) {
            throw new IOException("cksum ended with status " + status);
        }
    }
}
