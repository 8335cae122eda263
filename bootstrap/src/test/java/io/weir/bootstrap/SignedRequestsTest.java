package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A signature opens once: after a restart, and at all Weirs that share a store. */
@Timeout(120)
class SignedRequestsTest {
    private static final byte[] SECRET = "a-secret-of-the-webhook-with-32-bytes".getBytes(StandardCharsets.UTF_8);
    private static final String BODY =
            "{\"object_name\":\"Contact\",\"fields\":[\"Name\"],\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"x\"}}}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void aRequestFromBeforeARestartIsRefused() throws IOException {
        var environment = Map.of("WEIR_DATA", folder.resolve("data").toString());
        var before = signed("msg_1");
        try (var weir = start(environment)) {
            assertThat(ask(weir, before).statusCode()).isEqualTo(200);
            assertThat(ask(weir, before).statusCode()).isEqualTo(401);
        }
        try (var weir = start(environment)) {
            assertThat(ask(weir, before).statusCode()).isEqualTo(401);
            assertThat(ask(weir, signed("msg_2")).statusCode()).isEqualTo(200);
            assertThat(weir.metrics())
                    .contains(
                            "weir_replay_checks_total{result=\"first\"",
                            "weir_replay_checks_total{result=\"repeated\"");
        }
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("shared.db");
        }
    }

    @Test
    void aRequestThatAnotherWeirReceivedIsRefused() throws IOException {
        var postgres = EmbeddedPostgres.start();
        try {
            var environment = Map.of(
                    "WEIR_STORE_URL", "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                    "WEIR_STORE_USERNAME", "postgres",
                    "WEIR_STORE_PASSWORD", "postgres",
                    "WEIR_STORE_KEY", "a key that both Weirs have, 32 or longer");
            var first = signed("msg_1");
            try (var one = start(environment);
                    var two = start(environment)) {
                assertThat(ask(one, first).statusCode()).isEqualTo(200);
                assertThat(ask(two, first).statusCode()).isEqualTo(401);
                var second = signed("msg_2");
                assertThat(ask(two, second).statusCode()).isEqualTo(200);
                assertThat(ask(one, second).statusCode()).isEqualTo(401);
                assertThat(ask(two, second).statusCode()).isEqualTo(401);

                postgres.close();
                var third = signed("msg_3");
                var refused = one.query(BODY, third);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("\"code\":\"replay_check_unavailable\"", "\"retryable\":\"true\"");
                assertThat(refused.headers().firstValue("Retry-After")).contains("2");
                assertThat(one.get(one.admin("/status")).body()).contains("replay_guard_alone");
            }
        } finally {
            postgres.close();
        }
    }

    /** Weirs that are strict, so that a slow machine gets 503 in place of a wrong answer. */
    private ReadyWeir start(Map<String, String> environment) throws IOException {
        var file = Files.writeString(
                folder.resolve("weir.yaml"), """
                    weir:
                      replay-guard: strict
                      callers:
                        - name: ivr
                          webhook-secrets: [{secret: "whsec_%s"}]
                          ad-hoc: true
                    """.formatted(Base64.getEncoder().encodeToString(SECRET)));
        var all = new HashMap<>(environment);
        all.put("WEIR_CONFIG", file.toString());
        all.put("WEIR_STORE_ENABLED", "true");
        return ReadyWeir.start(all);
    }

    private static HttpResponse<String> ask(ReadyWeir weir, String[] headers) {
        while (true) {
            var answer = weir.query(BODY, headers);
            if (answer.statusCode() != 503) {
                return answer;
            }
        }
    }

    private static String[] signed(String id) {
        String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            byte[] signature = mac.doFinal((id + "." + timestamp + "." + BODY).getBytes(StandardCharsets.UTF_8));
            return new String[] {
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(signature)
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
