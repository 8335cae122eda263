package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.exchange.BufferedBody;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a request in, or refuses it before anything else is done with it: asks who it is from, and whether its caller may ask
 * now. Every endpoint of the data server takes its requests from here:
 *
 * {@snippet :
 * try (var admitted = accessControl.admit(request, accessControl.clientOf(request), maxBytes)) {
 *     answer(admitted.text(), admitted.caller());
 * }
 * }
 *
 * <p>Thread-safe.
 */
public final class AccessControl {
    private final RequestBody bodies;
    private final ClientAddresses addresses;
    private final FailedAttempts failures;
    private final FailureLog log;
    private final Guard guard;

    /** Whom it lets in. */
    private sealed interface Guard {
        record Nobody(AuthenticatedCaller caller) implements Guard {}

        record Strict(Authenticator authenticator, ErrorAnswer challenge) implements Guard {}
    }

    public AccessControl(
            Callers callers, RequestBody bodies, WorkerPool hashes, MeterRegistry meters, TimeMeter ticks) {
        this.bodies = bodies;
        this.addresses = new ClientAddresses(callers.trustedProxies());
        this.failures = new FailedAttempts(ticks);
        this.log = new FailureLog(meters, ticks);
        this.guard = switch (callers) {
            case Callers.Anyone(var caller, var _) -> new Guard.Nobody(caller);
            case Callers.Listed listed -> {
                var credentials = credentials(listed, ticks);
                tellOfTheirEnds(credentials, listed, meters);
                yield new Guard.Strict(
                        new Authenticator(credentials, listed.clock(), listed.random(), hashes, ticks),
                        Challenge.to(credentials));
            }
        };
    }

    /**
     * Lets {@code request} in; close what comes back when it is answered. Throws {@link RequestRefused} for one that is from
     * nobody who is known, or from a caller who asks too much.
     *
     * @param client where it comes from, by {@link #clientOf}
     * @param maxBodyBytes the largest body that is taken; a signed request's is read here
     */
    public AdmittedRequest admit(ServerRequest request, InetAddress client, int maxBodyBytes) {
        CredentialsInUrl.refuse(request.query());
        var body = new BufferedBody(bodies, request, maxBodyBytes);
        return switch (guard) {
            case Guard.Nobody(var caller) -> new AdmittedRequest(caller, Optional.empty(), body);
            case Guard.Strict strict -> admit(RequestCredentials.of(request, client), strict, body);
        };
    }

    /** Where {@code request} comes from, whether it is let in or not. */
    public InetAddress clientOf(ServerRequest request) {
        return addresses.of(request.remotePeer(), request.headers());
    }

    private AdmittedRequest admit(RequestCredentials shown, Guard.Strict strict, BufferedBody body) {
        var answer = strict.authenticator().authenticate(shown, failures.areMany(shown.client()), body::bytes);
        return switch (answer.authentication()) {
            case Authentication.Known(var caller) -> {
                var refusal = answer.limiter().flatMap(CallerLimiter::enter);
                if (refusal.isPresent()) {
                    throw RequestRefused.of(caller, refusal.get());
                }
                yield new AdmittedRequest(caller, answer.limiter(), body);
            }
            case Authentication.Unknown() ->
                throw refused(AuthenticationFailure.MISSING, "", shown.client(), strict.challenge());
            case Authentication.Refused(var reason, var owner) ->
                throw refused(reason, owner, shown.client(), strict.challenge());
        };
    }

    private RequestRefused refused(
            AuthenticationFailure reason, String owner, InetAddress client, ErrorAnswer challenge) {
        log.refused(reason, owner, client);
        if (reason == AuthenticationFailure.BUSY) {
            return new RequestRefused(ErrorAnswer.later(
                    ErrorCode.RATE_LIMITED, "too many credentials are being checked to check this one", Duration.ZERO));
        }
        var pause = failures.count(client);
        return new RequestRefused(
                pause.isZero()
                        ? challenge
                        : ErrorAnswer.later(
                                ErrorCode.TOO_MANY_FAILURES,
                                "too many wrong credentials came from this address; a right one is let in at any time",
                                pause));
    }

    private static List<RegisteredCredential> credentials(Callers.Listed listed, TimeMeter ticks) {
        var credentials = new ArrayList<RegisteredCredential>();
        for (var access : listed.callers()) {
            var limiter = new CallerLimiter(access.limits(), ticks);
            access.credentials()
                    .forEach(credential -> credentials.add(new RegisteredCredential(access, limiter, credential)));
        }
        return credentials;
    }

    private static void tellOfTheirEnds(
            List<RegisteredCredential> credentials, Callers.Listed listed, MeterRegistry meters) {
        for (var access : listed.callers()) {
            for (var credential : access.credentials()) {
                if (!credential.expires().equals(CallerCredential.NEVER)) {
                    meters.getOrCreate(Gauge.builder(
                                    "weir_caller_credential_expiry_timestamp_seconds",
                                    () -> credential.expires().getEpochSecond())
                            .description("When a caller's credential ends")
                            .tags(List.of(
                                    Tag.create("caller", access.name()), Tag.create("credential", credential.id()))));
                }
            }
        }
        credentials.forEach(credential -> credential.warnOfItsEnd(listed.clock().instant()));
    }
}
