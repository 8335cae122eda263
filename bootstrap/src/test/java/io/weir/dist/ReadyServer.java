package io.weir.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server process that is ready for requests. Its output goes to a file. */
final class ReadyServer implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final Duration startedIn;

    /** Starts it by {@code builder}, and returns when {@code ready} answers a status of success. */
    ReadyServer(ProcessBuilder builder, Path log, HttpClient http, URI ready) throws IOException, InterruptedException {
        this.log = log;
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        process = builder.start();
        await(http, HttpRequest.newBuilder(ready).timeout(ANSWERS_WITHIN).build());
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no port is free", none);
        }
    }

    /** From the start of the process until it was ready. */
    Duration startedIn() {
        return startedIn;
    }

    /** Asks it to stop, and waits until it has ended, with one of {@code statuses}. */
    void stop(int... statuses) throws IOException, InterruptedException {
        process.destroy();
        if (process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            for (int status : statuses) {
                if (process.exitValue() == status) {
                    return;
                }
            }
        }
        throw failed("it did not stop as it should");
    }

    /** Ends it, and tells {@code what} failed and what it printed. */
    IOException failed(String what) throws IOException {
        process.destroyForcibly();
        return new IOException("%s; it printed:%n%s".formatted(what, Files.readString(log)));
    }

    private void await(HttpClient http, HttpRequest ready) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (System.nanoTime() < giveUp && !process.waitFor(MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
            if (answers(http, ready)) {
                return;
            }
        }
        throw failed("it did not get ready");
    }

    private static boolean answers(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException _) {
            return false; // It does not listen yet.
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
