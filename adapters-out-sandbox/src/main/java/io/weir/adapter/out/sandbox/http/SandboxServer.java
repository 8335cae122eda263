package io.weir.adapter.out.sandbox.http;

import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.weir.adapter.out.sandbox.fault.Fault;
import io.weir.adapter.out.sandbox.login.Identity;
import io.weir.adapter.out.sandbox.login.RefreshTokens;
import io.weir.adapter.out.sandbox.login.Sessions;
import io.weir.adapter.out.sandbox.login.TokenEndpoint;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.domain.port.FaultInjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Serves the sandbox org over Salesforce's HTTP API, on the loopback interface only. Thread-safe.
 *
 * <p>The client id and the client secret are {@code sandbox}. The only user is {@code sandbox@example.com} with the
 * password {@code sandbox}. JWTs must be signed with a key of {@link SandboxSettings#appKeys}. The initial refresh
 * token is {@code sandbox}, and each use rotates it.
 */
public final class SandboxServer {
    private static final System.Logger LOG = System.getLogger(SandboxServer.class.getName());
    private static final String HOST = "127.0.0.1";
    private static final int MAX_URI = 16_384;
    private static final int MAX_READABLE_URI = 262_144;
    private static final int MAX_FORM = 16_384;
    private static final int MAX_BODY = 1_048_576;

    private final WebServer server;
    private final Sessions sessions;
    private final ApiLimits limits;
    private final Identity identity;
    private final TokenEndpoint tokens;
    private final DataApi data;
    private final FaultInjector faultInjector;
    private final AtomicLong requests = new AtomicLong();

    private SandboxServer(SandboxOrg org, SandboxSettings settings, InstantSource clock, RandomGenerator random) {
        this.sessions = new Sessions(clock, settings.inactivity(), random);
        this.limits = new ApiLimits(settings.dailyApiRequests());
        this.identity = new Identity(org, clock);
        this.tokens = new TokenEndpoint(identity, sessions, new RefreshTokens(random), settings.appKeys(), clock);
        this.data = new DataApi(org, settings.pageSize(), sessions, limits, clock.instant());
        this.faultInjector = new FaultInjector(settings.faults(), random, sessions, limits);
        this.server = WebServer.builder()
                .host(HOST)
                .port(settings.port())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .maxPayloadSize(MAX_BODY)
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(MAX_READABLE_URI)
                        .build())
                .routing(routing -> routing.addFilter(SandboxServer::rejectLongUris)
                        .error(RuntimeException.class, SandboxServer::handleFailure)
                        .any(this::handle))
                .build();
    }

    /**
     * Starts serving {@code org}; throws {@link IllegalStateException} when the port is taken.
     *
     * @param random generates access and refresh tokens; pass a secure generator if other users share the machine
     */
    public static SandboxServer start(
            SandboxOrg org, SandboxSettings settings, InstantSource clock, RandomGenerator random) {
        var sandbox = new SandboxServer(org, settings, clock, random);
        sandbox.server.start();
        // Helidon does not throw an exception if the port is taken.
        if (!sandbox.server.isRunning()) {
            sandbox.server.stop();
            throw new IllegalStateException(
                    "the sandbox cannot listen on %s:%d: is the port taken?".formatted(HOST, settings.port()));
        }
        return sandbox;
    }

    /** The base URI: {@code http://127.0.0.1:} and the port. */
    public URI baseUri() {
        return URI.create("http://" + HOST + ":" + server.port());
    }

    /** Stops serving. Running requests finish first; stalled requests end at once. */
    public void stop() {
        faultInjector.close();
        server.stop();
    }

    /** Invalidates all access tokens, as when an administrator revokes the sessions of an app. */
    public void expireTokens() {
        sessions.closeAll();
    }

    /** The number of access tokens issued so far. */
    public int logins() {
        return sessions.issued();
    }

    /** Shows and replaces the injected faults. */
    public FaultInjection faults() {
        return faultInjector;
    }

    /** The number of requests below {@code /services/data} so far, failed ones included. */
    public long requests() {
        return requests.get();
    }

    /** The number of API calls so far that count against the org's allocation. */
    public long apiCalls() {
        return limits.used();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var path = DataApi.segments(request.path().path());
        boolean dataRequest = startsWith(path, "services", "data");
        if (dataRequest) {
            requests.incrementAndGet();
        }
        if (dataRequest || startsWith(path, "services", "oauth2")) {
            faultInjector.send(request, response, requestKind(path), () -> reply(request, path));
        } else {
            reply(request, path).send(request, response);
        }
    }

    private static Fault.RequestKind requestKind(List<String> path) {
        if (startsWith(path, "services", "oauth2")) {
            return Fault.RequestKind.LOGIN;
        }
        boolean furtherPage = path.size() == 5 && path.get(3).startsWith("query");
        return furtherPage ? Fault.RequestKind.PAGE : Fault.RequestKind.DATA;
    }

    private Reply reply(ServerRequest request, List<String> path) {
        Parameters parameters;
        try {
            parameters = Parameters.of(form(request, path), request.query().rawValue());
        } catch (IllegalArgumentException brokenEncoding) {
            return Reply.error(400, "UNKNOWN_EXCEPTION", "invalid percent-encoding in the query string or form");
        }
        if (startsWith(path, "services", "data")) {
            return data.reply(request, path.subList(2, path.size()), parameters);
        }
        if (startsWith(path, "services", "oauth2") && path.size() == 3) {
            return oauth(request, path.getLast(), parameters);
        }
        if (startsWith(path, "id")) {
            return data.authenticated(request) ? identity.reply(path, baseUri()) : withoutSession(request);
        }
        return Reply.notFound();
    }

    private Reply oauth(ServerRequest request, String endpoint, Parameters parameters) {
        return switch (endpoint) {
            case "token" ->
                isPost(request)
                        ? tokens.token(parameters, DataApi.header(request, "Authorization"), baseUri())
                        : TokenEndpoint.postRequired();
            case "revoke" -> tokens.revoke(parameters);
            case "userinfo" -> data.authenticated(request) ? identity.userInfo(baseUri()) : withoutSession(request);
            default -> Reply.notFound();
        };
    }

    private static Reply withoutSession(ServerRequest request) {
        return Identity.unauthenticated(DataApi.header(request, "Authorization"));
    }

    /** The form of an OAuth request; empty for all other requests. */
    private static String form(ServerRequest request, List<String> path) {
        if (!isPost(request) || !startsWith(path, "services", "oauth2")) {
            return "";
        }
        try (var body = request.content().inputStream()) {
            byte[] form = body.readNBytes(MAX_FORM + 1);
            if (form.length > MAX_FORM) {
                throw new HttpException("the form is too long", Status.REQUEST_ENTITY_TOO_LARGE_413);
            }
            return new String(form, StandardCharsets.UTF_8);
        } catch (IOException connectionLost) {
            throw new UncheckedIOException(connectionLost);
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

    private static boolean isPost(ServerRequest request) {
        return request.prologue().method().equals(Method.POST);
    }

    private static boolean startsWith(List<String> path, String... segments) {
        return path.size() >= segments.length
                && path.subList(0, segments.length).equals(List.of(segments));
    }
}
