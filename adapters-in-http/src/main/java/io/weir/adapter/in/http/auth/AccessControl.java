package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.caller.AccessScheme;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.exchange.BufferedBody;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Admits requests: authenticates each one and checks the limits of its caller before anything else is done with it.
 * Every endpoint of the data server gets its requests from here:
 *
 * {@snippet :
 * try (var admitted = accessControl.admit(request, accessControl.clientOf(request), maxBytes, id)) {
 *     answer(admitted.text(), admitted.caller());
 * }
 * }
 *
 * <p>Thread-safe.
 */
public final class AccessControl {
    private static final Duration UNKNOWN_PAUSE = Duration.ofSeconds(2);

    private final RequestBody bodies;
    private final ClientAddresses addresses;
    private final FailedAttempts failures;
    private final FailureLog log;
    private final WorkerPool hashes;
    private final MeterRegistry meters;
    private final TimeMeter ticks;
    private final Authenticator.Remembered remembered;
    private volatile Known known;

    /** The callers at one moment. */
    private record Known(
            List<AccessScheme> schemes,
            List<RegisteredCredential> credentials,
            ErrorAnswer challenge,
            Authenticating authenticating,
            Supplier<Map<String, Integer>> running) {}

    private interface Authenticating {
        Authentication authenticate(ServerRequest request, InetAddress client, BufferedBody body);
    }

    /** @param replays what other Weirs know of used signatures */
    public AccessControl(
            Callers callers,
            RequestBody bodies,
            WorkerPool hashes,
            MeterRegistry meters,
            TimeMeter ticks,
            SharedReplays replays) {
        this.bodies = bodies;
        this.addresses = new ClientAddresses(callers.trustedProxies());
        this.failures = new FailedAttempts(ticks);
        this.log = new FailureLog(meters, ticks);
        this.hashes = hashes;
        this.meters = meters;
        this.ticks = ticks;
        this.remembered = new Authenticator.Remembered(ticks, replays.measuredBy(meters));
        this.known = known(callers, List.of());
    }

    /**
     * Admits {@code callers} instead of the former ones, from the next request on. Callers whose limits are the same
     * keep what they have used of them; failed attempts and signatures are not forgotten. The trusted proxies stay.
     */
    public synchronized void replace(Callers callers) {
        var before = known.credentials();
        before.forEach(credential -> credential.measureNoMore(meters));
        remembered.replays().forgetExpired();
        known = known(callers, before);
    }

    /** How many requests of each caller run, by its name. */
    public Map<String, Integer> running() {
        return known.running().get();
    }

    /** How often authentication has failed since the start, by reason. */
    public static Map<String, Long> failures(MeterRegistry meters) {
        var counts = new TreeMap<String, Long>();
        for (var reason : AuthenticationFailure.values()) {
            meters.counter(FailureLog.FAILURES, List.of(Tag.create(FailureLog.REASON, reason.label())))
                    .filter(counter -> counter.count() > 0)
                    .ifPresent(counter -> counts.put(reason.label(), counter.count()));
        }
        return counts;
    }

    /** The authentication schemes of the callers. */
    public List<AccessScheme> schemes() {
        return known.schemes();
    }

    private Known known(Callers callers, List<RegisteredCredential> before) {
        return switch (callers) {
            case Callers.Anyone(var caller, var _) -> {
                var anyone = new Authentication.Known(caller, new CallerLimiter(CallerLimits.NONE, ticks));
                yield new Known(
                        callers.schemes(),
                        List.of(),
                        Challenge.to(List.of()),
                        (_, _, _) -> anyone,
                        () -> Map.of(caller.caller().name(), anyone.limiter().running()));
            }
            case Callers.Listed(var listed, var _, var clock, var random) -> {
                var credentials = RegisteredCredential.allOf(listed, before, ticks);
                credentials.forEach(credential -> credential.measureExpiry(meters));
                credentials.forEach(credential -> credential.warnNearExpiry(clock.instant()));
                var authenticator = new Authenticator(credentials, remembered, clock, random, hashes, ticks);
                yield new Known(
                        callers.schemes(),
                        credentials,
                        Challenge.to(credentials),
                        (request, client, body) -> authenticator.authenticate(
                                RequestCredentials.of(request, client), () -> failures.areMany(client), body::bytes),
                        () -> credentials.stream()
                                .collect(Collectors.toMap(
                                        RegisteredCredential::callerName,
                                        RegisteredCredential::running,
                                        (one, _) -> one)));
            }
        };
    }

    /**
     * Admits {@code request}; close the result once it is answered. Throws {@link RequestRefused} for a request that is
     * not authenticated, or whose caller has reached a limit.
     *
     * @param client the address that the request is from, by {@link #clientOf}
     * @param maxBodyBytes the largest accepted body; the body of a signed request is read here
     * @param requestId for the log
     */
    public AdmittedRequest admit(ServerRequest request, InetAddress client, int maxBodyBytes, String requestId) {
        CredentialsInUrl.refuse(request.query());
        var body = new BufferedBody(bodies, request, maxBodyBytes);
        var callers = known;
        return switch (callers.authenticating().authenticate(request, client, body)) {
            case Authentication.Known caller -> {
                var refusal = caller.limiter().enter();
                if (refusal.isPresent()) {
                    throw RequestRefused.of(caller.caller(), refusal.get());
                }
                yield new AdmittedRequest(caller, body);
            }
            case Authentication.Refused refused -> throw refusal(refused, callers.challenge(), client, requestId);
        };
    }

    /** The address that {@code request} is from, whether it is admitted or not. */
    public InetAddress clientOf(ServerRequest request) {
        return addresses.of(request.remotePeer(), request.headers());
    }

    private RequestRefused refusal(
            Authentication.Refused refused, ErrorAnswer challenge, InetAddress client, String requestId) {
        log.refused(refused, client, requestId);
        if (refused.reason() == AuthenticationFailure.BUSY) {
            return new RequestRefused(ErrorAnswer.later(
                    ErrorCode.RATE_LIMITED, "too many credentials are being checked at the moment", Duration.ZERO));
        }
        if (refused.reason() == AuthenticationFailure.REPLAY_UNKNOWN) {
            return new RequestRefused(ErrorAnswer.later(
                    ErrorCode.REPLAY_CHECK_UNAVAILABLE,
                    "whether this signed request was sent before cannot be determined at present; send it again",
                    UNKNOWN_PAUSE));
        }
        var pause = failures.count(client);
        return new RequestRefused(
                pause.isZero()
                        ? challenge
                        : ErrorAnswer.later(
                                ErrorCode.TOO_MANY_FAILURES,
                                "too many wrong credentials came from this address; a valid one is still accepted",
                                pause));
    }
}
