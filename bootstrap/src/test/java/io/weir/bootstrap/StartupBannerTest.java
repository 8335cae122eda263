package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.log.Redaction;
import io.weir.bootstrap.wiring.Weir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses and commands in the log after a start. */
class StartupBannerTest {
    private static final String KEY = "weir_00000000_0000000000000000000000000000000000000000000";

    @TempDir
    private Path folder;

    @Test
    void anOpenSandboxIsOnLoopbackAndTakesEveryCommand() {
        assertThat(banner(Map.of()))
                .containsPattern(
                        "at http://127\\.0\\.0\\.1:\\d+; admin listener at http://127\\.0\\.0\\.1:\\d+; console")
                .containsPattern("Try a data action:\\n"
                        + " {2}curl -sS http://127\\.0\\.0\\.1:\\d+/cxone/data-action/caller-lookup -d")
                .containsPattern(
                        "Try a query:\\n {2}curl -sS http://127\\.0\\.0\\.1:\\d+/cxone/data-action/salesforce-query -d")
                .contains("See what it cost:");
    }

    @Test
    void aKeyOpensAllAddresses() {
        assertThat(banner(Map.of("WEIR_API_KEY", KEY)))
                .containsPattern("at http://127\\.0\\.0\\.1:\\d+ and all other addresses of this host; admin listener")
                .contains("caller-lookup -H \"X-API-Key: $WEIR_API_KEY\" -d", "salesforce-query -H")
                .doesNotContain(KEY);
    }

    @Test
    void onlyWhatACallerMaySendIsShown() throws IOException {
        String banner = banner(callers("""
              - name: robot
                keys: [{hash: "%1$s"}]
                actions: [case-*]
              - name: ivr
                keys: [{hash: "%2$s"}]
                actions: [caller-*]
            """));
        assertThat(banner)
                .contains("Try a data action, with the key of the caller ivr in KEY:\n", "-H \"X-API-Key: $KEY\" -d")
                .doesNotContain("salesforce-query");
    }

    @Test
    void nothingIsShownThatNobodyMaySend() throws IOException {
        String banner = banner(callers("""
              - name: robot
                keys: [{hash: "%1$s"}]
                actions: [case-*]
              - name: ivr
                addresses: [203.0.113.0/24]
                keys: [{hash: "%2$s"}]
                actions: ["*"]
                ad-hoc: true
            """));
        assertThat(banner).doesNotContain("curl", "Try").endsWith("Stop with Ctrl-C.");
    }

    private Map<String, String> callers(String callers) throws IOException {
        var file = folder.resolve("weir.yaml");
        Files.writeString(
                file,
                "weir:\n  callers:\n"
                        + callers.indent(4)
                                .formatted(
                                        KeyHash.of(KEY).text(),
                                        KeyHash.of(KEY.replace('0', '1')).text()));
        return Map.of("WEIR_CONFIG", file.toString());
    }

    private static String banner(Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "WEIR_PORT", "0", "WEIR_ADMIN_PORT", "0", "WEIR_DRAIN_DELAY", "0", "WEIR_STORE_ENABLED", "false"));
        var config = Config.from(environment);
        try (var weir = Weir.start(config, Services.get(MeterRegistry.class), Clock.systemUTC(), new SecureRandom())) {
            String banner = StartupBanner.of(weir, config);
            assertThat(banner).as("what is pasted passes the log unmasked").isEqualTo(Redaction.of(banner));
            return banner;
        }
    }
}
