package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.wiring.Weir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir reload}, against a running Weir. */
@Timeout(60)
class ReloadCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsWhatHasChangedOrWhatIsWrong(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("weir.yaml"), "weir: {row-cap: 7}\n");
        var environment = new HashMap<>(Map.of(
                "WEIR_CONFIG", file.toString(), "WEIR_PORT", "0", "WEIR_ADMIN_PORT", "0", "WEIR_WARM_UP_TIME", "0"));
        environment.put("WEIR_ADMIN_API_KEY", "the-operators-key-of-32-characters");
        try (var weir = Weir.start(
                Config.from(environment), Services.get(MeterRegistry.class), Clock.systemUTC(), new SecureRandom())) {
            environment.put("WEIR_ADMIN_PORT", Integer.toString(weir.admin().getPort()));

            assertThat(reload(environment)).isZero();
            assertThat(out).hasToString("nothing has changed\n");
            Files.writeString(file, "weir: {row-cap: 8, query: {denied-objects: [User]}}\n");
            assertThat(reload(environment)).isZero();
            assertThat(out.toString().lines())
                    .containsExactly(
                            "changed: weir.query.denied-objects",
                            "changed: caller anonymous changed",
                            "needs a restart: weir.row-cap");
            environment.put("WEIR_ADMIN_API_KEY", "another-operators-key-of-32-characters");
            assertThat(reload(environment)).isEqualTo(1);
            assertThat(err.toString()).contains("send the API key");
            Files.writeString(file, "weir: {row-cap: many}\n");
            assertThat(reload(environment)).isEqualTo(2);
            assertThat(err.toString()).contains("weir.yaml:1", "expected a whole number");
        }
    }

    @Test
    void saysThatNoWeirIsThere() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(reload(Map.of("WEIR_ADMIN_PORT", Integer.toString(free)))).isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:%d/reload cannot be reached".formatted(free));
    }

    private int reload(Map<String, String> environment) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.in(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("reload");
    }
}
