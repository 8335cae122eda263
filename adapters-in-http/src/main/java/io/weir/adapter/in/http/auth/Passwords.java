package io.weir.adapter.in.http.auth;

import io.github.bucket4j.TimeMeter;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.Digests;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.adapter.in.http.watch.WorkerPool;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Authenticates callers by user and password. The result of a slow check is cached under a keyed hash of user and
 * password. Every check costs the same, whether the user is known or not.
 *
 * <p>Checks run on the few threads of a pool, because a hash cannot yield its thread. Addresses with many failed
 * attempts wait in a lane of their own, so that guessing does not delay other clients. Thread-safe.
 */
public final class Passwords {
    private static final Duration RIGHT_CACHED_FOR = Duration.ofMinutes(10);
    private static final Duration WRONG_CACHED_FOR = Duration.ofMinutes(1);

    /** How long a check may wait and take. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** The pool for the checks. A hash cannot be interrupted and takes up to a few seconds; hence the long grace. */
    public static final WorkerPool.Settings POOL =
            new WorkerPool.Settings("weir-passwords", WorkerPool.halfOfTheProcessors(), 16, 0, Duration.ofSeconds(30));

    private static final CredentialMatch BUSY = new Authentication.Refused(AuthenticationFailure.BUSY);

    /** Of several credentials with one password, the last to expire is valid for as long as any of them. */
    private static final Comparator<RegisteredCredential> LATER_EXPIRY =
            Comparator.comparing(registered -> registered.credential().expires());

    private static final int CAPACITY = 1_024;
    private static final byte[] SEPARATOR = {0};

    private final Map<String, List<RegisteredCredential>> credentials = new HashMap<>();
    private final int checks;
    private final PasswordHash decoy;
    private final byte[] processKey = new byte[32];
    private final ExpiringCache<ByteBuffer, CredentialMatch> right;
    /** Separate, so that guesses cannot displace valid passwords. */
    private final ExpiringCache<ByteBuffer, CredentialMatch> wrong;

    private final Map<ByteBuffer, CompletableFuture<CredentialMatch>> checking = new ConcurrentHashMap<>();
    private final WorkerPool pool;

    /** The lanes of the pool, which take turns: one for addresses with many failed attempts, one for all others. */
    public enum Lane {
        SUSPICIOUS,
        OTHERS
    }

    /** @param pool runs the checks, with the settings {@link #POOL} */
    Passwords(List<RegisteredCredential> all, RandomGenerator random, WorkerPool pool, TimeMeter ticks) {
        this.pool = pool;
        for (var credential : all) {
            if (credential.credential() instanceof CallerCredential.Password password) {
                credentials
                        .computeIfAbsent(password.user(), _ -> new ArrayList<>())
                        .add(credential);
            }
        }
        this.checks = credentials.values().stream().mapToInt(List::size).max().orElse(0);
        this.decoy = credentials.values().stream()
                .flatMap(List::stream)
                .map(Passwords::hash)
                .max(Comparator.comparingInt(PasswordHash::iterations))
                .orElseGet(() -> PasswordHash.parse("pbkdf2-sha256:100000:AAAAAAAAAAAAAAAAAAAAAA==:"
                        + Base64.getEncoder().encodeToString(new byte[32])))
                .decoy();
        random.nextBytes(processKey);
        this.right = new ExpiringCache<>(CAPACITY, ticks);
        this.wrong = new ExpiringCache<>(CAPACITY, ticks);
    }

    boolean isEmpty() {
        return credentials.isEmpty();
    }

    /**
     * The registered credential that {@code credentials} match.
     *
     * @param credentials the header's value after {@code Basic}
     * @param suspicious whether many failed attempts came from the same address
     */
    CredentialMatch find(String credentials, boolean suspicious) {
        var decoded = decoded(credentials);
        int colon = decoded.map(text -> text.indexOf(':')).orElse(-1);
        if (colon < 0 || PasswordHash.hasControlCharacter(decoded.get())) {
            return new Authentication.Refused(AuthenticationFailure.MALFORMED);
        }
        String user = decoded.get().substring(0, colon);
        String password = decoded.get().substring(colon + 1);
        if (password.isEmpty() || password.length() > PasswordHash.LONGEST_PASSWORD) {
            return new Authentication.Refused(AuthenticationFailure.WRONG_PASSWORD);
        }
        var key = ByteBuffer.wrap(Digests.hmac(processKey, Digests.utf8(user), SEPARATOR, Digests.utf8(password)));
        return cached(key).orElseGet(() -> pooled(user, password, key, suspicious ? Lane.SUSPICIOUS : Lane.OTHERS));
    }

    /** Requests that present the same password at the same time take one place of the pool together. */
    private CredentialMatch pooled(String user, String password, ByteBuffer key, Lane lane) {
        var mine = new CompletableFuture<CredentialMatch>();
        var others = checking.putIfAbsent(key, mine);
        if (others != null) {
            return others.copy()
                    .completeOnTimeout(BUSY, WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        try {
            // another request may have checked it just before
            var checked = pool.run(lane, "", WAIT, () -> cached(key).orElseGet(() -> check(user, password, key)));
            var result = checked instanceof WorkerPool.Result.Done<CredentialMatch>(var match) ? match : BUSY;
            mine.complete(result);
            return result;
        } finally {
            checking.remove(key, mine);
            mine.complete(BUSY);
        }
    }

    private CredentialMatch check(String user, String password, ByteBuffer key) {
        var known = credentials.getOrDefault(user, List.of());
        var matching = new ArrayList<RegisteredCredential>();
        for (int i = 0; i < checks; i++) {
            boolean matches = (i < known.size() ? hash(known.get(i)) : decoy).matches(password);
            if (matches && i < known.size()) {
                matching.add(known.get(i));
            }
        }
        if (!matching.isEmpty()) {
            var lastToExpire = Collections.max(matching, LATER_EXPIRY);
            right.put(key, lastToExpire, RIGHT_CACHED_FOR);
            return lastToExpire;
        }
        var refused = new Authentication.Refused(AuthenticationFailure.WRONG_PASSWORD);
        wrong.put(key, refused, WRONG_CACHED_FOR);
        return refused;
    }

    private Optional<CredentialMatch> cached(ByteBuffer key) {
        return right.find(key).or(() -> wrong.find(key));
    }

    private static PasswordHash hash(RegisteredCredential credential) {
        return switch (credential.credential()) {
            case CallerCredential.Password password -> password.hash();
            case CallerCredential.Key _,
                    CallerCredential.Signature _,
                    CallerCredential.Token _,
                    CallerCredential.Certificate _ ->
                throw new IllegalArgumentException("only credentials with a password are kept here");
        };
    }

    private static Optional<String> decoded(String credentials) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(credentials)))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            return Optional.empty();
        }
    }
}
