package io.weir.dist;

import java.io.IOException;
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

/** The Weir of a folder on its sandbox, started by its launcher, with one caller. Its data is deleted in the end. */
final class SandboxWeir implements AutoCloseable {
    private final Path data;
    private final int port = ReadyServer.freePort();
    private final int adminPort = ReadyServer.freePort();
    private final String key = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ReadyServer server;

    /** Starts it with these options of Java, and returns when it is ready. */
    SandboxWeir(Path folder, String jvmOptions) throws IOException, InterruptedException {
        data = Files.createTempDirectory(folder.getParent(), "data-");
        var builder = new ProcessBuilder(folder.resolve("weir").toString()).directory(data.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("WEIR_") || name.startsWith("SF_"));
        environment.put("WEIR_JVM_OPTIONS", jvmOptions);
        environment.put("WEIR_DATA", data.toString());
        environment.put("WEIR_HOST", "127.0.0.1");
        environment.put("WEIR_PORT", Integer.toString(port));
        environment.put("WEIR_ADMIN_PORT", Integer.toString(adminPort));
        environment.put("WEIR_API_KEY", key);
        server = new ReadyServer(builder, folder.resolveSibling("weir.log"), http, admin("/observe/health/ready"));
    }

    /** From the start of the launcher until the readiness check answers. */
    Duration startedIn() {
        return server.startedIn();
    }

    /** Posts {@code body} to the query or data action {@code name} as the caller; the answer may be a refusal. */
    void ask(String name, String body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/cxone/data-action/%s".formatted(port, name)))
                .header("X-API-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Gets {@code path} of the admin listener. */
    void look(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(admin(path)));
    }

    /** Asks Weir to stop, and waits until its process has ended. */
    void stop() throws IOException, InterruptedException {
        server.stop(0);
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.discarding());
        if (answer.statusCode() >= 500 || answer.statusCode() == 401 || answer.statusCode() == 404) {
            throw server.failed("%s answered %d".formatted(answer.uri(), answer.statusCode()));
        }
    }

    private URI admin(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(adminPort, path));
    }

    @Override
    public void close() throws IOException {
        server.close();
        http.close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
