package io.weir.adapter.out.salesforce.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.http.Session;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.LoginPauses;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.status.LoggedLines;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Access tokens that Salesforce issues and then refuses. */
class RefusedTokensTest {
    private static final Origin INSTANCE = new Origin("https", "acme.my.salesforce.com", 443);

    private final SalesforceFailure.SessionExpired refusal =
            new SalesforceFailure.SessionExpired("no", "INVALID_SESSION_ID");

    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));

    @Test
    void twoRefusedTokensInARowStopTheLogins() {
        var tokens = tokens(RefusedTokensTest::session);
        tokens.ended(tokens.current(soon()), refusal);

        assertThat(tokens.ended(tokens.current(soon()), refusal))
                .isInstanceOf(SalesforceFailure.AccessDenied.class)
                .extracting(SalesforceFailure::salesforceCode)
                .isEqualTo(Optional.of("INVALID_SESSION_ID"));

        assertThatExceptionOfType(SalesforceFailure.AccessDenied.class).isThrownBy(() -> tokens.current(soon()));
        assertThat(logins).hasValue(2);
    }

    @Test
    void aNewTokenThatEndsWithAllOthersIsReplacedAtOnce() {
        var tokens = tokens(RefusedTokensTest::session);
        for (int i = 0; i < 10; i++) {
            var good = tokens.current(soon());
            tokens.accepted(good);
            tokens.ended(good, refusal);

            assertThat(tokens.ended(tokens.current(soon()), refusal)).isSameAs(refusal);
        }
        assertThat(tokens.current(soon())).isNotNull();
        assertThat(logins).hasValue(21);
    }

    @Test
    void failedLoginsDoNotCountAsRefusedTokens() {
        var down = new AtomicBoolean(true);
        var tokens = tokens(() -> {
            if (down.get()) {
                throw new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
            }
            return session();
        });
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(() -> tokens.current(soon()));
            now.updateAndGet(instant -> instant.plusSeconds(60));
        }
        down.set(false);

        assertThat(tokens.ended(tokens.current(soon()), refusal)).isSameAs(refusal);
        assertThat(tokens.current(soon())).isNotNull();
    }

    @Test
    void allUsersOfTheSecondRefusedTokenGetTheSameFailure() {
        var tokens = tokens(RefusedTokensTest::session);
        tokens.ended(tokens.current(soon()), refusal);
        var useless = tokens.current(soon());

        for (int i = 0; i < 3; i++) {
            assertThat(tokens.ended(useless, refusal)).isInstanceOf(SalesforceFailure.AccessDenied.class);
        }
    }

    @Test
    void logsInRarelyWhileEveryTokenIsRefused() {
        var tokens = tokens(RefusedTokensTest::session);
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 200; i++) {
                try {
                    tokens.ended(tokens.current(soon()), refusal);
                } catch (SalesforceFailure.AccessDenied held) {
                    // as it should be, most of the time
                }
            }
            now.updateAndGet(instant -> instant.plusSeconds(1));
        }
        assertThat(logins).hasValueLessThanOrEqualTo(10);
    }

    @Test
    void logsOneWarningUntilATokenIsAccepted() {
        try (var log = new LoggedLines()) {
            var tokens = tokens(RefusedTokensTest::session);
            for (int second = 0; second < 120; second++) {
                try {
                    tokens.ended(tokens.current(soon()), refusal);
                } catch (SalesforceFailure.AccessDenied held) {
                    // as it should be, most of the time
                }
                now.updateAndGet(instant -> instant.plusSeconds(1));
            }
            assertThat(logins.get()).isGreaterThan(2);
            assertThat(log.saying("lets Weir log in again")).isEmpty();
            now.updateAndGet(instant -> instant.plusSeconds(60));
            tokens.accepted(tokens.current(soon()));

            assertThat(log.saying("gives Weir access tokens and then refuses them"))
                    .hasSize(1);
            assertThat(log.saying("lets Weir log in again")).hasSize(1);
        }
    }

    private AccessTokens tokens(Supplier<Session> login) {
        return new AccessTokens(
                () -> {
                    logins.incrementAndGet();
                    return login.get();
                },
                LoginPauses.NONE,
                () -> "",
                now::get,
                TestMeters.ALL);
    }

    private Deadline soon() {
        return new Deadline(now.get().plusSeconds(60));
    }

    private static Session session() {
        return new Session("secret-token", INSTANCE, "", Instant.MAX);
    }
}
