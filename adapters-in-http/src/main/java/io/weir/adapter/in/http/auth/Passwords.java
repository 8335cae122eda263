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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The callers that send a user and a password. A password is tried slowly once; what it came to is remembered for a while by a
 * hash under a key of this process. Every try costs the same, whoever the user is, known or not.
 *
 * <p>Slow tries run a few at a time on threads that do nothing else: a hash never lets go of its thread, and would take one from
 * everybody. Addresses that have failed often wait in a lane of their own, so that guessing does not keep out who comes from
 * elsewhere. Thread-safe.
 */
public final class Passwords {
    private static final Duration RIGHT_FOR = Duration.ofMinutes(10);
    private static final Duration WRONG_FOR = Duration.ofMinutes(1);
    /** How long a try waits until it begins. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** A try that has begun takes its time: nothing can interrupt a hash, which ends by itself within a few seconds. */
    public static final WorkerPool.Settings POOL =
            new WorkerPool.Settings("weir-passwords", WorkerPool.halfOfTheProcessors(), 16, 0, Duration.ofSeconds(30));

    private static final int REMEMBERED = 1_024;
    private static final byte[] SEPARATOR = {0};

    private final Map<String, List<RegisteredCredential>> credentials = new HashMap<>();
    private final int tries;
    private final PasswordHash decoy;
    private final byte[] processKey = new byte[32];
    private final ExpiringCache<ByteBuffer, RegisteredCredential> right;
    private final ExpiringCache<ByteBuffer, Boolean> wrong;
    private final WorkerPool pool;

    /** Addresses that have failed often share one lane, which takes turns with that of all others. */
    public enum Lane {
        SUSPICIOUS,
        OTHERS
    }

    /** @param pool where passwords are tried, as {@link #POOL} has it */
    Passwords(List<RegisteredCredential> all, RandomGenerator random, WorkerPool pool, TimeMeter ticks) {
        this.pool = pool;
        for (var credential : all) {
            if (credential.credential() instanceof CallerCredential.Password password) {
                credentials
                        .computeIfAbsent(password.user(), _ -> new ArrayList<>())
                        .add(credential);
            }
        }
        this.tries = credentials.values().stream().mapToInt(List::size).max().orElse(0);
        this.decoy = credentials.values().stream()
                .flatMap(List::stream)
                .map(Passwords::hash)
                .max(Comparator.comparingInt(PasswordHash::iterations))
                .orElseGet(() -> PasswordHash.parse("pbkdf2-sha256:100000:AAAAAAAAAAAAAAAAAAAAAA==:"
                        + Base64.getEncoder().encodeToString(new byte[32])))
                .decoy();
        random.nextBytes(processKey);
        this.right = new ExpiringCache<>(REMEMBERED, ticks);
        this.wrong = new ExpiringCache<>(REMEMBERED, ticks);
    }

    boolean isEmpty() {
        return credentials.isEmpty();
    }

    /**
     * @param credentials what stands behind {@code Basic}
     * @param suspicious whether they come from where many wrong ones came from
     */
    CredentialMatch find(String credentials, boolean suspicious) {
        var decoded = decoded(credentials);
        int colon = decoded.map(text -> text.indexOf(':')).orElse(-1);
        if (colon < 0 || PasswordHash.hasControlCharacter(decoded.get())) {
            return new CredentialMatch.Fails(AuthenticationFailure.MALFORMED);
        }
        String user = decoded.get().substring(0, colon);
        String password = decoded.get().substring(colon + 1);
        if (password.isEmpty() || password.length() > PasswordHash.LONGEST_PASSWORD) {
            return new CredentialMatch.Fails(AuthenticationFailure.WRONG_PASSWORD);
        }
        var key = ByteBuffer.wrap(Digests.hmac(processKey, Digests.utf8(user), SEPARATOR, Digests.utf8(password)));
        return remembered(key)
                .orElseGet(() -> triedInTurn(user, password, key, suspicious ? Lane.SUSPICIOUS : Lane.OTHERS));
    }

    private CredentialMatch triedInTurn(String user, String password, ByteBuffer key, Lane lane) {
        // a try that had to wait may have waited for this very answer
        var tried = pool.run(lane, "", WAIT, () -> remembered(key).orElseGet(() -> tried(user, password, key)));
        return tried instanceof WorkerPool.Result.Done<CredentialMatch>(var finding)
                ? finding
                : new CredentialMatch.Fails(AuthenticationFailure.BUSY);
    }

    private CredentialMatch tried(String user, String password, ByteBuffer key) {
        var known = credentials.getOrDefault(user, List.of());
        var opened = Optional.<RegisteredCredential>empty();
        for (int i = 0; i < tries; i++) {
            boolean opens = (i < known.size() ? hash(known.get(i)) : decoy).opensFor(password);
            if (opens && i < known.size()) {
                opened = Optional.of(known.get(i));
            }
        }
        if (opened.isEmpty()) {
            wrong.keep(key, true, WRONG_FOR);
            return new CredentialMatch.Fails(AuthenticationFailure.WRONG_PASSWORD);
        }
        right.keep(key, opened.get(), RIGHT_FOR);
        return new CredentialMatch.Opens(opened.get());
    }

    private Optional<CredentialMatch> remembered(ByteBuffer key) {
        var credential = right.find(key);
        if (credential.isPresent()) {
            return Optional.of(new CredentialMatch.Opens(credential.get()));
        }
        return wrong.find(key).map(_ -> new CredentialMatch.Fails(AuthenticationFailure.WRONG_PASSWORD));
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
