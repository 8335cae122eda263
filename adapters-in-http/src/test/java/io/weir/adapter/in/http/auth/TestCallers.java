package io.weir.adapter.in.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.caller.AddressRange;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.adapter.in.http.caller.TokenRule;
import io.weir.adapter.in.http.caller.WebhookSecret;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.domain.caller.Caller;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.Priority;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Callers, their credentials, and a fixed time. */
public final class TestCallers {
    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    public static final RandomGenerator RANDOM = new Random(6);
    static final WorkerPool HASHES = new WorkerPool(Passwords.POOL);

    static final String ISSUER = "https://login.example.com/";
    static final String AUDIENCE = "weir";
    static final RSAKey RSA = rsa("k1", 2_048);

    private static final QueryPolicy ANYTHING = new QueryPolicy(NameRules.ALL, NameRules.ALL, true, 10, 100, 2_000);

    private TestCallers() {}

    public static AuthenticatedCaller known(String name) {
        return new AuthenticatedCaller(Caller.unrestricted(name, ANYTHING), AnswerStyle.DEFAULT);
    }

    /** A caller that may not run ad-hoc queries. */
    static AuthenticatedCaller limited(String name) {
        return new AuthenticatedCaller(
                new Caller(
                        name,
                        new NameRules(List.of("contact-*"), List.of()),
                        new Caller.AdHoc.Never(),
                        false,
                        Priority.NORMAL),
                AnswerStyle.DEFAULT);
    }

    public static Callers anyone(AuthenticatedCaller caller) {
        return new Callers.Anyone(caller, List.of());
    }

    public static Callers withKey(String key, AuthenticatedCaller caller) {
        return listed(access(caller, key("key-1", key, CallerCredential.NEVER)));
    }

    public static CallerAccess access(AuthenticatedCaller caller, CallerCredential... credentials) {
        return new CallerAccess(caller, List.of(credentials), List.of(), CallerLimits.NONE);
    }

    public static Callers listed(CallerAccess... callers) {
        return new Callers.Listed(List.of(callers), List.of(), CLOCK, RANDOM);
    }

    /** The same callers; clients on this machine are trusted proxies. */
    static Callers behindAProxy(CallerAccess... callers) {
        return new Callers.Listed(List.of(callers), List.of(AddressRange.of("127.0.0.0/8")), CLOCK, RANDOM);
    }

    public static CallerCredential.Key key(String id, String key, Instant expires) {
        return new CallerCredential.Key(id, KeyHash.of(key), expires);
    }

    public static CallerCredential.Password password(String id, String user, String password, Instant expires) {
        return new CallerCredential.Password(id, user, PasswordHash.of(password, 1_000, RANDOM), expires);
    }

    static CallerCredential.Signature signature(String id, String secret, Instant expires) {
        return new CallerCredential.Signature(id, WebhookSecret.parse(secret), expires);
    }

    static CallerCredential.Token token(String id, URI keys, String subject) {
        return new CallerCredential.Token(id, new TokenRule(ISSUER, AUDIENCE, keys, subject, Map.of()));
    }

    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String secret(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    static String signed(String secret, String id, Instant at, String body) {
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(WebhookSecret.parse(secret)
                                .signature(
                                        id, Long.toString(at.getEpochSecond()), body.getBytes(StandardCharsets.UTF_8)));
    }

    static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(5))));
    }

    static String jwt(JWTClaimsSet claims, RSAKey key) {
        try {
            return jwt(claims, JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String jwt(JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm)
                            .type(JOSEObjectType.JWT)
                            .keyID(keyId)
                            .build(),
                    claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Authenticator authenticator(TimeMeter ticks, CallerAccess... callers) {
        return new Authenticator(
                RegisteredCredential.allOf(List.of(callers), List.of(), ticks),
                new Authenticator.Remembered(ticks, SharedReplays.NONE),
                CLOCK,
                RANDOM,
                HASHES,
                ticks);
    }

    /** The caller's name, or the reason of the refusal. */
    static String describe(Authentication authentication) {
        return switch (authentication) {
            case Authentication.Known(var caller, var _) -> caller.caller().name();
            case Authentication.Refused(var reason, var _) -> reason.label();
        };
    }
}
