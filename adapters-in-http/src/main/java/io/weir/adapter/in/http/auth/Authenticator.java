package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.http.HeaderNames;
import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.HeaderText;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.security.auth.x500.X500Principal;

/**
 * Tells who sent a request, of the callers that the operator has named. Looks at everything that a request shows: a wrong
 * credential beside a right one does no harm, right ones of two callers open nothing.
 *
 * <p>Costs one hash for an API key, however many callers there are. Thread-safe.
 */
final class Authenticator {
    /** More is a list to try; and each password of it would cost as much as a request's only one. */
    private static final int MOST_OF_A_KIND = 2;

    private final Map<KeyHash, CallerDoor> keys = new HashMap<>();
    private final Map<X500Principal, CallerDoor> certificates = new HashMap<>();
    private final Passwords passwords;
    private final Signatures signatures;
    private final Tokens tokens;
    private final InstantSource clock;

    Authenticator(
            List<CallerDoor> doors, InstantSource clock, RandomGenerator random, WorkerPool hashes, TimeMeter ticks) {
        this.clock = clock;
        this.passwords = new Passwords(doors, random, hashes, ticks);
        this.signatures = new Signatures(doors, clock, ticks);
        this.tokens = new Tokens(doors, clock, random, ticks);
        for (var door : doors) {
            switch (door.credential()) {
                case CallerCredential.Key key -> keys.put(key.hash(), door);
                case CallerCredential.Certificate certificate -> certificates.put(certificate.subject(), door);
                case CallerCredential.Password _, CallerCredential.Signature _, CallerCredential.Token _ -> {}
            }
        }
    }

    /** What somebody shown at the door comes to; {@code gate} is there for who is known. */
    record Answer(Authentication authentication, Optional<CallerGate> gate) {
        private static Answer refused(AuthenticationFailure reason) {
            return new Answer(new Authentication.Refused(reason, ""), Optional.empty());
        }
    }

    /**
     * Who sent the request.
     *
     * @param suspicious whether it comes from where many wrong credentials came from
     * @param body reads the request's body; called only for a request that is signed
     */
    Answer authenticate(Arrival arrival, boolean suspicious, Supplier<byte[]> body) {
        var findings = findings(arrival, suspicious, body);
        if (findings.isEmpty()) {
            return new Answer(new Authentication.Unknown(), Optional.empty());
        }
        var doors = new ArrayList<CallerDoor>(findings.size());
        for (var finding : findings) {
            if (finding instanceof Finding.Opens(var door)) {
                doors.add(door);
            }
        }
        if (doors.isEmpty()) {
            return findings.getFirst() instanceof Finding.Fails(var reason)
                    ? Answer.refused(reason)
                    : Answer.refused(AuthenticationFailure.MALFORMED);
        }
        if (!doors.stream().allMatch(doors.getFirst()::isOf)) {
            return Answer.refused(AuthenticationFailure.AMBIGUOUS);
        }
        return opened(doors, arrival);
    }

    /** One caller's doors: the first that opens, else what there is against the first. */
    private Answer opened(List<CallerDoor> doors, Arrival arrival) {
        var now = clock.instant();
        var first = doors.getFirst();
        var authentication = first.openFor(arrival.client(), now);
        for (int i = 1; i < doors.size() && !(authentication instanceof Authentication.Known); i++) {
            authentication = doors.get(i).openFor(arrival.client(), now);
        }
        return new Answer(authentication, Optional.of(first.gate()));
    }

    private List<Finding> findings(Arrival arrival, boolean suspicious, Supplier<byte[]> body) {
        var findings = new ArrayList<Finding>(2);
        var headers = arrival.headers();
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            var authorizations = headers.get(HeaderNames.AUTHORIZATION).allValues();
            if (authorizations.size() > MOST_OF_A_KIND) {
                return List.of(new Finding.Fails(AuthenticationFailure.MALFORMED));
            }
            for (String authorization : authorizations) {
                findings.addAll(ofAuthorization(HeaderText.trimmed(authorization), suspicious));
            }
        }
        if (headers.contains(ApiKey.HEADER)) {
            var keys = headers.get(ApiKey.HEADER).allValues();
            if (keys.size() > MOST_OF_A_KIND) {
                return List.of(new Finding.Fails(AuthenticationFailure.MALFORMED));
            }
            for (String key : keys) {
                findings.add(ofKey(HeaderText.trimmed(key)));
            }
        }
        if (!signatures.isEmpty() && Signatures.isClaimedBy(headers)) {
            findings.add(signatures.find(headers, body));
        }
        if (!certificates.isEmpty()) {
            arrival.certificate().map(this::ofCertificate).ifPresent(findings::add);
        }
        return findings;
    }

    private List<Finding> ofAuthorization(String authorization, boolean suspicious) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return List.of(new Finding.Fails(AuthenticationFailure.MALFORMED));
        }
        String scheme = authorization.substring(0, space);
        String credentials = HeaderText.trimmed(authorization.substring(space + 1));
        if (scheme.equalsIgnoreCase("Bearer")) {
            return !tokens.isEmpty() && Tokens.isToken(credentials)
                    ? tokens.find(credentials)
                    : List.of(ofKey(credentials));
        }
        if (scheme.equalsIgnoreCase("ApiKey")) {
            return List.of(ofKey(credentials));
        }
        if (scheme.equalsIgnoreCase("Basic") && !passwords.isEmpty()) {
            return List.of(passwords.find(credentials, suspicious));
        }
        return List.of(new Finding.Fails(AuthenticationFailure.MALFORMED));
    }

    private Finding ofKey(String key) {
        if (key.isBlank()) {
            return new Finding.Fails(AuthenticationFailure.MALFORMED);
        }
        var door = keys.get(KeyHash.of(key));
        return door == null ? new Finding.Fails(AuthenticationFailure.UNKNOWN_KEY) : new Finding.Opens(door);
    }

    private Finding ofCertificate(ClientCertificate certificate) {
        var door = certificates.get(certificate.subject());
        return door == null ? new Finding.Fails(AuthenticationFailure.UNKNOWN_CERTIFICATE) : new Finding.Opens(door);
    }
}
