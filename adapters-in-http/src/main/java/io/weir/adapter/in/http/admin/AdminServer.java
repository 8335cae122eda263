package io.weir.adapter.in.http.admin;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.weir.adapter.in.http.action.ActionDryRun;
import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.console.Console;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.contract.SchemaCache;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.listener.CannotListen;
import io.weir.adapter.in.http.listener.IngressFilter;
import io.weir.adapter.in.http.listener.MetricsEndpoint;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.listener.ThrownErrors;
import io.weir.adapter.in.http.listener.UnservedPath;
import io.weir.adapter.in.http.watch.ConnectionWatchdog;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.application.query.ExplainQuery;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.limit.CallerCalls;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.FaultInjection;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.status.CallerWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The operator's server: {@code /status}, {@code /callers}, {@code /actions}, {@code /profiler} and its parts,
 * {@code /limits}, {@code /observe/health}, {@code /observe/metrics}, the explanation of ad-hoc queries and the dry
 * runs of data actions at the paths of their runs, {@code /reload}, {@code /sandbox/faults} for the sandbox, and the
 * {@code /console}. It still answers while the data server drains.
 */
public final class AdminServer {
    static final String PROFILER = "/profiler";
    private static final String SUMMARY = PROFILER + "/summary";
    private static final String SERIES = PROFILER + "/series";
    private static final String ADVICE = PROFILER + "/advice";
    private static final String RUNS_OF_REQUEST = PROFILER + "/{" + HistoryParameters.REQUEST + "}";
    static final String STATUS = "/status";
    static final String CALLERS = "/callers";
    static final String ACTIONS = "/actions";
    static final String LIMITS = "/limits";
    private static final String FAULTS = "/sandbox/faults";
    private static final Duration BODY_TIME = Duration.ofSeconds(10);

    /** Separate from the callers' pool, so that the operator does not wait for callers. */
    private static final WorkerPool.Settings SCHEMA_POOL =
            new WorkerPool.Settings("weir-explained-schemas", 1, 16, 1, Duration.ofMillis(100));

    private final WebServer server;
    private final ConnectionWatchdog connections;
    private final WorkerPool schemaPool;

    private AdminServer(WebServer server, ConnectionWatchdog connections, WorkerPool schemaPool) {
        this.server = server;
        this.connections = connections;
        this.schemaPool = schemaPool;
    }

    /**
     * What the operator can inspect, and the faults that the operator can inject.
     *
     * @param status what Weir does now, and what is wrong
     * @param queryAdvice what is known about slow queries, newest first
     */
    public record Insight(
            Supplier<StatusJson> status,
            CallerInsight callers,
            ActionInsight actions,
            ExecutionHistory history,
            Supplier<List<QueryAdvice>> queryAdvice,
            OrgStatus org,
            ExplainQuery explainQuery,
            FaultInjection faultInjection,
            Reload reload) {}

    /**
     * The callers.
     *
     * @param inFlight how many requests of each run now, by its name
     * @param calls the API requests that they have used
     */
    public record CallerInsight(
            Supplier<List<CallerAccess>> configured,
            Supplier<Map<String, Integer>> inFlight,
            Supplier<Map<String, CallerWatch.Recent>> recent,
            CallerCalls calls) {}

    /**
     * The data actions.
     *
     * @param problems why an action does not suit the org, each with its place; none if it does
     */
    public record ActionInsight(
            ActionUseCases useCases, UnknownInputs unknownInputs, Function<ActionVersion, List<String>> problems) {}

