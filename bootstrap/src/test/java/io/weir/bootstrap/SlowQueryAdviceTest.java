package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bootstrap.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A query that is slow gets advice, which the admin listener and the command line show. */
@Timeout(120)
class SlowQueryAdviceTest {
    private static final String QUERY = "FROM Contact WHERE Phone = ?";
    private static final String REASON = "Salesforce reads all Contact records, but about 1,040 records need no index.";

    @Test
    void aSlowQueryGetsAdvice(@TempDir Path data) {
        var environment = Map.of(
                "WEIR_STORE_ENABLED", "true",
                "WEIR_DATA", data.toString(),
                "WEIR_HISTORY_SLOW_THRESHOLD", "10ms",
                "WEIR_ADVICE_PLANS_A_DAY", "5");
        try (var weir = ReadyWeir.start(environment)) {
            drill(weir, "PUT", "{\"latency\":\"1100ms\"}");
            assertThat(weir.query(ReadyWeir.readmeRequest()).statusCode()).isEqualTo(200);
            drill(weir, "DELETE", "");

            String shown = advice(weir);
            while (shown.startsWith("{\"queries\":[]")) {
                Thread.onSpinWait();
                shown = advice(weir);
            }
            assertThat(shown).contains(QUERY, REASON).doesNotContain("4155550100");
            assertThat(weir.profiler()).contains(shape(shown));

            var out = new StringWriter();
            assertThat(Commands.in(environment)
                            .setOut(new PrintWriter(out, true))
                            .execute("advise"))
                    .isZero();
            assertThat(out.toString()).contains("- Nothing needs to be done.", REASON, QUERY);
        }
    }

    private static String shape(String advice) {
        return advice.replaceFirst(".*(\"shape\":\"[0-9a-f]{16}\").*", "$1");
    }

    private static String advice(ReadyWeir weir) {
        return weir.get(weir.admin("/profiler/advice")).body();
    }

    private static void drill(ReadyWeir weir, String method, String faults) {
        assertThat(weir.faults(method, faults).statusCode()).isEqualTo(200);
    }
}
