package io.weir.bootstrap;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.out.profiler.trace.TestCollector;
import io.weir.bootstrap.command.Commands;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.log.LogSettings;
import io.weir.bootstrap.log.Redaction;
import io.weir.bootstrap.wiring.Weir;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/**
 * Runs whole Weirs, records every channel on which something could get out, and finds the planted values in it.
 *
 * <p>The log is recorded before {@link Redaction} has its say: what it would mask is a leak all the same. Each line is
 * recorded in the JSON format too.
 */
final class LeakScan implements AutoCloseable {
    static final MeterRegistry METERS = Services.get(MeterRegistry.class);

    /** Held, because the level of a logger that nobody holds is lost. */
    private static final Logger WEIR = Logger.getLogger("io.weir");

    private static final List<String> PROFILER = List.of(
            "/profiler",
            "/profiler/summary?by=action",
            "/profiler/summary?by=shape",
            "/profiler/summary?by=caller",
            "/profiler/summary?by=outcome",
            "/profiler/advice");

    /** What the console shows. */
    private static final List<String> VIEWS = List.of(
            "/status",
            "/callers",
            "/actions",
            "/actions/account-by-number",
            "/profiler/series?since=1h",
            "/profiler/series?since=30d&action=caller-lookup");

    private final Map<Channel, StringBuilder> recorded = new EnumMap<>(Channel.class);
    private final Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LogRecorder logRecorder = new LogRecorder();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    /** Where something could get out. */
    enum Channel {
        LOG,
        STANDARD_OUTPUT,
        STANDARD_ERROR,
        METRICS,
        PROFILER,
        OPERATOR_VIEWS,
        AUDIT,
        ERROR_BODIES,
        STORE,
        EXPORTS,
        TRACES
    }

    /** One request; where it has no body, {@code body} is empty. */
    record Call(String method, String path, String body, List<String> headers) {
        static Call of(String method, String path, String body, String... headers) {
            return new Call(method, path, body, List.of(headers));
        }
    }

