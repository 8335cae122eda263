package io.weir.adapter.out.salesforce.login;

import io.helidon.http.HeaderNames;
import io.weir.adapter.out.salesforce.deadline.Sleeper;
import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.http.Answer;
import io.weir.adapter.out.salesforce.http.Operation;
import io.weir.adapter.out.salesforce.http.RetryAfter;
import io.weir.adapter.out.salesforce.http.SalesforceHttp;
import io.weir.adapter.out.salesforce.http.SalesforceRequest;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.LoginSharing;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Logs in with the OAuth flow of the credentials. A login costs no API request. Thread-safe. */
public final class Login implements AutoCloseable {
    private static final String TOKEN_PATH = "/services/oauth2/token";
    private static final int REPETITIONS = 3;
    private static final int SHORTEST_PAUSE_MILLIS = 100;
    private static final int LONGEST_PAUSE_MILLIS = 500;

    /** The result of one attempt: a session, or a failure that a repetition or another client secret may cure. */
    private sealed interface Attempt {
        record LoggedIn(Session session) implements Attempt {}

        record Overlapped(SalesforceFailure failure) implements Attempt {}

        record SecretRefused(SalesforceFailure failure) implements Attempt {}
    }

    private final SalesforceSettings settings;
    private final Origin origin;
    private final InstanceUrls instanceUrls;
    private final Grant grant;
    private final @Nullable SharedRefreshLogin shared;
    private final ClientSecretRotation secrets;
    private final SalesforceHttp http;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    public Login(
            SalesforceSettings settings,
            SalesforceHttp http,
            LoginSharing sharing,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper) {
        this.settings = settings;
        this.origin = Origin.of(settings.loginUri());
        this.instanceUrls = new InstanceUrls(origin, settings.allowedHosts());
        this.shared =
                sharing.secrets().isPresent() && settings.credentials() instanceof Credentials.RefreshToken credentials
                        ? new SharedRefreshLogin(
                                settings.loginUri().toString(),
                                credentials,
                                sharing.secrets().get(),
                                clock,
                                random,
                                sleeper)
                        : null;
        this.grant = shared == null ? Grant.of(settings.credentials(), clock) : shared;
        this.secrets = new ClientSecretRotation(settings.credentials().clientSecret());
        this.http = http;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
    }

    /**
     * A new session. Throws {@link SalesforceFailure} if the login fails or exceeds the login timeout. Where Weirs share
     * a login, the wait for another one may take as long again.
     */
    public Session run() {
        return shared == null
                ? logIn()
                : shared.run(
                        Deadline.after(settings.loginTimeout(), clock),
                        other -> session(other.answer(), other.at()),
                        this::logIn);
    }

    /** Ends what it does in the background. */
    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }

    /** The fingerprint of the credentials of the next login, by {@link LoginSharing#fingerprint}. */
    public static String fingerprint(SalesforceSettings settings, LoginSharing sharing) {
        return sharing.fingerprint().apply(LoginFingerprint.secretText(settings));
    }

    private Session logIn() {
        var deadline = Deadline.after(settings.loginTimeout(), clock);
        var candidates = secrets.next().iterator();
        while (true) {
            String secret = candidates.next();
            switch (attempts(secret, deadline)) {
                case Attempt.LoggedIn(var session) -> {
                    secrets.worked(secret);
                    return session;
                }
                case Attempt.SecretRefused(var failure) -> {
                    secrets.refused(secret);
                    if (!candidates.hasNext()) {
                        throw failure;
                    }
                }
                case Attempt.Overlapped(var failure) -> throw failure;
            }
        }
    }

    /** The first attempt that did not overlap with another login of this client, or the last that fits the deadline. */
    private Attempt attempts(String secret, Deadline deadline) {
        for (int repetition = 0; ; repetition++) {
            var attempt = attempt(secret, deadline);
            if (!(attempt instanceof Attempt.Overlapped) || repetition == REPETITIONS) {
                return attempt;
            }
            var pause = Duration.ofMillis(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS + 1));
            if (!deadline.allows(pause, clock.instant())) {
                return attempt;
            }
            pause(pause);
        }
    }

    private Attempt attempt(String secret, Deadline deadline) {
        var request = SalesforceRequest.form(
                Operation.LOGIN, origin, TOKEN_PATH, grant.form(secret).encoded());
        var entries = new ArrayList<ErrorEntry>();
        try {
            return new Attempt.LoggedIn(http.send(request, deadline, answer -> read(answer, entries)));
        } catch (SalesforceFailure failure) {
            if (LoginErrors.isBeingProcessed(entries)) {
                return new Attempt.Overlapped(failure);
            }
            if (LoginErrors.isSecretRefused(entries)) {
                return new Attempt.SecretRefused(failure);
            }
            throw failure;
        }
    }

    /**
     * The session in {@code answer}. Adds the errors of any other answer to {@code entries}, and throws their failure.
     */
    private Session read(Answer answer, List<ErrorEntry> entries) {
        if (answer.status() == 200) {
            var token = token(answer);
            // first: even if this login fails, Salesforce may no longer accept the previous refresh token
            grant.answered(token);
            return session(token, clock.instant());
        }
        entries.addAll(ErrorEntry.all(answer));
        var retryAfter = RetryAfter.of(answer.header(HeaderNames.RETRY_AFTER), clock.instant());
        throw LoginErrors.of(answer.status(), entries, retryAfter);
    }

    private static TokenAnswer token(Answer answer) {
        try {
            return TokenAnswer.read(answer);
        } catch (IOException e) {
            throw new SalesforceFailure.Unavailable("the answer to the login broke off", "", Duration.ZERO);
        }
    }

    private Session session(TokenAnswer token, Instant at) {
        if (token.accessToken().isEmpty() || token.instanceUrl().isEmpty()) {
            throw new SalesforceFailure.Unreadable("the login was answered without a token or an instance");
        }
        var instance = instanceUrls
                .trusted(token.instanceUrl())
                .orElseThrow(() -> new SalesforceFailure.Misconfigured(
                        "the login sends Weir to an instance that is neither Salesforce's nor allowed", ""));
        var end = token.lifeSeconds() > 0
                ? at.plusSeconds(token.lifeSeconds()).minus(margin(token.lifeSeconds()))
                : Instant.MAX;
        return new Session(token.accessToken(), instance, token.identity(), end);
    }

    /** How long before its expiry a token is replaced: a tenth of its lifetime, at most 30 seconds. */
    private static Duration margin(long lifeSeconds) {
        return Duration.ofMillis(Math.min(lifeSeconds * 100, 30_000));
    }

    private void pause(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.Unavailable("the login was interrupted", "", Duration.ZERO);
        }
    }
}
