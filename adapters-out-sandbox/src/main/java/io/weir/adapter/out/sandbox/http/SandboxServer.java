package io.weir.adapter.out.sandbox.http;

import io.helidon.common.Size;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.weir.adapter.out.sandbox.call.CallContent;
import io.weir.adapter.out.sandbox.call.CallLog;
import io.weir.adapter.out.sandbox.call.CallRecorder;
import io.weir.adapter.out.sandbox.call.RecordedCall;
import io.weir.adapter.out.sandbox.fault.FaultPlan;
import io.weir.adapter.out.sandbox.fault.FaultTarget;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.fault.RequestClassifier;
import io.weir.adapter.out.sandbox.fault.RequestTraits;
import io.weir.adapter.out.sandbox.login.TokenEndpoint;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.HttpDate;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.write.WriteRules;
import io.weir.domain.port.FaultInjection;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Serves the sandbox org over Salesforce's HTTP API, on the loopback interface unless the settings say otherwise.
 * Thread-safe.
 *
 * <p>The client id and the client secret are {@code sandbox}. The only user is {@code sandbox@example.com} with the
 * password {@code sandbox}. JWTs must be signed with a key of {@link SandboxSettings#appKeys}. The initial refresh
 * token is {@code sandbox}, and each use rotates it.
 */
public final class SandboxServer {
    private static final System.Logger LOG = System.getLogger(SandboxServer.class.getName());
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");
    private static final int MAX_URI = 16_384;
    private static final int MAX_READABLE_URI = 262_144;

    private final SandboxSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final WebServer server;
    private final FaultPlan faultPlan;
    private final FaultInjector faultInjector;
    private final CallLog calls;
    private final CallRecorder recorder;
    private final AtomicReference<Handler> handler;
    private volatile OrgState state;

    private SandboxServer(SandboxOrg org, SandboxSettings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.state = OrgState.of(org, settings, clock, random);
        this.faultPlan = new FaultPlan(settings.faults(), random);
        this.faultInjector = new FaultInjector(faultPlan);
        this.calls = new CallLog(settings.recordedCalls());
        this.recorder = new CallRecorder(calls);
        this.handler = new AtomicReference<>(this::handle);
        this.server = server(settings, clock, handler);
    }

    /** Helidon never ends the timer of a server, which therefore must not hold the org once the server is stopped. */
    private static WebServer server(SandboxSettings settings, InstantSource clock, AtomicReference<Handler> handler) {
        // that of the org's clock, not of the machine's
        Supplier<String> date = () -> HttpDate.format(clock.instant());
        return WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .maxPayloadSize(RequestReader.MAX_BODY)
                .contentEncoding(new UndecodedBodies())
                .directHandlers(WebServerErrors.handlers(date))
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(MAX_READABLE_URI)
                        .maxBufferedEntitySize(Size.create(RequestReader.MAX_BODY))
                        .build())
                .routing(routing -> routing.addFilter((chain, _, response) -> {
                            response.header(HeaderNames.DATE, date.get());
                            chain.proceed();
                        })
                        .addFilter(SandboxServer::rejectLongUris)
                        .error(RuntimeException.class, SandboxServer::handleFailure)
                        .any((request, response) -> handler.get().handle(request, response)))
                .build();
    }

    /**
     * Starts serving {@code org}; throws {@link SandboxCannotListen} when the port is taken or the address is not this
     * machine's.
     *
     * @param random generates access and refresh tokens; pass a secure generator if other users share the machine
     */
    public static SandboxServer start(
            SandboxOrg org, SandboxSettings settings, InstantSource clock, RandomGenerator random) {
        SandboxCannotListen.check(settings.host(), settings.port());
        var sandbox = new SandboxServer(org, settings, clock, random);
        sandbox.server.start();
        // Helidon does not throw an exception if the port is taken.
        if (!sandbox.server.isRunning()) {
            sandbox.server.stop();
            throw SandboxCannotListen.becauseTaken(settings.host(), settings.port());
        }
        return sandbox;
    }

    /** The base URI for programs on this machine, such as {@code http://127.0.0.1:8090}. */
    public URI baseUri() {
        String host = settings.host().equals(EVERY_ADDRESS) ? SandboxSettings.LOOPBACK : settings.host();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port()));
    }

    /** The base URI by which the sender of {@code request} knows this server. */
    private URI baseUri(ServerRequest request) {
        String authority = RequestReader.header(request, "Host");
        return AUTHORITY.matcher(authority).matches() ? URI.create("http://" + authority) : baseUri();
    }

    /** Stops serving. Running requests finish first; stalled requests end at once. */
    public void stop() {
        faultInjector.close();
        server.stop();
        handler.set(
                (_, response) -> response.status(Status.SERVICE_UNAVAILABLE_503).send());
    }

    /** Invalidates all access tokens, as when an administrator revokes the sessions of an app. */
    public void expireTokens() {
        state.sessions().closeAll();
    }

    /** The number of access tokens issued so far. */
    public int logins() {
        return state.sessions().issued();
    }

    /** Shows and replaces the injected faults. */
    public FaultInjection faults() {
        return faultInjector;
    }

    /** The org's own rules of writes: validation, duplicates, assignment, locks. At first those of its folder. */
    public WriteRules writeRules() {
        return state.writeRules();
    }

    /** The number of requests below {@code /services/data} so far, failed ones included. */
    public long requests() {
        return state.requests().get();
    }

    /** The number of API calls so far that count against the org's allocation. */
    public long apiCalls() {
        return state.limits().used();
    }

    /**
     * Serves {@code org} from the next request on, as after a start: sessions, refresh tokens, counts, recorded calls
     * and faults begin anew.
     */
    public void reset(SandboxOrg org) {
        state = OrgState.of(org, settings, clock, random);
        faultPlan.clearNext();
        faultPlan.replace(settings.faults());
        calls.clear();
    }

    /** Injects a fault into the next request that it covers. Several are injected in order. */
    public void next(FaultTarget fault) {
        faultPlan.next(fault);
    }

    /** The recorded calls in the order in which they arrived; see {@link SandboxSettings#recordedCalls}. */
    public List<RecordedCall> calls() {
        return calls.calls();
    }

    /** A new access token. */
    public String issueAccessToken() {
        return state.sessions().open();
    }

    /** Replaces the injected faults from the next request on; numbered faults count anew. */
    public void inject(Faults faults) {
        faultPlan.replace(faults);
    }

    /** The refresh token that is valid now. */
    public String refreshToken() {
        return state.refreshTokens().current();
    }

    /** A new refresh token, the only valid one from now on. */
    public String issueRefreshToken() {
        return state.refreshTokens().issue();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var org = state;
        List<String> path;
        try {
            path = ApiRequest.segments(request.path().rawPath());
        } catch (IllegalArgumentException brokenEncoding) {
            Reply.error(400, "UNKNOWN_EXCEPTION", "invalid percent-encoding in the path")
                    .send(request, response);
            return;
        }
        boolean dataRequest = Endpoints.startsWith(path, "services", "data");
        if (dataRequest) {
            org.requests().incrementAndGet();
        }
        boolean faulty = dataRequest || Endpoints.startsWith(path, "services", "oauth2");
        boolean needsContent = calls.records() || (faulty && faultPlan.namesObjects());
        byte[] body = needsContent ? RequestReader.bufferedBody(request) : new byte[0];
        Parameters parameters;
        try {
            parameters =
                    Parameters.of(Endpoints.form(request, path), request.query().rawValue());
        } catch (IllegalArgumentException brokenEncoding) {
            (Endpoints.isForm(request, path)
                            ? TokenEndpoint.brokenForm()
                            : Reply.error(400, "UNKNOWN_EXCEPTION", "invalid percent-encoding in the query string"))
                    .send(request, response);
            return;
        }
        var content = needsContent ? CallContent.of(request.path().path(), parameters, body) : CallContent.NONE;
        ObjIntConsumer<String> answered = calls.records()
                ? recorder.record(
                                request,
                                parameters,
                                body,
                                Endpoints.isForm(request, path) || Endpoints.isSoap(path),
                                content)::answered
                : (_, _) -> {};
        if (faulty) {
            var traits =
                    new RequestTraits(RequestClassifier.kind(RequestReader.method(request), path), content.objects());
            faultInjector.send(
                    request,
                    response,
                    traits,
                    org,
                    () -> Endpoints.reply(org, request, path, parameters, baseUri(request)),
                    answered);
        } else {
            FaultInjector.send(
                    Endpoints.reply(org, request, path, parameters, baseUri(request)), "", request, response, answered);
        }
    }

    private static void rejectLongUris(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        int length = request.path().rawPath().length()
                + 1
                + request.query().rawValue().length();
        if (length > MAX_URI) {
            Reply.html(414, "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>")
                    .send(request, response);
        } else {
            chain.proceed();
        }
    }

    private static void handleFailure(ServerRequest request, ServerResponse response, RuntimeException failure) {
        if (failure instanceof HttpException rejected) {
            Reply.error(
                            rejected.status().code(),
                            "UNKNOWN_EXCEPTION",
                            rejected.status().reasonPhrase())
                    .send(request, response);
            return;
        }
        if (failure instanceof RefusedBody refused) {
            // What is left of the body may be no request.
            response.header(HeaderValues.CONNECTION_CLOSE);
            refused.reply().send(request, response);
            return;
        }
        if (failure instanceof CloseConnectionException injected) {
            throw injected;
        }
        LOG.log(System.Logger.Level.ERROR, "the sandbox failed to reply", withoutMessage(failure));
        Reply.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred.").send(request, response);
    }

    /** The class and stack trace of {@code failure}; its message may quote values that the caller sent. */
    private static Throwable withoutMessage(RuntimeException failure) {
        var copy = new IllegalStateException(failure.getClass().getName());
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }
}
