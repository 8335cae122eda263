package io.weir.dist;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts {@link BareServer} with the Java and the Helidon jars of a folder that ships, and with its own AOT cache. */
final class BareStarts implements AutoCloseable {
    private static final String CLASS = BareServer.class.getName().replace('.', '/') + ".class";

    /** The exit statuses of a JVM after SIGTERM: with a shutdown handler, and without one. */
    private static final int[] STOPPED = {0, 128 + 15};

    private final Path java;
    private final Path work;
    private final String classPath;
    private final Path cache;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Puts the program into a jar, because Java caches no classes of folders, and makes the cache. */
    BareStarts(Path folder) throws IOException, InterruptedException {
        java = folder.resolve("runtime", "bin", "java");
        work = Files.createTempDirectory(folder.getParent(), "bare-");
        cache = work.resolve("bare.aot");
        classPath = Stream.concat(Stream.of(jar()), helidon(folder))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        start("-XX:AOTCacheOutput=" + cache);
        if (!Files.exists(cache)) {
            throw new IOException("Java wrote no cache of the bare server");
        }
    }

    /** How long it takes to become ready, with its cache. */
    Duration startedWithCache() throws IOException, InterruptedException {
        return start("-XX:AOTCache=" + cache);
    }

    /** How long it takes to become ready without any cache. */
    Duration startedWithoutCache() throws IOException, InterruptedException {
        return start("-XX:AOTMode=off");
    }

    private Duration start(String option) throws IOException, InterruptedException {
        int port = ReadyServer.freePort();
        var command = new ArrayList<>(List.of(java.toString(), option, StartTimes.HEAP, "-cp", classPath));
        command.addAll(List.of(BareServer.class.getName(), Integer.toString(port)));
        var ready = URI.create("http://127.0.0.1:%d/".formatted(port));
        try (var server = new ReadyServer(new ProcessBuilder(command), work.resolve("bare.log"), http, ready)) {
            server.stop(STOPPED);
            return server.startedIn();
        }
    }

    private Path jar() throws IOException {
        var jar = work.resolve("bare.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var program = BareStarts.class.getClassLoader().getResourceAsStream(CLASS)) {
            out.putNextEntry(new JarEntry(CLASS));
            program.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }

    private static Stream<Path> helidon(Path folder) throws IOException {
        try (var jars = Files.list(folder.resolve("libs"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("helidon-")).sorted().toList().stream();
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
        try (var files = Files.list(work)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(work);
    }
}
