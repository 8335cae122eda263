package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.helidon.http.HeaderNames;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.HeaderText;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests against the configured callers. It checks every credential of a request: a wrong one beside a
 * valid one is ignored, but valid ones of two callers are refused.
 *
 * <p>An API key costs one hash, however many callers there are. Thread-safe.
 */
final class Authenticator {
    /** More would let one request try a list of credentials, each at the cost of a password hash. */
    private static final int MOST_OF_A_KIND = 2;

    private final Map<KeyHash, RegisteredCredential> keys = new HashMap<>();
    private final Map<X500Principal, RegisteredCredential> certificates = new HashMap<>();
    private final Passwords passwords;
    private final Signatures signatures;
    private final Tokens tokens;
    private final InstantSource clock;

    /**
     * @param remembered what outlives a change of the callers
     */
    Authenticator(
            List<RegisteredCredential> credentials,
            Remembered remembered,
            InstantSource clock,
            RandomGenerator random,
            WorkerPool hashes,
            TimeMeter ticks) {
        this.clock = clock;
        this.passwords = new Passwords(credentials, random, hashes, ticks);
        this.signatures = new Signatures(credentials, clock, remembered.replays());
        this.tokens = new Tokens(credentials, remembered.keySets(), clock, random, ticks);
        for (var credential : credentials) {
            switch (credential.credential()) {
                case CallerCredential.Key key -> keys.put(key.hash(), credential);
                case CallerCredential.Certificate certificate -> certificates.put(certificate.subject(), credential);
                case CallerCredential.Password _, CallerCredential.Signature _, CallerCredential.Token _ -> {}
            }
        }
    }

    /**
     * What outlives a change of the callers: signatures that must not be used again, and key sets, whose issuer may be
     * down at that moment.
     */
    record Remembered(ReplayProtection replays, Map<URI, JwkSet> keySets) {
        Remembered(TimeMeter ticks, SharedReplays shared) {
            this(new ReplayProtection(ticks, shared), new HashMap<>());
        }
    }

    /**
     * Authenticates a request. Throws {@link RequestRefused} if this cannot be decided now.
     *
     * @param suspicious whether many failed attempts came from the same address
     * @param body reads the request's body; called only for a signed request
     */
    Authentication authenticate(RequestCredentials presented, BooleanSupplier suspicious, Supplier<byte[]> body) {
        var matches = matches(presented, suspicious, body);
        if (matches.isEmpty()) {
            return new Authentication.Refused(AuthenticationFailure.MISSING);
        }
        var credentials = new ArrayList<RegisteredCredential>(matches.size());
        for (var match : matches) {
            if (match instanceof RegisteredCredential credential) {
                credentials.add(credential);
            }
        }
        if (credentials.isEmpty()) {
            return refusal(matches);
        }
        if (credentials.size() > 1 && !credentials.stream().allMatch(credentials.getFirst()::sharesCallerWith)) {
            return new Authentication.Refused(AuthenticationFailure.AMBIGUOUS);
        }
        return authenticate(credentials, presented.client());
    }

    /** The first refusal; throws {@link RequestRefused} if nothing was refused, but a token could not be checked. */
    private static Authentication refusal(List<CredentialMatch> matches) {
        return matches.stream()
                .filter(Authentication.Refused.class::isInstance)
                .map(Authentication.Refused.class::cast)
                .findFirst()
                .orElseThrow(() -> new RequestRefused(ErrorAnswer.tokenKeysUnavailable()));
    }

    /** The first of one caller's {@code credentials} that is valid now, or the refusal of the last. */
    private Authentication authenticate(List<RegisteredCredential> credentials, InetAddress client) {
        var now = clock.instant();
        var authentication = credentials.getFirst().authenticate(client, now);
        for (int i = 1; i < credentials.size() && authentication instanceof Authentication.Refused; i++) {
            authentication = credentials.get(i).authenticate(client, now);
        }
        return authentication;
    }

    private List<CredentialMatch> matches(
            RequestCredentials presented, BooleanSupplier suspicious, Supplier<byte[]> body) {
        var headers = presented.headers();
        var authorizations = headers.all(HeaderNames.AUTHORIZATION, List::of);
        var keysSent = headers.all(ApiKey.HEADER, List::of);
        if (authorizations.size() > MOST_OF_A_KIND || keysSent.size() > MOST_OF_A_KIND) {
            return List.of(malformed());
        }
        var matches = new ArrayList<CredentialMatch>(2);
        authorizations.forEach(text -> matches.addAll(ofAuthorization(HeaderText.trimmed(text), suspicious)));
        keysSent.forEach(key -> matches.add(ofKey(HeaderText.trimmed(key))));
        if (!signatures.isEmpty() && Signatures.isClaimedBy(headers)) {
            matches.addAll(signatures.find(headers, body));
        }
        if (!certificates.isEmpty()) {
            presented.subject().map(this::ofCertificate).ifPresent(matches::add);
        }
        return matches;
    }

    private List<CredentialMatch> ofAuthorization(String authorization, BooleanSupplier suspicious) {
        int space = Math.max(0, authorization.indexOf(' '));
        String credentials = HeaderText.trimmed(authorization.substring(space));
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" ->
                !tokens.isEmpty() && Tokens.isToken(credentials)
                        ? tokens.find(credentials)
                        : List.of(ofKey(credentials));
            case "apikey" -> List.of(ofKey(credentials));
            case "basic" ->
                List.of(passwords.isEmpty() ? malformed() : passwords.find(credentials, suspicious.getAsBoolean()));
            default -> List.of(malformed());
        };
    }

    private CredentialMatch ofKey(String key) {
        return key.isBlank() ? malformed() : registered(keys.get(KeyHash.of(key)), AuthenticationFailure.UNKNOWN_KEY);
    }

    private CredentialMatch ofCertificate(X500Principal subject) {
        return registered(certificates.get(subject), AuthenticationFailure.UNKNOWN_CERTIFICATE);
    }

    private static CredentialMatch malformed() {
        return new Authentication.Refused(AuthenticationFailure.MALFORMED);
    }

    private static CredentialMatch registered(@Nullable RegisteredCredential credential, AuthenticationFailure other) {
        return credential == null ? new Authentication.Refused(other) : credential;
    }
}
