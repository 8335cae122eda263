package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.command.Commands;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two Weirs that share a history in PostgreSQL. */
@Timeout(120)
class FleetHistoryTest {
    private static final String CONTACT = "990011223344";

    @Test
    void eachWeirShowsAndDeletesTheRunsOfBoth() throws IOException {
        try (var postgres = EmbeddedPostgres.start();
                var one = ReadyWeir.start(environment(postgres, "weir-1"));
                var two = ReadyWeir.start(environment(postgres, "weir-2"))) {
            ask(one, "of-one-1");
            ask(two, "of-two-1");
            // reading stores what waits
            assertThat(one.profiler()).contains("of-one-1");
            assertThat(two.profiler())
                    .contains("of-one-1", "\"instance\":\"weir-1\"", "of-two-1", "\"instance\":\"weir-2\"");

            assertThat(one.profiler()).contains("of-one-1", "of-two-1");
            assertThat(one.get(one.admin("/profiler?instance=weir-2")).body())
                    .contains("of-two-1")
                    .doesNotContain("of-one-1");
            assertThat(one.get(one.admin("/profiler/summary?instance=weir-1")).body())
                    .contains("\"count\":1");
            assertThat(run(postgres, "history", "export")).contains("of-one-1", "of-two-1");

            var deleted = one.send(HttpRequest.newBuilder(one.admin("/profiler?contact_id=" + CONTACT))
                    .DELETE());
            assertThat(deleted.body()).isEqualTo("{\"deleted\":2}");
            assertThat(two.profiler()).isEqualTo("{\"execution_history\":[]}");

            ask(two, "of-two-2");
            assertThat(two.profiler()).contains("of-two-2");
            assertThat(run(postgres, "history", "forget", "--contact", CONTACT))
                    .isEqualToIgnoringNewLines("deleted runs: 1");
        }
    }

    private static Map<String, String> environment(EmbeddedPostgres postgres, String instance) {
        return Map.of(
                "WEIR_STORE_ENABLED", "true",
                "WEIR_STORE_URL", "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
                "WEIR_STORE_USERNAME", "postgres",
                "WEIR_STORE_PASSWORD", "postgres",
                "WEIR_STORE_KEY", "a key that both Weirs have, 32 or longer",
                "WEIR_INSTANCE", instance);
    }

    private static void ask(ReadyWeir weir, String requestId) {
        var answer = weir.query(ReadyWeir.readmeRequest(), "X-Request-Id", requestId, "X-Contact-Id", CONTACT);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static String run(EmbeddedPostgres postgres, String... arguments) {
        var out = new StringWriter();
        assertThat(Commands.in(environment(postgres, "operator"))
                        .setOut(new PrintWriter(out, true))
                        .execute(arguments))
                .isZero();
        return out.toString();
    }
}
