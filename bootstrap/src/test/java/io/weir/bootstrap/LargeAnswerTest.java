package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The largest answer there is, through a process with a small heap. */
@Timeout(120)
class LargeAnswerTest {
    private static final int ROWS = 50_000;
    private static final int PAGE_SIZE = 2_000;
    private static final Pattern LISTENS = Pattern.compile("Weir \\S+ answers from \\S+ at (http://\\S+); admin .*");

    private final HttpServer salesforce = salesforce();

    @AfterEach
    void stop() {
        salesforce.stop(0);
    }

    @Test
    void fiftyThousandRowsPassThroughASmallHeap() throws Exception {
        var weir = start("-Xmx128m");
        try (var http = HttpClient.newHttpClient();
                var log = new BufferedReader(new InputStreamReader(weir.getInputStream(), StandardCharsets.UTF_8))) {
            var request = HttpRequest.newBuilder(dataListener(log).resolve("/cxone/data-action/salesforce-query"))
                    .POST(
                            HttpRequest.BodyPublishers.ofString(
                                    "{\"object_name\":\"Case\",\"fields\":[\"Id\",\"Subject\"],\"filters\":{\"Id\":{\"op\":\"is_not_null\"}}}"))
                    .build();
            for (int i = 0; i < 3; i++) {
                var answer = http.send(request, BodyHandlers.ofString());

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).endsWith("],\"total_size\":%d}".formatted(ROWS));
                assertThat(answer.body().split("\"Id\":\"500", -1)).hasSize(ROWS + 1);
            }
        } finally {
            weir.destroy();
            assertThat(weir.waitFor()).isZero();
        }
    }

    private Process start(String... jvmOptions) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment()
                .putAll(Map.of(
                        "WEIR_HOST", "127.0.0.1",
                        "WEIR_PORT", "0",
                        "WEIR_ADMIN_PORT", "0",
                        "WEIR_AUTH", "none",
                        "WEIR_ROW_CAP", Integer.toString(ROWS),
                        "WEIR_MAX_ANSWER_BYTES", "0",
                        "WEIR_TIME_LIMIT", "1m",
                        "SF_LOGIN_URL", base(),
                        "SF_CLIENT_ID", "a",
                        "SF_CLIENT_SECRET", "b"));
        return process.start();
    }

    private static URI dataListener(BufferedReader log) throws IOException {
        String line;
        while ((line = log.readLine()) != null) {
            var listens = LISTENS.matcher(line);
            if (listens.find()) {
                return URI.create(listens.group(1));
            }
        }
        throw new AssertionError("Weir did not start");
    }

    private String base() {
        return "http://127.0.0.1:" + salesforce.getAddress().getPort();
    }

    private HttpServer salesforce() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/services/oauth2/token", exchange -> reply(exchange, """
                {"access_token":"t","instance_url":"%s","token_type":"Bearer","issued_at":"1"}\
                """.formatted(base())));
            server.createContext("/services/data/v66.0/query", exchange -> reply(exchange, page(exchange)));
            server.start();
            return server;
        } catch (IOException noServer) {
            throw new AssertionError(noServer);
        }
    }

    /** Each row is 300 bytes long. */
    private static String page(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        int first = path.endsWith("query") ? 0 : Integer.parseInt(path.substring(path.lastIndexOf('-') + 1));
        var page = new StringBuilder("{\"totalSize\":%d,\"done\":%b,".formatted(ROWS, first + PAGE_SIZE >= ROWS));
        if (first + PAGE_SIZE < ROWS) {
            page.append("\"nextRecordsUrl\":\"/services/data/v66.0/query/01g000000000001AAA-%d\","
                    .formatted(first + PAGE_SIZE));
        }
        page.append("\"records\":[");
        for (int i = first; i < first + PAGE_SIZE; i++) {
            String start = (i == first ? "" : ",")
                    + "{\"attributes\":{\"type\":\"Case\",\"url\":\"/services/data/v66.0/sobjects/Case/500%012dAAA\"},"
                            .formatted(i)
                    + "\"Id\":\"500%012dAAA\",\"Subject\":\"%05d ".formatted(i, i);
            page.append(start).append("x".repeat(300 - start.length() - 2)).append("\"}");
        }
        return page.append("]}").toString();
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
