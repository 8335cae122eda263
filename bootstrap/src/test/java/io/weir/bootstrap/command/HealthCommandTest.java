package io.weir.bootstrap.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.wiring.Weir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code weir health}, against a running Weir. */
@Timeout(60)
class HealthCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhetherWeirIsReady() {
        var environment = new HashMap<>(Map.of(
                "WEIR_PORT", "0",
                "WEIR_ADMIN_PORT", "0",
                "WEIR_WARM_UP_TIME", "0",
                "WEIR_STORE_ENABLED", "false",
                "WEIR_ADMIN_API_KEY", "the-operators-key-of-32-characters"));
        var weir = Weir.start(
                Config.from(environment), Services.get(MeterRegistry.class), Clock.systemUTC(), new SecureRandom());
        try {
            environment.put("WEIR_ADMIN_PORT", Integer.toString(weir.admin().getPort()));

            assertThat(health(environment)).isZero();
            assertThat(out).hasToString("ready\n");
        } finally {
            weir.close();
        }
        assertThat(health(environment)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot be reached; is Weir running there?");
    }

    @Test
    void saysThatAWeirIsNotReady() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answer = Thread.ofVirtual().start(() -> answerUnavailable(listener));

            assertThat(health(Map.of("WEIR_ADMIN_PORT", Integer.toString(listener.getLocalPort()))))
                    .isEqualTo(1);
            assertThat(err.toString()).startsWith("not ready: ").contains("/observe/health/ready answers 503");
            answer.join();
        }
    }

    @Test
    void saysHowToServeHealth() {
        assertThat(health(Map.of("WEIR_ADMIN_HEALTH_ENABLED", "false"))).isEqualTo(1);
        assertThat(err.toString()).contains("WEIR_ADMIN_HEALTH_ENABLED=true");
    }

    @Test
    void anUnusableConfigurationIsAnotherStatus() {
        assertThat(health(Map.of("WEIR_ADMIN_PORT", "many"))).isEqualTo(2);
        assertThat(err.toString()).contains("WEIR_ADMIN_PORT");
    }

    private static void answerUnavailable(ServerSocket listener) {
        try (var socket = listener.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo('G');
            socket.getOutputStream().write("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private int health(Map<String, String> environment) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("health");
    }
}
