package io.weir.adapter.in.http.auth;

import static io.weir.adapter.in.http.auth.TestCallers.NOW;
import static io.weir.adapter.in.http.auth.TestCallers.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.caller.CallerCredential;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.caller.KeyHash;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a change of the callers forgets, and what it does not. */
final class ReplacedCallersTest {
    private static final String BODY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";

    private final String key = KeyHash.newKey(TestCallers.RANDOM);
    private final RunningWeir weir = RunningWeir.knowing(callers());

    @AfterEach
    void stop() {
        weir.close();
    }

    @Test
    void aUsedSignatureStaysUsed() {
        assertThat(signed()).isEqualTo(200);
        weir.replace(callers());
        assertThat(signed()).isEqualTo(401);
    }

    @Test
    void failedAttemptsStayCounted() {
        for (int i = 0; i < FailedAttempts.FREE; i++) {
            assertThat(status("wrong")).isEqualTo(401);
        }
        weir.replace(callers());
        assertThat(status("wrong")).isEqualTo(429);
        assertThat(status(key)).isEqualTo(200);
    }

    @Test
    void theExpiryOfACredentialThatIsGoneIsNotMeasured() {
        var tags = List.of(Tag.create("caller", "ivr"), Tag.create("credential", "key-1"));
        assertThat(hasExpiry(tags)).isTrue();
        weir.replace(TestCallers.listed(
                TestCallers.access(TestCallers.known("bot"), TestCallers.key("key-1", key, CallerCredential.NEVER))));
        assertThat(hasExpiry(tags)).isFalse();
        assertThat(status(key)).isEqualTo(200);
    }

    private boolean hasExpiry(List<Tag> tags) {
        return weir.meters
                .gauge("weir_caller_credential_expiry_timestamp_seconds", tags)
                .isPresent();
    }

    private int signed() {
        return weir.post(
                        BODY,
                        "webhook-id",
                        "a1",
                        "webhook-timestamp",
                        Long.toString(NOW.getEpochSecond()),
                        "webhook-signature",
                        TestCallers.signed(secret(1), "a1", NOW, BODY))
                .statusCode();
    }

    private int status(String key) {
        return weir.post(BODY, "X-API-Key", key).statusCode();
    }

    private Callers callers() {
        CallerAccess access = TestCallers.access(
                TestCallers.known("ivr"),
                TestCallers.key("key-1", key, NOW.plus(Duration.ofDays(30))),
                TestCallers.signature("secret-1", secret(1), CallerCredential.NEVER));
        return TestCallers.listed(access);
    }
}
