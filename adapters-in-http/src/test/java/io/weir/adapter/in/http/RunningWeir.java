package io.weir.adapter.in.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.auth.SharedReplays;
import io.weir.adapter.in.http.auth.TestCallers;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.webhook.RequestAudit;
import io.weir.application.query.RunQuery;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.ListedHistory;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Row;
import io.weir.domain.query.Soql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The real data server on a free port, in front of an org that a test plays. */
public final class RunningWeir implements AutoCloseable {
    public static final String AD_HOC = "/cxone/data-action/salesforce-query";
    public static final String NEW_ID = "made-here";
    public static final RequestIds IDS = new RequestIds(
            () -> NEW_ID, new Pseudonyms("a key that only tests know of, long".getBytes(StandardCharsets.UTF_8)));

    /** Even a query without a filter: most tests are about something else. */
    private static final QueryPolicy ANYTHING = new QueryPolicy(NameRules.ALL, NameRules.ALL, true, 10, 100, 2_000);

    public static final AuthenticatedCaller CALLER = caller(ANYTHING);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public final List<Query> asked = Collections.synchronizedList(new ArrayList<>());
    public final List<Deadline> deadlines = Collections.synchronizedList(new ArrayList<>());
    final ApiBudget budget = new ApiBudget(0, Clock.systemUTC());
    public final List<AuditEntry> audited = Collections.synchronizedList(new ArrayList<>());
    public final History history = new History();

    /** What the audit does before it keeps an entry. */
    volatile Runnable beforeAudit = () -> {};

    public final MeterRegistry meters = TestMeters.ALL;
    final Readiness readiness = new Readiness();
    final DataServer.Pools pools = DataServer.Pools.measuredBy(meters);
    private final DataServer server;
    private boolean stopped;

    /** Keeps everything, oldest first. */
    public static final class History extends ListedHistory {
        /** What it does before it keeps a run. */
        volatile Runnable before = () -> {};

        @Override
        public void record(Execution execution) {
            before.run();
            super.record(execution);
        }
    }

    private RunningWeir(Function<Query, QueryPage> org, Callers callers, Duration bodyTime) {
        this(org, callers, bodyTime, ListenerSettings.at("127.0.0.1", 0));
    }

    private RunningWeir(Function<Query, QueryPage> org, Callers callers, Duration bodyTime, ListenerSettings listener) {
        this(org, callers, bodyTime, listener, UnknownInputs.REFUSE, ScriptedActions.forbidden(ActionCatalog.EMPTY));
    }

    private RunningWeir(
            Function<Query, QueryPage> org,
            Callers callers,
            Duration bodyTime,
            ListenerSettings listener,
            UnknownInputs unknownInputs,
            ActionUseCases actions) {
        var salesforce = new SalesforceQueries() {
            @Override
            public QueryPage start(Soql soql, RunMeter meter) {
                asked.add(soql.query());
                deadlines.add(meter.deadline());
                return org.apply(soql.query());
            }

            @Override
            public QueryPage resume(PageCursor cursor, RunMeter meter) {
                throw new AssertionError("no test has a second page");
            }
        };
        var clock = Clock.systemUTC();
        var runQuery = new RunQuery(
                SchemaCatalog.NONE,
                new Runs(
                        salesforce,
                        (_, _) -> List.of(),
                        () -> Optional.of(new ApiUsage(25, 5_000)),
                        budget,
                        history,
                        clock,
                        new SharingStats()),
                new RunQuery.Bounds(2_000, Duration.ofSeconds(8)));
        var settings = new DataServer.Settings(
                listener, bodyTime, unknownInputs, "1.2.3", Optional.of(readiness), SharedReplays.NONE);
        var useCases = new DataServer.UseCases(runQuery, actions);
        this.server = DataServer.start(
                settings,
                callers,
                useCases,
                IDS,
                new RequestAudit(this::audit, IDS.pseudonyms(), clock),
                meters,
                pools);
    }

    private void audit(AuditEntry entry) {
        beforeAudit.run();
        audited.add(entry);
    }

    private static AuthenticatedCaller caller(QueryPolicy policy) {
        return new AuthenticatedCaller(Caller.unrestricted("tester", policy), AnswerStyle.DEFAULT);
    }

    public static RunningWeir on(Function<Query, QueryPage> org) {
        return new RunningWeir(org, TestCallers.anyone(CALLER), DataServer.BODY_TIME);
    }

    public static RunningWeir keeping(QueryPolicy policy) {
        return new RunningWeir(query -> page(), TestCallers.anyone(caller(policy)), DataServer.BODY_TIME);
    }

    public static RunningWeir with(Row... rows) {
        return on(query -> page(rows));
    }

    public static RunningWeir knowing(Callers callers) {
        return new RunningWeir(query -> page(), callers, DataServer.BODY_TIME);
    }

    /** A server whose only caller has {@code style}. */
    public static RunningWeir answering(AnswerStyle style, Row... rows) {
        return new RunningWeir(
                query -> page(rows),
                TestCallers.anyone(new AuthenticatedCaller(CALLER.caller(), style)),
                DataServer.BODY_TIME);
    }

    /** Serves {@code actions}. */
    public static RunningWeir serving(ActionUseCases actions, Callers callers, UnknownInputs unknownInputs) {
        return new RunningWeir(
                query -> page(),
                callers,
                DataServer.BODY_TIME,
                ListenerSettings.at("127.0.0.1", 0),
                unknownInputs,
                actions);
    }

    public static RunningWeir impatient() {
        return new RunningWeir(query -> page(), TestCallers.anyone(CALLER), Duration.ofMillis(100));
    }

    /** With bounds of a test's own, and half a second for headers and bodies. */
    public static RunningWeir bounded(ListenerSettings listener, Row... rows) {
        return new RunningWeir(query -> page(rows), TestCallers.anyone(CALLER), Duration.ofMillis(500), listener);
    }

    /** The same, with an org that takes {@code time} to answer. */
    public static RunningWeir slowly(ListenerSettings listener, Duration time) {
        return new RunningWeir(
                query -> {
                    LockSupport.parkNanos(time.toNanos());
                    return page();
                },
                TestCallers.anyone(CALLER),
                Duration.ofMillis(500),
                listener);
    }

    public static QueryPage page(Row... rows) {
        return new QueryPage(List.of(rows), rows.length, Optional.empty());
    }

    public void replace(Callers callers) {
        server.replace(callers);
    }

    public Map<String, Integer> running() {
        return server.running();
    }

    public int openConnections() {
        return server.openConnections();
    }

    public int port() {
        return server.port();
    }

    public HttpResponse<String> post(String body, String... headers) {
        return send("POST", AD_HOC, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sent(request.build());
    }

    public static HttpResponse<String> sent(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What comes back for {@code request} byte by byte, until the server closes the connection. */
    public String raw(String request) {
        return raw(port(), request);
    }

    public static String raw(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counter {@code name} of {@code query}; 0 if it does not exist. */
    public long counted(String name, String query) {
        return meters.counter(name, List.of(Tag.create("query", query)))
                .map(Counter::count)
                .orElse(0L);
    }

    /** How many requests for {@code query} ended with {@code outcome}. */
    public long timed(String query, String outcome) {
        return meters.timer(
                        "weir_http_request_duration",
                        List.of(Tag.create("query", query), Tag.create("outcome", outcome)))
                .map(Timer::count)
                .orElse(0L);
    }

    /** Ends the server once every request that is being answered has been; what was counted stays. */
    public void stop() {
        if (!stopped) {
            stopped = true;
            server.stop();
        }
    }

    @Override
    public void close() {
        stop();
        TestMeters.clear();
    }
}