    /** Starts a server; throws {@link CannotListen} when the port is taken. */
    public static AdminServer start(
            AdminSettings settings,
            Insight insight,
            InstantSource clock,
            Readiness readiness,
            RequestIds ids,
            MeterRegistry meters) {
        var connections = settings.listener().watchdog(BODY_TIME);
        var bodies = new RequestBody(connections);
        var schemaPool = new WorkerPool(SCHEMA_POOL).measuredBy(meters);
        var profiler = new ProfilerEndpoint(insight, ids, clock);
        var limits = new LimitsEndpoint(insight.org(), clock);
        var explain = new ExplainEndpoint(
                insight.explainQuery(), bodies, new ExpectedSchemas(schemaPool, new SchemaCache(0)));
        var callers = new CallersEndpoint(insight.callers(), meters);
        var actions = new ActionsEndpoint(
                insight.actions(),
                new ActionDryRun(insight.actions().useCases(), insight.actions().unknownInputs(), bodies, ids),
                clock);
        var faults = new FaultInjectionEndpoint(insight.faultInjection(), bodies);
        var console = new Console();
        var unknownPath = refusing(ErrorAnswer.of(ErrorCode.UNKNOWN_PATH, "check the URL"));
        var server = settings.listener()
                .server(ids, connections)
                .addFeature(health(settings, readiness))
                .routing(routing -> {
                    routing.addFilter(new IngressFilter(ids, bodies, "GET, HEAD, POST, PUT, DELETE"))
                            .addFilter(new AdminGuard(settings, console))
                            .error(Throwable.class, new ThrownErrors());
                    if (settings.shows(AdminSettings.Part.CONSOLE)) {
                        console.route(routing);
                    } else {
                        // its paths have an empty segment at their end, too
                        routeSwitchedOff(routing, AdminSettings.Part.CONSOLE);
                    }
                    UnservedPath.route(routing, unknownPath);
                    if (settings.shows(AdminSettings.Part.METRICS)) {
                        readiness.measure(meters);
                        routing.get(MetricsEndpoint.PATH, new MetricsEndpoint(meters))
                                .any(MetricsEndpoint.PATH, refusing(ErrorAnswer.wrongMethod("GET")));
                    }
                    if (settings.shows(AdminSettings.Part.STATUS)) {
                        routing.get(STATUS, new JsonHandler(request -> {
                                    UrlParameters.of(request.query(), List.of());
                                    return insight.status().get();
                                }))
                                .any(STATUS, refusing(ErrorAnswer.wrongMethod("GET")));
                    }
                    if (settings.shows(AdminSettings.Part.CALLERS)) {
                        routing.get(CALLERS, new JsonHandler(callers::callers))
                                .any(CALLERS, refusing(ErrorAnswer.wrongMethod("GET")));
                    }
                    if (settings.shows(AdminSettings.Part.PROFILER)) {
                        route(routing, profiler);
                    }
                    if (settings.shows(AdminSettings.Part.LIMITS)) {
                        routing.get(LIMITS, new JsonHandler(limits::limits))
                                .any(LIMITS, refusing(ErrorAnswer.wrongMethod("GET")));
                    }
                    if (settings.shows(AdminSettings.Part.EXPLAIN)) {
                        routing.post(Paths.AD_HOC, new JsonHandler(explain::explain))
                                .any(Paths.AD_HOC, refusing(ErrorAnswer.wrongMethod("POST")));
                    } else {
                        // before the paths of data actions
                        routeSwitchedOff(routing, AdminSettings.Part.EXPLAIN);
                    }
                    if (settings.shows(AdminSettings.Part.ACTIONS)) {
                        route(routing, actions);
                    }
                    routing.post(
                                    ReloadEndpoint.PATH,
                                    new JsonHandler(request -> new ReloadEndpoint(insight.reload()).reload(request)))
                            .any(ReloadEndpoint.PATH, refusing(ErrorAnswer.wrongMethod("POST")));
                    if (insight.faultInjection().possible()) {
                        routing.get(FAULTS, new JsonHandler(faults::show))
                                .put(FAULTS, new JsonHandler(faults::replace))
                                .delete(FAULTS, new JsonHandler(faults::end))
                                .any(FAULTS, refusing(ErrorAnswer.wrongMethod("GET, PUT, DELETE")));
                    }
                    for (var part : AdminSettings.Part.values()) {
                        if (!settings.shows(part)) {
                            routeSwitchedOff(routing, part);
                        }
                    }
                })
                .build();
        settings.listener().start(server);
        connections.start();
        return new AdminServer(server, connections, schemaPool);
    }

    private static void routeSwitchedOff(HttpRouting.Builder routing, AdminSettings.Part part) {
        part.paths().forEach(path -> routing.any(path, refusing(part.switchedOff())));
    }

    private static void route(HttpRouting.Builder routing, ProfilerEndpoint profiler) {
        routing.get(PROFILER, new JsonHandler(profiler::runs))
                .delete(PROFILER, new JsonHandler(profiler::forget))
                .any(PROFILER, refusing(ErrorAnswer.wrongMethod("GET, DELETE")))
                .get(SUMMARY, new JsonHandler(profiler::summary))
                .any(SUMMARY, refusing(ErrorAnswer.wrongMethod("GET")))
                .get(SERIES, new JsonHandler(profiler::series))
                .any(SERIES, refusing(ErrorAnswer.wrongMethod("GET")))
                .get(ADVICE, new JsonHandler(profiler::advice))
                .any(ADVICE, refusing(ErrorAnswer.wrongMethod("GET")))
                .get(RUNS_OF_REQUEST, new JsonHandler(profiler::runsOfRequest))
                .any(RUNS_OF_REQUEST, refusing(ErrorAnswer.wrongMethod("GET")));
    }

    private static void route(HttpRouting.Builder routing, ActionsEndpoint actions) {
        String one = ACTIONS + "/{" + ActionsEndpoint.NAME + "}";
        String run = Paths.ACTIONS + "{" + ActionsEndpoint.NAME + "}";
        routing.get(ACTIONS, new JsonHandler(actions::all))
                .any(ACTIONS, refusing(ErrorAnswer.wrongMethod("GET")))
                .get(one, new JsonHandler(actions::one))
                .any(one, refusing(ErrorAnswer.wrongMethod("GET")))
                .post(run, new JsonHandler(actions::dryRun))
                .any(run, refusing(ErrorAnswer.wrongMethod("POST")));
    }

    private static ObserveFeature health(AdminSettings settings, Readiness readiness) {
        var observers = ObserveFeature.builder().observersDiscoverServices(false);
        if (settings.shows(AdminSettings.Part.HEALTH)) {
            observers.addObserver(HealthObserver.create(
                    health -> health.details(true).useSystemServices(false).addHealthChecks(readiness.checks())));
        }
        return observers.build();
    }

    private static Handler refusing(ErrorAnswer error) {
        return (request, response) -> Replies.send(request, response, error);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Accepts no more requests, waits at most the grace period for running ones, and stops. */
    public void stop() {
        server.stop();
        connections.close();
        schemaPool.close();
    }
}