    /**
     * Starts to listen, with the log's levels as they are shipped, but with Weir's own lines of every level.
     *
     * @param folder for the files of the audit and of the store
     */
    LeakScan(Path folder) {
        this.folder = folder;
        try (InputStream shipped = Weir.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager()
                    .updateConfiguration(
                            shipped, key -> key.equals("handlers") ? (old, neu) -> old : (old, neu) -> neu);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
        WEIR.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(logRecorder);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    }

    /**
     * Runs a Weir on {@code environment} while {@code use} uses it, and records what its operator can read afterwards.
     */
    void running(Map<String, String> environment, Use use) throws IOException {
        var audit = Files.createTempFile(folder, "audit", ".log");
        var data = Files.createTempDirectory(folder, "data");
        var all = new HashMap<>(Map.of(
                "WEIR_HOST",
                "127.0.0.1",
                "WEIR_PORT",
                "0",
                "WEIR_ADMIN_PORT",
                "0",
                "WEIR_API_KEY",
                PlantedValues.KEY,
                "WEIR_CONTACT_KEY",
                PlantedValues.CONTACT_KEY,
                "WEIR_AUDIT_FILE",
                audit.toString(),
                "WEIR_DATA",
                data.toString(),
                "WEIR_STORE_KEY",
                PlantedValues.STORE_KEY,
                "SF_MAX_ATTEMPTS",
                "1"));
        all.putAll(environment);
        try (var collector = new TestCollector()) {
            all.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.uri().toString());
            all.put("OTEL_BSP_MAX_QUEUE_SIZE", "1000000");
            running(all, use, audit, data);
            for (byte[] body : collector.bodies) {
                record(Channel.TRACES, new String(body, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void running(Map<String, String> all, Use use, Path audit, Path data) throws IOException {
        var config = Config.from(all);
        record(Channel.LOG, config.toString());
        try (var weir = Weir.start(config, METERS, Clock.systemUTC(), new SecureRandom())) {
            use.use(weir, audit);
            record(
                    Channel.METRICS,
                    sent(weir.admin(), Call.of("GET", "/observe/metrics", "")).body());
            for (var path : PROFILER) {
                record(
                        Channel.PROFILER,
                        sent(weir.admin(), Call.of("GET", path, "")).body());
            }
            for (var path : VIEWS) {
                record(
                        Channel.OPERATOR_VIEWS,
                        sent(weir.admin(), Call.of("GET", path, "")).body());
            }
            recordStore(data);
        }
        record(Channel.AUDIT, Files.readString(audit));
        recordStore(data);
        for (var command : List.of("history export", "history export --format=csv", "advise")) {
            var printed = new StringWriter();
            var printer = new PrintWriter(printed, true);
            Commands.in(all).setOut(printer).setErr(printer).execute(command.split(" ", -1));
            record(Channel.EXPORTS, printed.toString());
        }
    }

    /** SQLite writes a text as it is, first to the file beside the database. */
    private void recordStore(Path data) throws IOException {
        try (var files = Files.list(data)) {
            for (var file : files.toList()) {
                record(Channel.STORE, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** What is done with a Weir. */
    interface Use {
        void use(Weir weir, Path audit) throws IOException;
    }

    /** Sends {@code call}, records the answer if it is an error, and returns its status. */
    int send(URI server, Call call) {
        var answer = sent(server, call);
        if (answer.statusCode() >= 400) {
            record(
                    Channel.ERROR_BODIES,
                    answer.statusCode() + " " + answer.headers().map() + answer.body());
        }
        return answer.statusCode();
    }

    /** Sends {@code call}, whose answer may repeat to its sender what was sent. */
    void sendWithoutRecording(URI server, Call call) {
        sent(server, call);
    }

    /** Sends {@code request} byte by byte, and records all that comes back. */
    void sendRaw(URI server, String request) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            record(Channel.ERROR_BODIES, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    synchronized void record(Channel channel, String text) {
        of(channel).append(text).append('\n');
    }

    /** What was given away, by channel; a channel that gave nothing away is missing. */
    Map<Channel, List<String>> leaks() {
        return Arrays.stream(Channel.values())
                .filter(channel -> !PlantedValues.in(text(channel)).isEmpty())
                .collect(Collectors.toMap(channel -> channel, channel -> PlantedValues.in(text(channel))));
    }

    /** All that was recorded on {@code channel}. */
    String text(Channel channel) {
        return switch (channel) {
            case LOG -> of(channel) + logRecorder.text();
            case STANDARD_OUTPUT -> out.toString(StandardCharsets.UTF_8);
            case STANDARD_ERROR -> error.toString(StandardCharsets.UTF_8);
            case METRICS, PROFILER, OPERATOR_VIEWS, AUDIT, ERROR_BODIES, STORE, EXPORTS, TRACES ->
                of(channel).toString();
        };
    }

    private StringBuilder of(Channel channel) {
        return recorded.computeIfAbsent(channel, _ -> new StringBuilder());
    }

    private HttpResponse<String> sent(URI server, Call call) {
        var request = HttpRequest.newBuilder(server.resolve(call.path()))
                .method(
                        call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()))
                .timeout(Duration.ofSeconds(30));
        if (!call.headers().isEmpty()) {
            request.headers(call.headers().toArray(String[]::new));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unsent) {
            throw new UncheckedIOException(unsent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        System.setOut(standardOut);
        System.setErr(standardError);
        Logger.getLogger("").removeHandler(logRecorder);
        WEIR.setLevel(null);
        LogManager.getLogManager().readConfiguration();
        http.close();
    }

    /** Takes down every record with all that belongs to it. */
    private static final class LogRecorder extends Handler {
        private final StringBuilder text = new StringBuilder();
        private final Formatter formatter = new SimpleFormatter();
        private final Formatter json = LogSettings.Format.JSON.formatter();

        LogRecorder() {
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            text.append(Thread.currentThread().getName())
                    .append(' ')
                    .append(record.getLoggerName())
                    .append(' ')
                    .append(formatter.formatMessage(record))
                    .append('\n');
            if (record.getThrown() != null) {
                var trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace));
                text.append(trace);
            }
            text.append(json.format(record));
        }

        synchronized String text() {
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
