package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.CallerLimits;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.caller.KeyHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server refuses unauthenticated requests, and those beyond the limits of a caller. */
final class AccessControlTest {
    private static final String BODY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";
    private static final String KEY = KeyHash.newKey(TestCallers.RANDOM);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey",
                "api_key",
                "API-KEY",
                "x-api-key",
                "key",
                "token",
                "access_token",
                "password",
                "secret",
                "signature",
                "Authorization"
            })
    void credentialsInTheUrlAreRefusedWhateverElseThereIs(String name) {
        try (var weir = RunningWeir.knowing(callers(CallerLimits.NONE))) {
            var answer = weir.send(
                    "POST",
                    RunningWeir.AD_HOC + "?" + name + "=" + KEY,
                    BODY.getBytes(StandardCharsets.UTF_8),
                    "X-API-Key",
                    KEY);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("\"code\":\"credentials_in_url\"")
                    .doesNotContain(KEY);
        }
    }

    @Test
    void failuresAreSlowedCountedAndLoggedWithoutTheSecretAndTheRightKeyGoesOn() {
        var lines = new Lines();
        var logger = Logger.getLogger("io.weir.callers");
        logger.addHandler(lines);
        try (var weir = RunningWeir.knowing(callers(CallerLimits.NONE))) {
            for (int i = 0; i < 30; i++) {
                var answer = weir.post(BODY, "Authorization", "Bearer guessed-" + i);

                assertThat(answer.statusCode()).isEqualTo(i < FailedAttempts.FREE ? 401 : 429);
                if (i >= FailedAttempts.FREE) {
                    assertThat(answer.body()).contains("\"code\":\"too_many_failures\"");
                    assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 60);
                }
            }
            assertThat(weir.post(BODY, "X-API-Key", KEY).statusCode()).isEqualTo(200);
            assertThat(weir.meters.counter(
                            "weir_authentication_failures", List.of(Tag.create("reason", "unknown_key"))))
                    .map(Counter::count)
                    .hasValue(30L);
            assertThat(lines.lines)
                    .hasSize(20)
                    .allSatisfy(line -> assertThat(line)
                            .contains("reason=unknown_key", "address=127.0.0.1")
                            .doesNotContain("guessed"));
        } finally {
            logger.removeHandler(lines);
        }
    }

    @Test
    void strangersAreToldTheWaysThatThereAre() {
        var access = TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("first", KEY, CallerCredential.NEVER),
                TestCallers.password("first-password", "ivr", "pw", CallerCredential.NEVER));
        try (var weir = RunningWeir.knowing(TestCallers.listed(access))) {
            assertThat(weir.post(BODY).headers().allValues("WWW-Authenticate"))
                    .anyMatch(value -> value.contains("Bearer"))
                    .anyMatch(value -> value.contains("Basic realm=\"weir\""));
        }
    }

    @Test
    void whoAsksTooOftenGetsA429() {
        try (var weir = RunningWeir.knowing(
                callers(new CallerLimits(CallerLimits.Rate.of("2/h").withBurst(2), 10)))) {
            assertThat(weir.post(BODY, "X-API-Key", KEY).statusCode()).isEqualTo(200);
            assertThat(weir.post(BODY, "X-API-Key", KEY).statusCode()).isEqualTo(200);
            var answer = weir.post(BODY, "X-API-Key", KEY);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("\"code\":\"rate_limited\"", "\"retryable\":\"true\"");
            assertThat(Integer.parseInt(header(answer, "Retry-After"))).isBetween(1, 1_800);
            assertThat(weir.audited.getLast().caller()).hasToString("ivr");
        }
    }

    @Test
    void aRefusedRequestGivesItsPlaceBack() {
        try (var weir = RunningWeir.knowing(callers(new CallerLimits(CallerLimits.Rate.ANY, 1)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(weir.post("no JSON", "X-API-Key", KEY).statusCode()).isEqualTo(400);
            }
            assertThat(weir.post(BODY, "X-API-Key", KEY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theEndOfACredentialIsAMetricAndAWarning() {
        var lines = new Lines();
        var logger = Logger.getLogger(RegisteredCredential.class.getName());
        logger.addHandler(lines);
        var soon = TestCallers.NOW.plus(Duration.ofDays(6));
        var access = TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("soon", KEY, soon),
                TestCallers.key("later", KeyHash.newKey(TestCallers.RANDOM), TestCallers.NOW.plus(Duration.ofDays(8))));
        try (var weir = RunningWeir.knowing(TestCallers.listed(access))) {
            assertThat(weir.post(BODY, "X-API-Key", KEY).statusCode()).isEqualTo(200);
            assertThat(weir.meters.meter(
                            Gauge.class,
                            "weir_caller_credential_expiry_timestamp_seconds",
                            List.of(Tag.create("caller", "ivr"), Tag.create("credential", "soon"))))
                    .hasValueSatisfying(
                            gauge -> assertThat(gauge.value().longValue()).isEqualTo(soon.getEpochSecond()));
            assertThat(lines.lines).singleElement().asString().contains("ivr/soon", "expires at 2026-06-21T12:00:00Z");
        } finally {
            logger.removeHandler(lines);
        }
    }

    private static Callers callers(CallerLimits limits) {
        return TestCallers.listed(new CallerAccess(
                TestCallers.known("ivr"),
                List.of(TestCallers.key("first", KEY, CallerCredential.NEVER)),
                List.of(),
                limits));
    }

    private static final class Lines extends Handler {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
