package io.weir.adapter.out.salesforce.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.http.LatestApiUsage;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import io.weir.domain.schema.FieldPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An org over HTTP whose answer to each lookup is given. A lookup that goes alone and one that shares a composite
 * request are answered alike, as far as the composite request goes well.
 */
final class ScriptedOrg implements AutoCloseable {
    private static final String DATA = "/services/data/v66.0";
    private static final Pattern KEY = Pattern.compile("LastName = '([^']*)'");
    private static final Pattern SUBREQUEST = Pattern.compile("\"referenceId\":\"([^\"]+)\",\"url\":\"([^\"]+)\"");
    private static final Pattern PAGE = Pattern.compile(".*/query/0r8(.+)-(\\d+)");
    private static final String HELD = "held";

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> composites = new CopyOnWriteArrayList<>();
    private final CountDownLatch heldIsThere = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile Manner manner = Manner.PLAIN;

    /** What a lookup is answered. */
    enum Reply {
        FOUND(200, ""),
        NOTHING(200, ""),
        THREE_PAGES(200, ""),
        /** Longer than what a member of a composite request may take. */
        HUGE(200, ""),
        NO_PAGE(200, ""),
        MALFORMED(400, "MALFORMED_QUERY"),
        TIMED_OUT(400, "QUERY_TIMEOUT"),
        DENIED(403, "INSUFFICIENT_ACCESS"),
        THROTTLED(403, "REQUEST_LIMIT_EXCEEDED"),
        OUT_OF_QUOTA(403, "REQUEST_LIMIT_EXCEEDED"),
        DOWN(503, "SERVER_UNAVAILABLE"),
        FAILED(500, "UNKNOWN_EXCEPTION"),
        /** Found alone; within a composite request the session ends. */
        SESSION_ENDS_WITHIN(401, "INVALID_SESSION_ID"),
        /** Found alone; within a composite request refused for reasons of that request. */
        HALTED_WITHIN(400, "PROCESSING_HALTED");

        private final int status;
        private final String code;

        Reply(int status, String code) {
            this.status = status;
            this.code = code;
        }

        private int status(boolean alone) {
            return alone && isOfComposite() ? 200 : status;
        }

        private boolean isOfComposite() {
            return this == SESSION_ENDS_WITHIN || this == HALTED_WITHIN;
        }

        private String body(String key, boolean alone) {
            if (status(alone) != 200) {
                String message = this == THROTTLED ? "ConcurrentRequests Limit exceeded." : "TotalRequests " + key;
                return "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message);
            }
            return switch (this) {
                case NOTHING -> page(key, 0, 0, 0, "");
                case THREE_PAGES -> page(key, 0, 2, 6, "");
                case HUGE -> page(key, 0, 300, 300, "x".repeat(1_000));
                case NO_PAGE -> "{\"totalSize\":1,\"done\":true,\"records\":[1,{\"a\":[{}]}]}";
                case FOUND,
                        MALFORMED,
                        TIMED_OUT,
                        DENIED,
                        THROTTLED,
                        OUT_OF_QUOTA,
                        DOWN,
                        FAILED,
                        SESSION_ENDS_WITHIN,
                        HALTED_WITHIN -> page(key, 0, 1, 1, "");
            };
        }
    }

    /** What becomes of a composite request. */
    enum Manner {
        PLAIN,
        SHUFFLED,
        /** The last response has no name. */
        NAMELESS,
        /** The last response is missing. */
        LOSING,
        CUT,
        HTML,
        REFUSED,
        TOO_LARGE,
        TOO_MANY,
        FORBIDDEN,
        DOWN,
        /** The session of the first request has ended. */
        SESSION_ENDED
    }

    ScriptedOrg() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** A new adapter for this org. */
    RestApi api() {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var clock = Clock.systemUTC();
        return new RestApi(
                SalesforceSettings.of(uri, new Credentials.ClientCredentials("app", StandIn.SECRET)),
                new LatestApiUsage(TestMeters.ALL),
                new ApiBudget(0, clock),
                TestMeters.ALL,
                clock,
                new Random(1),
                Sleeper.REAL);
    }

    /** The lookup of {@code lastName}. */
    static Soql lookup(String lastName) {
        return Soql.of(Query.ofFields("Contact", "Id", "LastName")
                .where(Filter.Comparison.of(FieldPath.parse("LastName"), Operator.EQUAL, new Value.Text(lastName)))
                .limitedTo(new Limit.AtMost(2_000)));
    }

    /** A lookup that is answered after {@link #release}. */
    static Soql held() {
        return lookup(HELD);
    }

    void awaitHeld() throws InterruptedException {
        heldIsThere.await();
    }

