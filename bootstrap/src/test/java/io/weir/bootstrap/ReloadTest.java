package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a running Weir whose files change. */
@Timeout(60)
class ReloadTest {
    private static final String CONTACTS =
            "{\"object_name\":\"Contact\",\"fields\":[\"Id\",\"Phone\"],\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"A\"}}}";

    private final String ivr = KeyHash.newKey(new SecureRandom());
    private final String bot = KeyHash.newKey(new SecureRandom());

    @SuppressWarnings("NullAway.Init") // set before each test
    private LogOf log;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ReadyWeir weir;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @BeforeEach
    void start() {
        file = folder.resolve("weir.yaml");
        write(callers(caller("ivr", ivr, "")));
        log = LogOf.named("io.weir.bootstrap.wiring.ConfigReload");
        weir = ReadyWeir.start(Map.of("WEIR_CONFIG", file.toString(), "WEIR_HOST", "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        weir.close();
        log.close();
    }

    @Test
    void aRevokedKeyIsRefusedWithoutARequestToReload() {
        assertThat(status(ivr)).isEqualTo(200);
        write(callers(caller("bot", bot, "")));

        await(() -> status(ivr) == 401);
        assertThat(status(bot)).isEqualTo(200);
        assertThat(log.lines()).containsExactly("INFO the configuration is in use: caller bot new, caller ivr gone");
    }

    @Test
    void aReloadSaysWhatHasChanged() {
        write(callers(caller("ivr", ivr, ""), caller("bot", bot, "")) + """
              query:
                denied-fields: ["*.Phone"]
            """);
        var reloaded = reload();

        assertThat(reloaded.statusCode()).isEqualTo(200);
        assertThat(reloaded.body())
                .isEqualTo("{\"changed\":[\"weir.query.denied-fields\",\"caller ivr changed\",\"caller bot new\"],"
                        + "\"restart_needed\":[]}");
        assertThat(weir.query(CONTACTS, "X-API-Key", bot).body()).contains("\"code\":\"query_not_allowed\"");
        assertThat(weir.post(weir.admin(ReadyWeir.AD_HOC + "?explain=true"), CONTACTS)
                        .body())
                .contains("\"verdict\":\"denied\"");
        assertThat(reload().body()).isEqualTo("{\"changed\":[],\"restart_needed\":[]}");
    }

    @Test
    void aSettingThatNeedsARestartIsNamedOnce() {
        write("weir:\n  row-cap: 7\n" + callers(caller("ivr", ivr, "")).substring("weir:\n".length()));

        assertThat(reload().body()).isEqualTo("{\"changed\":[],\"restart_needed\":[\"weir.row-cap\"]}");
        assertThat(reload().body()).isEqualTo("{\"changed\":[],\"restart_needed\":[\"weir.row-cap\"]}");
        assertThat(log.lines()).containsExactly("WARNING these settings have changed and need a restart: weir.row-cap");
    }

    @Test
    void anInvalidFileChangesNothingUntilItIsMended() {
        write("weir:\n  callers:\n    - {name: IVR}\n");
        var refused = reload();

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"code\":\"invalid_configuration\"", "weir.yaml:3: /weir/callers/0/name");
        assertThat(reload().statusCode()).isEqualTo(422);
        assertThat(status(ivr)).isEqualTo(200);
        assertThat(weir.metrics()).contains("weir_config_stale{scope=\"application\",} 1");

        write(callers(caller("bot", bot, "")));
        assertThat(reload().statusCode()).isEqualTo(200);
        assertThat(weir.metrics()).contains("weir_config_stale{scope=\"application\",} 0");
        assertThat(status(bot)).isEqualTo(200);
        assertThat(log.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("WARNING the configuration has changed and cannot be used")
                                .contains("/weir/callers/0/name"),
                        line -> assertThat(line)
                                .isEqualTo("INFO the configuration is in use: caller bot new, caller ivr gone"));
    }

    @Test
    void aLostListOfCallersLetsNobodyIn() {
        write("weir:\n  auth: none\n");

        assertThat(reload().body()).contains("no caller is left, so anybody could ask");
        assertThat(weir.query(CONTACTS).statusCode()).isEqualTo(401);
    }

    @Test
    void aCallerKeepsWhatItHasUsedOfItsRate() {
        write(callers(caller("ivr", ivr, "rate: 2/h, burst: 2")));
        reload();
        assertThat(status(ivr)).isEqualTo(200);
        assertThat(status(ivr)).isEqualTo(200);
        write(callers(caller("ivr", ivr, "rate: 2/h, burst: 2"), caller("bot", bot, "")));
        reload();

        assertThat(status(ivr)).isEqualTo(429);
        write(callers(caller("ivr", ivr, "rate: 3/h, burst: 3"), caller("bot", bot, "")));
        reload();
        assertThat(status(ivr)).isEqualTo(200);
    }

    @Test
    void theDescriptionOfTheApiFollows() {
        assertThat(description(ivr)).doesNotContain("\"basic\"");
        write(callers(
                caller("ivr", ivr, ""),
                "    - {name: web, basic: [{user: web, hash: '%s'}]}".formatted(somePassword())));
        reload();
        assertThat(description(ivr)).contains("\"basic\"");
    }

    @Test
    void aSecretInAFileOfItsOwnCounts() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "whsec_" + "A".repeat(43) + "=");
        write(callers(
                caller("ivr", ivr, ""),
                "    - {name: hook, webhook-secrets: [{secret-file: '%s'}]}".formatted(secret)));
        reload();
        Files.writeString(secret, "whsec_" + "B".repeat(43) + "=");

        assertThat(reload().body()).contains("\"changed\":[\"caller hook changed\"]");
    }

    private static String somePassword() {
        return PasswordHash.of("a password of some length", new SecureRandom()).text();
    }

    private String description(String key) {
        return weir.send(HttpRequest.newBuilder(weir.data("/openapi")).header("X-API-Key", key))
                .body();
    }

    private HttpResponse<String> reload() {
        return weir.post(weir.admin("/reload"), "");
    }

    private int status(String key) {
        return weir.query(CONTACTS, "X-API-Key", key).statusCode();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static String caller(String name, String key, String more) {
        return "    - {name: %s, ad-hoc: true, keys: [{hash: '%s'}]%s}"
                .formatted(name, KeyHash.of(key).text(), more.isEmpty() ? "" : ", " + more);
    }

    private static String callers(String... callers) {
        return "weir:\n  callers:\n" + String.join("\n", List.of(callers)) + "\n";
    }

    private void write(String yaml) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }
}
