package io.weir.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Weir as it is shipped, everything on, with the stand-in or the sandbox as its Salesforce. Its data is deleted. */
final class WeirProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final String apiKey = UUID.randomUUID().toString();
    private final Path log;
    private final Path folder;
    private final Target target;
    private final int adminPort;
    private final Duration startedIn;

    private WeirProcess(
            Path jar,
            List<String> jvmOptions,
            URI org,
            String clientId,
            String clientSecret,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        log = jar.resolveSibling("bench-weir-%d.log".formatted(port));
        folder = Files.createDirectory(jar.resolveSibling("bench-weir-%d".formatted(port)));
        adminPort = freePort();
        var command = new ArrayList<>(
                List.of(Target.java(), "-Xms32m", "-XX:TrimNativeHeapInterval=5000", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // Not WEIR_DATA, which a Weir of an earlier release refuses.
        builder.directory(folder.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("WEIR_") || name.startsWith("SF_"));
        environment.put("SF_LOGIN_URL", org.toString());
        environment.put("SF_CLIENT_ID", clientId);
        environment.put("SF_CLIENT_SECRET", clientSecret);
        environment.put("WEIR_API_KEY", apiKey);
        environment.put("WEIR_WARM_UP_TIME", "0");
        environment.put("WEIR_HOST", "127.0.0.1");
        environment.put("WEIR_PORT", Integer.toString(port));
        environment.put("WEIR_ADMIN_PORT", Integer.toString(adminPort));
        environment.putAll(settings);

        long begin = System.nanoTime();
        target = Target.server("Weir", builder, port);
        awaitReady();
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Starts Weir with {@code settings}, environment variables, and returns when it says that it is ready. */
    static WeirProcess start(Path jar, List<String> jvmOptions, int salesforcePort, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(jar, jvmOptions, URI.create("http://127.0.0.1:" + salesforcePort), "a", "b", settings);
    }

    /** The same in front of {@code org}, as a client that it knows. */
    static WeirProcess start(
            Path jar,
            List<String> jvmOptions,
            URI org,
            String clientId,
            String clientSecret,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        return new WeirProcess(jar, jvmOptions, org, clientId, clientSecret, settings);
    }

    String apiKey() {
        return apiKey;
    }

    int adminPort() {
        return adminPort;
    }

    Target target() {
        return target;
    }

    Exchange lookup() {
        return Exchange.lookup(target.port(), apiKey);
    }

    Exchange action() {
        return Exchange.action(target.port(), apiKey);
    }

    /** From the start of the process to the first answer of its readiness check. */
    Duration startedIn() {
        return startedIn;
    }

    /** What Weir printed. */
    Path log() {
        return log;
    }

    /** Ends the process as {@code kill -9} does, in the middle of whatever it does. */
    void kill() throws InterruptedException {
        target.kill();
    }

    @Override
    public void close() {
        target.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException kept) {
            System.err.println("What Weir stored is left in " + folder + ": " + kept);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/observe/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long giveUp = System.nanoTime() + STARTS_WITHIN.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < giveUp && target.livesFor(MOMENT)) {
                if (isReady(client, ready)) {
                    return;
                }
            }
        }
        target.close();
        throw new IOException("Weir did not get ready; it printed:%n%s".formatted(Files.readString(log)));
    }

    private static boolean isReady(HttpClient client, HttpRequest ready) throws InterruptedException {
        try {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException _) {
            return false; // It does not listen yet.
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
