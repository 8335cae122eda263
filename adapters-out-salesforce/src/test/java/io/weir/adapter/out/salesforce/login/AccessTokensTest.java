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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final Origin INSTANCE = new Origin("https", "acme.my.salesforce.com", 443);
    private static final int CALLERS = 200;

    private final SalesforceFailure.SessionExpired refusal =
            new SalesforceFailure.SessionExpired("no", "INVALID_SESSION_ID");

    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));

    @Test
    void oneLoginReplacesAnExpiredTokenForAll() throws Exception {
        var tokens = tokens(AccessTokensTest::session);
        var old = tokens.current(soon());
        tokens.accepted(old);

        var sessions = together(() -> {
            tokens.ended(old, refusal);
            return tokens.current(soon());
        });

        assertThat(logins).hasValue(2);
        assertThat(sessions).doesNotContain(old).containsOnly(sessions.getFirst());
    }

    @Test
    void waitingRequestsShareTheFailure() throws Exception {
        var allHaveAsked = new CountDownLatch(1);
        var tokens = tokens(() -> {
            await(allHaveAsked);
            throw refused();
        });

        var failures = togetherWith(allHaveAsked, () -> {
            try {
                return String.valueOf(tokens.current(soon()).instance());
            } catch (SalesforceFailure.LoginRefused e) {
                return e.code();
            }
        });

        assertThat(logins).hasValue(1);
        assertThat(failures).containsOnly("salesforce_login_refused");
    }

    @Test
    void aWrongSecretUnderLoadCostsFewLogins() {
        var tokens = tokens(() -> {
            throw refused();
        });
        for (int millis = 0; millis < 60_000; millis += 5) {
            assertThatExceptionOfType(SalesforceFailure.LoginRefused.class).isThrownBy(() -> tokens.current(soon()));
            now.updateAndGet(instant -> instant.plusMillis(5));
        }
        assertThat(logins.get()).isBetween(2, 10);
    }

    @Test
    void retriesSoonDuringAnOutage() {
        var tokens = tokens(() -> {
            throw new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
        });
        for (int second = 0; second < 60; second++) {
            assertThatExceptionOfType(SalesforceFailure.Unavailable.class)
                    .isThrownBy(() -> tokens.current(soon()))
                    .satisfies(e -> assertThat(e.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(4)));
            now.updateAndGet(instant -> instant.plusSeconds(1));
        }
        assertThat(logins.get()).isBetween(15, 20);
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongTheWait() {
        var outage = new SalesforceFailure.Unavailable("down", "", Duration.ZERO);
        var down = new AtomicBoolean(true);
        var tokens = tokens(() -> {
            if (down.get()) {
                throw outage;
            }
            return session();
        });
        assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(() -> tokens.current(soon()));
        down.set(false);
        now.updateAndGet(instant -> instant.minus(Duration.ofHours(1)));
        assertThat(tokens.current(soon())).isNotNull();
    }

    @Test
    void waitsAsLongAsARateLimitAsks() {
        var tokens = tokens(() -> {
            throw new SalesforceFailure.Throttled("too many", "rate_limit_exceeded", Duration.ofMinutes(5));
        });
        for (int second = 0; second < 300; second++) {
            assertThatExceptionOfType(SalesforceFailure.Throttled.class).isThrownBy(() -> tokens.current(soon()));
            now.updateAndGet(instant -> instant.plusSeconds(1));
        }
        assertThat(logins).hasValue(1);
    }

    @Test
    void aSuccessfulLoginEndsTheFailures() {
        var works = new AtomicReference<>(false);
        var tokens = tokens(() -> {
            if (!works.get()) {
                throw refused();
            }
            return session();
        });
        assertThatExceptionOfType(SalesforceFailure.LoginRefused.class).isThrownBy(() -> tokens.current(soon()));
        works.set(true);
        now.updateAndGet(instant -> instant.plusSeconds(1));

        assertThat(tokens.current(soon()).accepted()).isFalse();
    }

    @Test
    void aWaitEndsAtItsDeadline() {
        var never = new CountDownLatch(1);
        var tokens = new AccessTokens(
                () -> {
                    await(never);
                    return session();
                },
                LoginPauses.NONE,
                () -> "",
                Clock.systemUTC(),
                TestMeters.ALL);

        assertThatExceptionOfType(SalesforceFailure.DeadlineExceeded.class)
                .isThrownBy(() -> tokens.current(Deadline.after(Duration.ofMillis(30), Clock.systemUTC())));
        never.countDown();

        assertThat(tokens.current(Deadline.after(Duration.ofMinutes(1), Clock.systemUTC())))
                .isNotNull();
    }

    @Test
    void renewsATokenAtItsExpiry() {
        var tokens = tokens(() -> new Session("t", INSTANCE, "", now.get().plusSeconds(60)));
        var first = tokens.current(soon());
        now.updateAndGet(instant -> instant.plusSeconds(59));
        assertThat(tokens.current(soon())).isSameAs(first);
        now.updateAndGet(instant -> instant.plusSeconds(1));
        assertThat(tokens.current(soon())).isNotSameAs(first);
        assertThat(logins).hasValue(2);
    }

    @Test
    void anOldTokenThatExpiresDoesNotAffectTheNewOne() {
        var tokens = tokens(AccessTokensTest::session);
        var old = tokens.current(soon());
        tokens.accepted(old);
        tokens.ended(old, refusal);
        var young = tokens.current(soon());

        assertThat(tokens.ended(old, refusal)).isSameAs(refusal);
        tokens.ended(old, refusal);

        assertThat(tokens.current(soon())).isSameAs(young);
        assertThat(logins).hasValue(2);
    }

    @Test
    void logsOneWarningForARefusedLoginAndOneLineWhenItSucceeds() throws Exception {
        try (var log = new LoggedLines()) {
            var mended = new AtomicBoolean();
            var tokens = tokens(() -> {
                if (!mended.get()) {
                    throw refused();
                }
                return session();
            });
            for (int second = 0; second < 120; second++) {
                together(() -> failure(tokens));
                now.updateAndGet(instant -> instant.plusSeconds(1));
            }
            assertThat(logins.get()).isGreaterThan(2);
            mended.set(true);
            now.updateAndGet(instant -> instant.plusSeconds(60));
            together(() -> tokens.current(soon()));

            assertThat(log.saying("every request is answered salesforce_login_refused"))
                    .singleElement()
                    .asString()
                    .contains("WARNING", "60 s");
            assertThat(log.saying("Salesforce lets Weir log in again"))
                    .singleElement()
                    .asString()
                    .contains("INFO");
        }
    }

    private String failure(AccessTokens tokens) {
        try {
            return String.valueOf(tokens.current(soon()).instance());
        } catch (SalesforceFailure e) {
            return e.code();
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

    private static SalesforceFailure refused() {
        return new SalesforceFailure.LoginRefused("no", "invalid_client");
    }

    private static <T> List<T> together(Callable<T> work) throws Exception {
        return togetherWith(new CountDownLatch(1), work);
    }

    /** The results of {@code work} on many threads at once. Releases {@code started} once all have begun. */
    private static <T> List<T> togetherWith(CountDownLatch started, Callable<T> work) throws Exception {
        var ready = new CountDownLatch(CALLERS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < CALLERS; i++) {
                futures.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.call();
                }));
            }
            ready.await();
            started.countDown();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
