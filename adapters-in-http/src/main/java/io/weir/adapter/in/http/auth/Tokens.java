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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers by JSON Web Tokens of trusted issuers. The algorithm follows from the key: an RSA key of at
 * least 2,048 bits verifies RS256 and PS256, a P-256 key verifies ES256; other keys verify nothing. A token must have
 * an expiry time.
 *
 * <p>A verified token is cached for at most a minute. Thread-safe.
 */
public final class Tokens {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration CACHED_FOR = Duration.ofMinutes(1);
    private static final int CAPACITY = 1_024;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final int FEWEST_RSA_BITS = 2_048;
    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final Set<String> TYPES = Set.of("JWT", "AT+JWT", "APPLICATION/AT+JWT");

    private final List<Rule> rules = new ArrayList<>();
    private final InstantSource clock;
    private final byte[] processKey = new byte[32];
    private final ExpiringCache<ByteBuffer, Verified> verified;

    private record Rule(RegisteredCredential credential, TokenRule rule, JwkSet keys) {}

    private enum Check {
        SIGNED,
        NOT_SIGNED,
        KEYS_UNKNOWN
    }

    private record Verified(List<RegisteredCredential> credentials, Instant until) {}

    /** @param sets the key sets that are known already; afterwards, those that are used */
    Tokens(
            List<RegisteredCredential> all,
            Map<URI, JwkSet> sets,
            InstantSource clock,
            RandomGenerator random,
            TimeMeter ticks) {
        for (var credential : all) {
            if (credential.credential() instanceof CallerCredential.Token(var _, var rule)) {
                rules.add(new Rule(credential, rule, sets.computeIfAbsent(rule.keys(), uri -> new JwkSet(uri, ticks))));
            }
        }
        sets.keySet().retainAll(rules.stream().map(rule -> rule.rule().keys()).collect(Collectors.toSet()));
        this.clock = clock;
        this.verified = new ExpiringCache<>(CAPACITY, ticks);
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

    /** The credentials of the callers whose rules {@code token} satisfies, or the one reason why there is none. */
    List<CredentialMatch> find(String token) {
        var now = clock.instant();
        var key = ByteBuffer.wrap(Digests.hmac(processKey, Digests.utf8(token)));
        var known = verified.find(key).filter(recent -> now.isBefore(recent.until()));
        if (known.isPresent()) {
            return List.copyOf(known.get().credentials());
        }
        if (!COMPACT.matcher(token).matches()) {
            // the library ignores characters that are not base64url
            return CredentialMatch.none(AuthenticationFailure.BAD_TOKEN);
        }
        try {
            var jwt = SignedJWT.parse(token);
            return read(jwt, jwt.getJWTClaimsSet(), key, now);
        } catch (ParseException | IllegalStateException unreadable) {
            return CredentialMatch.none(AuthenticationFailure.BAD_TOKEN);
        }
    }

    private List<CredentialMatch> read(SignedJWT jwt, @Nullable JWTClaimsSet claims, ByteBuffer key, Instant now) {
        if (claims == null || claims.getExpirationTime() == null || !isOfKnownType(jwt)) {
            return CredentialMatch.none(AuthenticationFailure.BAD_TOKEN);
        }
        var candidates =
                rules.stream().filter(rule -> fits(rule.rule(), claims)).toList();
        var checks = new HashMap<JwkSet, Check>();
        var credentials = candidates.stream()
                .filter(rule -> checks.computeIfAbsent(rule.keys(), keys -> check(jwt, keys)) == Check.SIGNED)
                .map(Rule::credential)
                .toList();
        if (credentials.isEmpty() && !checks.containsValue(Check.KEYS_UNKNOWN)) {
            return CredentialMatch.none(AuthenticationFailure.BAD_TOKEN);
        }
        var until = claims.getExpirationTime().toInstant().plus(SKEW);
        if (!now.isBefore(until) || isNotYetValid(claims.getNotBeforeTime(), now)) {
            return CredentialMatch.none(AuthenticationFailure.EXPIRED_TOKEN);
        }
        if (credentials.isEmpty()) {
            return List.of(new CredentialMatch.Undetermined());
        }
        verified.put(key, new Verified(credentials, until), CACHED_FOR);
        return List.copyOf(credentials);
    }

    private static boolean isNotYetValid(@Nullable Date notBefore, Instant now) {
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

    /** A claim is one value, a list of values, or, like {@code scope}, words separated by spaces. */
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

    private static Check check(SignedJWT jwt, JwkSet keys) {
        var header = jwt.getHeader();
        return keys.named(header.getKeyID())
                .map(named -> named.stream()
                                .flatMap(key -> verifier(key, header.getAlgorithm()).stream())
                                .anyMatch(verifier -> isSigned(jwt, verifier))
                        ? Check.SIGNED
                        : Check.NOT_SIGNED)
                .orElse(Check.KEYS_UNKNOWN);
    }

    private static boolean isSigned(SignedJWT jwt, JWSVerifier verifier) {
        try {
            return jwt.verify(verifier);
        } catch (JOSEException | IllegalStateException refused) {
            return false;
        }
    }

    /** A verifier with {@code key}; empty if {@code algorithm}, which the token names, is not one of the key's. */
    private static Optional<JWSVerifier> verifier(JWK key, JWSAlgorithm algorithm) {
        boolean matches = (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
        try {
            if (matches && key instanceof RSAKey rsa && RSA.contains(algorithm) && rsa.size() >= FEWEST_RSA_BITS) {
                return Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
            }
            if (matches
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
}
