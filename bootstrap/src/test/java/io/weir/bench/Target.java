package io.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A program under load, in a JVM of its own that ends with this one. */
final class Target implements AutoCloseable {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JCMD = JAVA.resolveSibling("jcmd");
    private static final Pattern ALLOCATED = Pattern.compile("allocated=(\\d+)([BKMG])");

    private final String name;
    private final Process process;
    private final Thread hook;
    private final BufferedReader lines;
    private int port;

    private Target(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
        lines = process.inputReader(US_ASCII);
        hook = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a program of this package; it says itself which port it took. */
    static Target program(Class<?> main, List<String> jvmOptions, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var target = new Target(main.getSimpleName(), process, 0);
        target.port = target.number("port");
        return target;
    }

    /** Wraps a server whose port is known beforehand and whose output goes elsewhere. */
    static Target server(String name, ProcessBuilder builder, int port) throws IOException {
        return new Target(name, builder.start(), port);
    }

    /** The command that runs Java as this program's own JVM does. */
    static String java() {
        return JAVA.toString();
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Waits a moment; false when the process has ended meanwhile. */
    boolean livesFor(Duration moment) throws InterruptedException {
        return !process.waitFor(moment.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Asks a program of this package for the number that it calls {@code what}. */
    int ask(String what) throws IOException {
        var out = process.outputWriter(US_ASCII);
        out.write("?\n");
        out.flush();
        return number(what);
    }

    /** Processor time used since the start, in steps of 10 ms. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Memory resident now, in MiB, as Linux tells. */
    long residentMegabytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no VmRSS for " + name);
    }

    /** About how many bytes its threads have allocated since their start, carriers of virtual ones included. */
    long allocatedBytes() throws IOException {
        var jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(process.pid()), "Thread.print", "-e").start();
        try (var printed = jcmd.inputReader(US_ASCII)) {
            return printed.lines()
                    .map(ALLOCATED::matcher)
                    .filter(Matcher::find)
                    .mapToLong(each -> bytes(Long.parseLong(each.group(1)), each.group(2)))
                    .sum();
        }
    }

    private static long bytes(long number, String unit) {
        return switch (unit) {
            case "K" -> number << 10;
            case "M" -> number << 20;
            case "G" -> number << 30;
            default -> number;
        };
    }

    /** Ends the process without warning it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private int number(String what) throws IOException {
        @Nullable String line = lines.readLine();
        if (line == null || !line.startsWith(what + " ")) {
            throw new IOException("%s said '%s' instead of its %s".formatted(name, line, what));
        }
        return Integer.parseInt(line.substring(what.length() + 1));
    }
}
