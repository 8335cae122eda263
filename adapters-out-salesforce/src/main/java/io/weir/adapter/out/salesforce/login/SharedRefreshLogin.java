package io.weir.adapter.out.salesforce.login;

import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SharedSecrets;
import io.weir.domain.port.SharedStoreUnavailable;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a refresh token that Salesforce replaces at each use, for all Weirs of a fleet: one at a time uses the
 * token, the others take over its session.
 *
 * <p>Nobody uses a token without the lease on it, because Salesforce revokes an approval when a replaced token is used.
 * While the store is down, sessions go on and nobody logs in. A Weir that dies with the lease leaves the token as it was:
 * where Salesforce had not replaced it yet, the next Weir logs in with it once the lease has ended. For one thread at a
 * time.
 */
final class SharedRefreshLogin implements Grant {
    private static final System.Logger LOG = System.getLogger(SharedRefreshLogin.class.getName());
    private static final int SHORTEST_PAUSE_MILLIS = 100;
    private static final int LONGEST_PAUSE_MILLIS = 400;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final String loginUri;
    private final Credentials.RefreshToken credentials;
    private final SharedSecrets secrets;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    private String name = "";
    private volatile long known;
    private SharedSecrets.@Nullable Lease lease;
    private String token = "";

    /** A login that is to be stored; {@code null} if all are. */
    private volatile @Nullable Unstored unstored;

    private volatile boolean closed;

    private record Unstored(SharedSecrets.Lease lease, String text) {}

    SharedRefreshLogin(
            String loginUri,
            Credentials.RefreshToken credentials,
            SharedSecrets secrets,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper) {
        this.loginUri = loginUri;
        this.credentials = credentials;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
    }

    /** Turns a login that another Weir made into a result. */
    interface TakeOver<T> {
        /** Throws {@link SalesforceFailure} for a login that cannot be used. */
        T of(SharedSession session);
    }

    /**
     * The result of {@code takeOver} for a newer login of another Weir, or of {@code login}, which asks Salesforce.
     *
     * @param deadline until when another Weir may log in
     */
    <T> T run(Deadline deadline, TakeOver<T> takeOver, Supplier<T> login) {
        try {
            return attempt(deadline, takeOver, login);
        } catch (SharedStoreUnavailable down) {
            throw new SalesforceFailure.Unavailable(
                    "no login without the store that all Weirs share: " + down.getMessage(), "", Duration.ofSeconds(1));
        }
    }

    private <T> T attempt(Deadline deadline, TakeOver<T> takeOver, Supplier<T> login) {
        var waiting = unstored;
        if (waiting != null && !store(waiting)) {
            throw new SharedStoreUnavailable("the refresh token of the last login is not stored yet");
        }
        String seed = LoginFingerprint.seed(credentials);
        rename(seed);
        while (true) {
            switch (secrets.claim(name, known)) {
                case SharedSecrets.Newer(var version, var text) -> {
                    known = version;
                    var session = SharedSession.read(text);
                    if (!session.isExpired(clock.instant())) {
                        return takeOver.of(session);
                    }
                }
                case SharedSecrets.Lease granted -> {
                    return logIn(granted, seed, login);
                }
                case SharedSecrets.Taken() -> pause(deadline);
            }
        }
    }

    /** A token that the operator sets anew begins a series of its own. */
    private void rename(String seed) {
        String next = nameOf(loginUri, credentials.clientId(), seed);
        if (!next.equals(name)) {
            name = next;
            known = 0;
        }
    }

    private <T> T logIn(SharedSecrets.Lease granted, String seed, Supplier<T> login) {
        lease = granted;
        token = granted.secret()
                .map(text -> SharedSession.read(text).refreshToken())
                .orElse(seed);
        try {
            return login.get();
        } finally {
            if (lease != null) {
                lease = null;
                release(granted);
            }
        }
    }

    private void release(SharedSecrets.Lease granted) {
        try {
            secrets.release(granted);
        } catch (SharedStoreUnavailable down) {
            LOG.log(
                    Level.INFO,
                    "other Weirs wait up to {0} s to log in: {1}",
                    SharedSecrets.Lease.SECONDS,
                    String.valueOf(down.getMessage()));
        }
    }

    @Override
    public TokenForm form(String clientSecret) {
        return RefreshTokenGrant.form(credentials.clientId(), clientSecret, token);
    }

    @Override
    public void answered(TokenAnswer answer) {
        var granted = lease;
        if (granted == null) {
            return;
        }
        lease = null;
        token = answer.refreshToken().isEmpty() ? token : answer.refreshToken();
        var session = new SharedSession(token, answer, clock.instant());
        var fresh = new Unstored(granted, session.text());
        unstored = fresh;
        if (!store(fresh)) {
            LOG.log(
                    Level.WARNING,
                    "Salesforce replaced the refresh token, and the new one cannot be stored yet: Weir tries each"
                            + " second; do not stop it before the log says that it is stored");
            new DetachedTask<Boolean>("weir-refresh-token", () -> storeAtLast(fresh)).start();
        }
    }

    private boolean storeAtLast(Unstored waiting) {
        while (!closed && waiting.equals(unstored)) {
            try {
                sleeper.sleep(BETWEEN_ATTEMPTS);
            } catch (InterruptedException _) {
                return false;
            }
            if (waiting.equals(unstored) && store(waiting)) {
                LOG.log(Level.INFO, "the refresh token is stored");
            }
        }
        return true;
    }

    private synchronized boolean store(Unstored waiting) {
        if (!waiting.equals(unstored)) {
            return true;
        }
        try {
            secrets.replace(waiting.lease(), waiting.text())
                    .ifPresentOrElse(
                            version -> known = version,
                            () -> LOG.log(
                                    Level.WARNING,
                                    "another Weir used the refresh token meanwhile; if logins are refused now, the user"
                                            + " must authorize the app again"));
            unstored = null;
            return true;
        } catch (SharedStoreUnavailable down) {
            return false;
        }
    }

    private void pause(Deadline deadline) {
        var time = Duration.ofMillis(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        if (!deadline.allows(time, clock.instant())) {
            throw new SalesforceFailure.Unavailable(
                    "another Weir is logging in to Salesforce and has not finished", "", Duration.ofSeconds(1));
        }
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.Unavailable("the login was interrupted", "", Duration.ZERO);
        }
    }

    /** Stops trying to store what is not stored yet. */
    void close() {
        closed = true;
    }

    /** The name of the login that began with the token {@code seed}. Such a token is too long to be guessed. */
    static String nameOf(String loginUri, String clientId, String seed) {
        return "login " + digest(loginUri + "\n" + clientId + "\n" + seed);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