    void release() {
        release.countDown();
    }

    void answers(String lastName, Reply reply) {
        replies.put(lastName, reply);
    }

    void treatsComposites(Manner newManner) {
        manner = newManner;
    }

    /** How many requests counted toward the allocation. */
    int calls() {
        return calls.get();
    }

    /** The bodies of all composite requests. */
    List<String> composites() {
        return composites;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (target.equals(StandIn.TOKEN_PATH)) {
                String uri = "http://127.0.0.1:" + server.getAddress().getPort();
                send(exchange, 200, StandIn.tokenBody("token-" + tokens.incrementAndGet(), uri));
                return;
            }
            calls.incrementAndGet();
            if (target.equals(DATA + "/composite")) {
                composite(exchange, body);
                return;
            }
            var page = PAGE.matcher(target);
            if (page.matches()) {
                String key = URLDecoder.decode(page.group(1), UTF_8);
                send(exchange, 200, page(key, Integer.parseInt(page.group(2)), 2, 6, ""));
                return;
            }
            String key = key(target);
            var reply = reply(key);
            send(exchange, reply.status(true), reply.body(key, true));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Reply reply(String key) throws InterruptedException {
        if (key.equals(HELD)) {
            heldIsThere.countDown();
            release.await();
        }
        return replies.getOrDefault(key, Reply.FOUND);
    }

    private void composite(HttpExchange exchange, String body) throws IOException, InterruptedException {
        composites.add(body);
        var responses = new ArrayList<String>();
        var subrequests = SUBREQUEST.matcher(body);
        boolean more = subrequests.find();
        while (more) {
            String id = subrequests.group(1);
            String key = key(subrequests.group(2));
            more = subrequests.find();
            var reply = reply(key);
            responses.add(
                    response(reply.body(key, false), reply.status(false), more || manner != Manner.NAMELESS ? id : ""));
        }
        switch (manner) {
            case PLAIN, NAMELESS -> send(exchange, 200, responses(responses));
            case SHUFFLED -> {
                Collections.shuffle(responses, new Random(5));
                send(exchange, 200, responses(responses));
            }
            case LOSING -> send(exchange, 200, responses(responses.subList(0, responses.size() - 1)));
            case CUT -> {
                byte[] whole = responses(responses).getBytes(UTF_8);
                exchange.sendResponseHeaders(200, whole.length);
                exchange.getResponseBody().write(whole, 0, whole.length * 2 / 3);
                // else nothing is sent at all, and the client sends the request again on a new connection
                exchange.getResponseBody().flush();
            }
            case HTML -> send(exchange, 200, "<html><body>Down for maintenance</body></html>");
            case REFUSED -> send(exchange, 400, error("JSON_PARSER_ERROR"));
            case TOO_LARGE -> send(exchange, 413, "");
            case TOO_MANY -> send(exchange, 200, responses(List.of(response(error("LIMIT_EXCEEDED"), 400, ""))));
            case FORBIDDEN -> send(exchange, 403, error("API_DISABLED_FOR_ORG"));
            case DOWN -> send(exchange, 503, "<html>no healthy upstream</html>");
            case SESSION_ENDED -> {
                manner = Manner.PLAIN;
                send(exchange, 401, error("INVALID_SESSION_ID"));
            }
        }
    }

    private static String response(String body, int status, String id) {
        return "{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":%d,\"referenceId\":%s}"
                .formatted(body, status, id.isEmpty() ? "null" : "\"" + id + "\"");
    }

    private static String responses(List<String> responses) {
        return "{\"compositeResponse\":[" + String.join(",", responses) + "]}";
    }

    private static String error(String code) {
        return "[{\"errorCode\":\"%s\",\"message\":\"no\"}]".formatted(code);
    }

    private static String key(String target) {
        var key = KEY.matcher(URLDecoder.decode(target, UTF_8));
        return key.find() ? key.group(1) : "";
    }

    /** Rows of {@code key}, which has no backslash. */
    private static String page(String key, int first, int rows, int total, String filler) {
        var records = IntStream.range(first, first + rows)
                .mapToObj(row -> "{\"attributes\":{\"type\":\"Contact\"},\"Id\":\"%s-%d\",\"LastName\":\"%s\"}"
                        .formatted(row, row, key.replace("\"", "\\\"") + filler))
                .toList();
        boolean done = first + rows >= total;
        String next = done ? "" : "\"nextRecordsUrl\":\"%s/query/0r8%s-%d\",".formatted(DATA, key, first + rows);
        return "{\"totalSize\":%d,\"done\":%s,%s\"records\":[%s]}"
                .formatted(total, done, next, String.join(",", records));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
