package io.weir.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The Weir of a folder on its sandbox, started by its launcher, with one caller. Its data is deleted in the end. */
final class SandboxWeir implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final Path log;
    private final Path data;
    private final int port = freePort();
    private final int adminPort = freePort();
    private final String key = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Duration startedIn;

    /** Starts it with these options of Java, and returns when it is ready. */
    SandboxWeir(Path folder, String jvmOptions) throws IOException, InterruptedException {
        log = folder.resolveSibling("weir.log");
        data = Files.createTempDirectory(folder.getParent(), "data-");
        var builder = new ProcessBuilder(folder.resolve("weir").toString())
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("WEIR_") || name.startsWith("SF_"));
        environment.put("WEIR_JVM_OPTIONS", jvmOptions);
        environment.put("WEIR_DATA", data.toString());
        environment.put("WEIR_HOST", "127.0.0.1");
        environment.put("WEIR_PORT", Integer.toString(port));
        environment.put("WEIR_ADMIN_PORT", Integer.toString(adminPort));
        environment.put("WEIR_API_KEY", key);
        long begin = System.nanoTime();
        process = builder.start();
        awaitReady();
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    /** From the start of the launcher until the readiness check answers. */
    Duration startedIn() {
        return startedIn;
    }

    /** Posts {@code body} to the query or data action {@code name} as the caller; the answer may be a refusal. */
    void ask(String name, String body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/cxone/data-action/%s".formatted(port, name)))
                .header("X-API-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Gets {@code path} of the admin listener. */
    void look(String path) throws IOException, InterruptedException {
        send(admin(path));
    }

    /** Asks Weir to stop, and waits until its process has ended. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw failed("Weir did not stop as it should");
        }
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.discarding());
        if (answer.statusCode() >= 500 || answer.statusCode() == 401 || answer.statusCode() == 404) {
            throw failed("%s answered %d".formatted(answer.uri(), answer.statusCode()));
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (System.nanoTime() < giveUp && !process.waitFor(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
            if (isReady()) {
                return;
            }
        }
        throw failed("Weir did not get ready");
    }

    private boolean isReady() throws InterruptedException {
        try {
            var answer = http.send(admin("/observe/health/ready").build(), BodyHandlers.discarding());
            return answer.statusCode() / 100 == 2;
        } catch (IOException _) {
            return false; // It does not listen yet.
        }
    }

    private HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(adminPort, path)))
                .timeout(Duration.ofSeconds(10));
    }

    private IOException failed(String what) throws IOException {
        process.destroyForcibly();
        return new IOException("%s; it printed:%n%s".formatted(what, Files.readString(log)));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        http.close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no port is free", none);
        }
    }
}
