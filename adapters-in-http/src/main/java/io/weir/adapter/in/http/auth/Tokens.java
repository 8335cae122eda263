package io.weir.adapter.in.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.Digests;
import io.weir.adapter.in.http.caller.TokenRule;
import java.net.URI;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The callers that send a JSON Web Token of an issuer whom the operator trusts. The algorithm is the key's: an RSA key of 2,048
 * bits or more verifies RS256 and PS256, a P-256 key ES256, and nothing else verifies anything. A token has an end.
 *
 * <p>A token that was verified is remembered for a minute at most. Thread-safe.
 */
public final class Tokens {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1_024;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final int FEWEST_RSA_BITS = 2_048;
    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final Set<String> TYPES = Set.of("JWT", "AT+JWT", "APPLICATION/AT+JWT");

    private final List<Ruled> rules = new ArrayList<>();
    private final InstantSource clock;
    private final byte[] processKey = new byte[32];
    private final ExpiringCache<ByteBuffer, Verified> verified;

    private record Ruled(RegisteredCredential credential, TokenRule rule, JwkSet keys) {}

    private record Verified(List<RegisteredCredential> credentials, Instant until) {}

    Tokens(List<RegisteredCredential> all, InstantSource clock, RandomGenerator random, TimeMeter ticks) {
        var sets = new HashMap<URI, JwkSet>();
        for (var credential : all) {
            if (credential.credential() instanceof CallerCredential.Token(var _, var rule)) {
                rules.add(
                        new Ruled(credential, rule, sets.computeIfAbsent(rule.keys(), uri -> new JwkSet(uri, ticks))));
            }
        }
        this.clock = clock;
        this.verified = new ExpiringCache<>(REMEMBERED, ticks);
        random.nextBytes(processKey);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether {@code bearer} looks like a token rather than a key. */
    static boolean isToken(String bearer) {
        int first = bearer.indexOf('.');
        return first > 0 && bearer.indexOf('.', first + 1) > first;
    }

    /** What {@code token} comes to; several findings where it is several callers'. */
    List<CredentialMatch> find(String token) {
        var now = clock.instant();
        var key = ByteBuffer.wrap(Digests.hmac(processKey, Digests.utf8(token)));
        var known = verified.find(key).filter(lately -> now.isBefore(lately.until()));
        if (known.isPresent()) {
            return opened(known.get().credentials());
        }
        if (!COMPACT.matcher(token).matches()) {
            // the library skips what is no base64url
            return failed(AuthenticationFailure.BAD_TOKEN);
        }
        try {
            var jwt = SignedJWT.parse(token);
            return read(jwt, jwt.getJWTClaimsSet(), key, now);
        } catch (ParseException | IllegalStateException unreadable) {
            return failed(AuthenticationFailure.BAD_TOKEN);
        }
    }

    private List<CredentialMatch> read(SignedJWT jwt, @Nullable JWTClaimsSet claims, ByteBuffer key, Instant now) {
        if (claims == null || claims.getExpirationTime() == null || !isOfKnownType(jwt)) {
            return failed(AuthenticationFailure.BAD_TOKEN);
        }
        var candidates =
                rules.stream().filter(ruled -> fits(ruled.rule(), claims)).toList();
        var signed = new HashMap<JwkSet, Boolean>();
        var credentials = candidates.stream()
                .filter(ruled -> signed.computeIfAbsent(ruled.keys(), keys -> isSigned(jwt, keys)))
                .map(Ruled::credential)
                .toList();
        if (credentials.isEmpty()) {
            return failed(AuthenticationFailure.BAD_TOKEN);
        }
        var until = claims.getExpirationTime().toInstant().plus(SKEW);
        if (!now.isBefore(until) || isEarly(claims.getNotBeforeTime(), now)) {
            return failed(AuthenticationFailure.EXPIRED_TOKEN);
        }
        verified.keep(key, new Verified(credentials, until), REMEMBERED_FOR);
        return opened(credentials);
    }

    private static boolean isEarly(@Nullable Date notBefore, Instant now) {
        return notBefore != null && now.isBefore(notBefore.toInstant().minus(SKEW));
    }

    private static boolean isOfKnownType(SignedJWT jwt) {
        var type = jwt.getHeader().getType();
        return type == null || TYPES.contains(type.getType().toUpperCase(Locale.ROOT));
    }

    private static boolean fits(TokenRule rule, JWTClaimsSet claims) {
        return rule.issuer().equals(claims.getIssuer())
                && claims.getAudience().contains(rule.audience())
                && (rule.subject().isEmpty() || rule.subject().equals(claims.getSubject()))
                && rule.claims().entrySet().stream().allMatch(claim -> holds(claims, claim));
    }

    /** A claim is one value, a list of them, or, as {@code scope} is, words with spaces between them. */
    private static boolean holds(JWTClaimsSet claims, Map.Entry<String, String> wanted) {
        return switch (claims.getClaim(wanted.getKey())) {
            case null -> false;
            case String text ->
                text.equals(wanted.getValue())
                        || (wanted.getKey().equals("scope")
                                && List.of(text.split(" ", -1)).contains(wanted.getValue()));
            case Collection<?> values -> values.contains(wanted.getValue());
            case Object value -> value.toString().equals(wanted.getValue());
        };
    }

    private static boolean isSigned(SignedJWT jwt, JwkSet keys) {
        var header = jwt.getHeader();
        return keys.named(header.getKeyID()).stream()
                .flatMap(key -> verifier(key, header.getAlgorithm()).stream())
                .anyMatch(verifier -> isSigned(jwt, verifier));
    }

    private static boolean isSigned(SignedJWT jwt, JWSVerifier verifier) {
        try {
            return jwt.verify(verifier);
        } catch (JOSEException | IllegalStateException refused) {
            return false;
        }
    }

    /** What verifies with {@code key}; empty where {@code algorithm}, which a stranger chose, is not the key's. */
    private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm) {
        boolean meant = (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
        try {
            if (meant && key instanceof RSAKey rsa && RSA.contains(algorithm) && rsa.size() >= FEWEST_RSA_BITS) {
                return Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
            }
            if (meant
                    && key instanceof ECKey ec
                    && algorithm.equals(JWSAlgorithm.ES256)
                    && ec.getCurve().equals(Curve.P_256)) {
                return Optional.of(new ECDSAVerifier(ec.toECPublicKey()));
            }
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static List<CredentialMatch> opened(List<RegisteredCredential> credentials) {
        return credentials.stream()
                .<CredentialMatch>map(CredentialMatch.Opens::new)
                .toList();
    }

    private static List<CredentialMatch> failed(AuthenticationFailure reason) {
        return List.of(new CredentialMatch.Fails(reason));
    }
}
