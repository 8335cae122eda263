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

    private final Map<KeyHash, RegisteredCredential> keys = new HashMap<>();
    private final Map<X500Principal, RegisteredCredential> certificates = new HashMap<>();
    private final Passwords passwords;
    private final Signatures signatures;
    private final Tokens tokens;
    private final InstantSource clock;

    Authenticator(
            List<RegisteredCredential> credentials,
            InstantSource clock,
            RandomGenerator random,
            WorkerPool hashes,
            TimeMeter ticks) {
        this.clock = clock;
        this.passwords = new Passwords(credentials, random, hashes, ticks);
        this.signatures = new Signatures(credentials, clock, ticks);
        this.tokens = new Tokens(credentials, clock, random, ticks);
        for (var credential : credentials) {
            switch (credential.credential()) {
                case CallerCredential.Key key -> keys.put(key.hash(), credential);
                case CallerCredential.Certificate certificate -> certificates.put(certificate.subject(), credential);
                case CallerCredential.Password _, CallerCredential.Signature _, CallerCredential.Token _ -> {}
            }
        }
    }

    /** What somebody shown at the credential comes to; {@code limiter} is there for who is known. */
    record Answer(Authentication authentication, Optional<CallerLimiter> limiter) {
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
    Answer authenticate(RequestCredentials shown, boolean suspicious, Supplier<byte[]> body) {
        var findings = findings(shown, suspicious, body);
        if (findings.isEmpty()) {
            return new Answer(new Authentication.Unknown(), Optional.empty());
        }
        var credentials = new ArrayList<RegisteredCredential>(findings.size());
        for (var finding : findings) {
            if (finding instanceof CredentialMatch.Opens(var credential)) {
                credentials.add(credential);
            }
        }
        if (credentials.isEmpty()) {
            return findings.getFirst() instanceof CredentialMatch.Fails(var reason)
                    ? Answer.refused(reason)
                    : Answer.refused(AuthenticationFailure.MALFORMED);
        }
        if (!credentials.stream().allMatch(credentials.getFirst()::isOf)) {
            return Answer.refused(AuthenticationFailure.AMBIGUOUS);
        }
        return opened(credentials, shown);
    }

    /** One caller's credentials: the first that opens, else what there is against the first. */
    private Answer opened(List<RegisteredCredential> credentials, RequestCredentials shown) {
        var now = clock.instant();
        var first = credentials.getFirst();
        var authentication = first.openFor(shown.client(), now);
        for (int i = 1; i < credentials.size() && !(authentication instanceof Authentication.Known); i++) {
            authentication = credentials.get(i).openFor(shown.client(), now);
        }
        return new Answer(authentication, Optional.of(first.limiter()));
    }

    private List<CredentialMatch> findings(RequestCredentials shown, boolean suspicious, Supplier<byte[]> body) {
        var findings = new ArrayList<CredentialMatch>(2);
        var headers = shown.headers();
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            var authorizations = headers.get(HeaderNames.AUTHORIZATION).allValues();
            if (authorizations.size() > MOST_OF_A_KIND) {
                return List.of(new CredentialMatch.Fails(AuthenticationFailure.MALFORMED));
            }
            for (String authorization : authorizations) {
                findings.addAll(ofAuthorization(HeaderText.trimmed(authorization), suspicious));
            }
        }
        if (headers.contains(ApiKey.HEADER)) {
            var keys = headers.get(ApiKey.HEADER).allValues();
            if (keys.size() > MOST_OF_A_KIND) {
                return List.of(new CredentialMatch.Fails(AuthenticationFailure.MALFORMED));
            }
            for (String key : keys) {
                findings.add(ofKey(HeaderText.trimmed(key)));
            }
        }
        if (!signatures.isEmpty() && Signatures.isClaimedBy(headers)) {
            findings.add(signatures.find(headers, body));
        }
        if (!certificates.isEmpty()) {
            shown.certificate().map(this::ofCertificate).ifPresent(findings::add);
        }
        return findings;
    }

    private List<CredentialMatch> ofAuthorization(String authorization, boolean suspicious) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return List.of(new CredentialMatch.Fails(AuthenticationFailure.MALFORMED));
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
        return List.of(new CredentialMatch.Fails(AuthenticationFailure.MALFORMED));
    }

    private CredentialMatch ofKey(String key) {
        if (key.isBlank()) {
            return new CredentialMatch.Fails(AuthenticationFailure.MALFORMED);
        }
        var credential = keys.get(KeyHash.of(key));
        return credential == null
                ? new CredentialMatch.Fails(AuthenticationFailure.UNKNOWN_KEY)
                : new CredentialMatch.Opens(credential);
    }

    private CredentialMatch ofCertificate(ClientCertificate certificate) {
        var credential = certificates.get(certificate.subject());
        return credential == null
                ? new CredentialMatch.Fails(AuthenticationFailure.UNKNOWN_CERTIFICATE)
                : new CredentialMatch.Opens(credential);
    }
}
