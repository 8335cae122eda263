package io.weir.adapter.out.salesforce.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.adapter.out.salesforce.settings.ClientSecret;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.LoginPauses;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SalesforceMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Weir does about logins that another one was refused. */
class SharedPausesTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final StandIn org = new StandIn();
    private final Shared shared = new Shared();
    private final List<String> logins = new ArrayList<>();
    private Instant now = START;
    private String secret = "wrong";

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void oneThatIsRefusedPausesTheOthers() {
        var one = weir("one", refusal("invalid_client"));
        var two = weir("two", refusal("invalid_client"));
        refused(one);
        refused(two);
        now = now.plusSeconds(30);
        refused(two);

        assertThat(logins).containsExactly("one");
        assertThat(two.refusal()).isPresent();
        assertThat(refused(two).salesforceCode()).contains("invalid_client");
        assertThat(refused(two)).hasMessage("refused: invalid_client");
    }

    @Test
    void changedCredentialsArePausedByNobody() {
        refused(weir("one", refusal("invalid_grant")));
        secret = "right";

        weir("two", Optional.empty()).current(soon());
        assertThat(logins).containsExactly("one", "two");
    }

    @Test
    void thePauseEndsWhenAnotherWeirIsLetIn() {
        refused(weir("one", refusal("invalid_grant")));
        var two = weir("two", Optional.empty());
        refused(two);
        shared.pauses.clear();
        now = now.plusSeconds(4);

        two.current(soon());
        assertThat(two.refusal()).isEmpty();
        assertThat(shared.accepted).containsExactly("wrong");
    }

    @Test
    void tooManyLoginsPauseAllForTheTimeThatSalesforceAsks() {
        refused(weir(
                "one",
                Optional.of(
                        new SalesforceFailure.Throttled("too many", "rate_limit_exceeded", Duration.ofMinutes(5)))));
        var failure = refused(weir("two", Optional.empty()));

        assertThat(shared.least).containsExactly(Duration.ofMinutes(5));
        assertThat(failure).isInstanceOf(SalesforceFailure.Throttled.class);
        assertThat(logins).containsExactly("one");
    }

    @Test
    void anOutageAndARefusalOfOneAddressPauseNobodyElse() {
        refused(weir("one", Optional.of(new SalesforceFailure.Unavailable("down", "", Duration.ZERO))));
        refused(weir(
                "one",
                Optional.of(new SalesforceFailure.LoginRefused(
                        "refused", "invalid_grant", new SalesforceMessage.Known("ip restricted")))));

        assertThat(shared.pauses).isEmpty();
    }

    @Test
    void theFingerprintDependsOnEverythingThatSalesforceChecks() {
        var uri = URI.create("https://acme.my.salesforce.com");
        var texts = List.of(
                text(uri, new Credentials.ClientCredentials("app", "secret")),
                text(URI.create("https://other.my.salesforce.com"), new Credentials.ClientCredentials("app", "secret")),
                text(uri, new Credentials.ClientCredentials("apps", "ecret")),
                text(uri, new Credentials.ClientCredentials("app", new ClientSecret("secret", "next"))),
                text(uri, new Credentials.UsernamePassword("app", ClientSecret.of("secret"), "me", "pass", "word")),
                text(uri, new Credentials.UsernamePassword("app", ClientSecret.of("secret"), "me", "passw", "ord")),
                text(
                        uri,
                        new Credentials.RefreshToken(
                                "app", ClientSecret.of("secret"), "token", new Credentials.TokenStore.InMemory())));

        assertThat(texts).doesNotHaveDuplicates();
        assertThat(text(uri, new Credentials.ClientCredentials("app", "secret")))
                .isEqualTo(texts.getFirst());
    }

    private static String text(URI uri, Credentials credentials) {
        return LoginFingerprint.secretText(SalesforceSettings.of(uri, credentials));
    }

    private AccessTokens weir(String name, Optional<SalesforceFailure> failure) {
        String configured = secret;
        Supplier<Session> login = () -> {
            logins.add(name);
            if (failure.isPresent()) {
                throw failure.get();
            }
            return new Session("token", Origin.of(URI.create("https://acme.my.salesforce.com")), "", Instant.MAX);
        };
        InstantSource clock = () -> now;
        return new AccessTokens(login, shared, () -> configured, clock, org.meters);
    }

    private static Optional<SalesforceFailure> refusal(String code) {
        return Optional.of(new SalesforceFailure.LoginRefused("refused: " + code, code));
    }

    private SalesforceFailure refused(AccessTokens tokens) {
        var failures = new ArrayList<SalesforceFailure>();
        assertThatExceptionOfType(SalesforceFailure.class)
                .isThrownBy(() -> tokens.current(soon()))
                .satisfies(failures::add);
        return failures.getFirst();
    }

    private Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20), () -> now);
    }

    /** Pauses that last until they are cleared. */
    private static final class Shared implements LoginPauses {
        private final Map<String, Pause> pauses = new HashMap<>();
        private final List<Duration> least = new ArrayList<>();
        private final List<String> accepted = new ArrayList<>();

        @Override
        public Optional<Pause> before(String credentials) {
            return Optional.ofNullable(pauses.get(credentials));
        }

        @Override
        public void refused(String credentials, Duration atLeast, String code, String message) {
            least.add(atLeast);
            pauses.put(credentials, new Pause(Duration.ofSeconds(60), code, message));
        }

        @Override
        public void accepted(String credentials) {
            accepted.add(credentials);
        }
    }
}
