package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.StoreSettings.Place;
import io.weir.domain.port.ReplayGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the history and its store. */
class HistoryConfigTest {
    private static final String KEY = "a-store-key-of-at-least-32-characters";
    private static final Map<String, String> POSTGRES = Map.of(
            "WEIR_STORE_URL", "jdbc:postgresql://db.example.com/weir",
            "WEIR_STORE_USERNAME", "weir",
            "WEIR_STORE_PASSWORD", "the-password-of-the-store",
            "WEIR_STORE_KEY", KEY);

    @Test
    void theDefaultIsAFolder() {
        var history = Config.from(Map.of()).history();

        assertThat(history)
                .isEqualTo(new Config.History(
                        Optional.empty(),
                        Optional.of(new Place.Folder(Path.of("data"))),
                        new Config.StoreKey.InFolder(Path.of("data")),
                        1_000,
                        Duration.ofSeconds(1),
                        14,
                        512,
                        20,
                        ReplayGuard.Strictness.LENIENT));
    }

    @Test
    void aStrictReplayGuardNeedsAStore() {
        assertThat(Config.from(Map.of("WEIR_REPLAY_GUARD", "strict")).history().replayGuard())
                .isEqualTo(ReplayGuard.Strictness.STRICT);
        assertThat(problems(Map.of("WEIR_REPLAY_GUARD", "strict", "WEIR_STORE_ENABLED", "false")))
                .containsExactly("WEIR_REPLAY_GUARD (weir.replay-guard): strict needs a store, and WEIR_STORE_ENABLED"
                        + " (weir.store.enabled) is false; enable it, or set lenient");
        assertThat(problems(Map.of("WEIR_REPLAY_GUARD", "maybe")))
                .singleElement()
                .asString()
                .contains("lenient or strict");
    }

    @Test
    void takesPostgresAndShowsNoSecret() {
        var config = Config.from(POSTGRES);

        assertThat(config.history().store())
                .contains(new Place.Postgres(
                        "jdbc:postgresql://db.example.com/weir", "weir", "the-password-of-the-store"));
        assertThat(config.history().key()).isEqualTo(new Config.StoreKey.Given(KEY));
        assertThat(config.toString()).doesNotContain(KEY, "the-password-of-the-store");
    }

    @Test
    void keepsTheHistoryInMemory() {
        var history = Config.from(Map.of("WEIR_STORE_ENABLED", "false")).history();

        assertThat(history.store()).isEmpty();
        assertThat(history.key()).isEqualTo(new Config.StoreKey.OfThisProcess());
    }

    @Test
    void postgresNeedsAUserAndAKey() {
        assertThat(problems(Map.of("WEIR_STORE_URL", "jdbc:postgresql://db/weir")))
                .containsExactly(
                        "WEIR_STORE_USERNAME (weir.store.username) is missing; WEIR_STORE_URL (weir.store.url) needs"
                                + " it",
                        "WEIR_STORE_KEY (weir.store.key) is missing; every Weir that uses WEIR_STORE_URL"
                                + " (weir.store.url) needs the same one");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://db/weir-secret",
        "jdbc:postgresql://weir:weir-secret@db/weir",
        "jdbc:postgresql://db/weir?ssl=true&password=weir-secret"
    })
    void neverRepeatsAUrlThatItRefuses(String url) {
        assertThat(problems(Environments.with(POSTGRES, "WEIR_STORE_URL", url)))
                .singleElement()
                .asString()
                .startsWith("WEIR_STORE_URL (weir.store.url): ")
                .doesNotContain("weir-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "WEIR_STORE_USERNAME, weir, is set but WEIR_STORE_URL",
        "WEIR_STORE_PASSWORD, secret, is set but WEIR_STORE_URL",
        "WEIR_STORE_KEY, short, expected at least 32 characters",
        "WEIR_DATA, ' ', names no folder; set WEIR_STORE_ENABLED",
        "WEIR_INSTANCE, a b, expected up to 64 letters",
        "WEIR_HISTORY_DAYS, 0, expected a whole number from 1 to 400",
        "WEIR_HISTORY_MAX_MB, 0, expected a whole number from 1",
        "WEIR_HISTORY_SLOW_THRESHOLD, 0, expected a time",
        "WEIR_ADVICE_PLANS_A_DAY, 1001, expected a whole number from 0 to 1000"
    })
    void reportsWhatIsWrong(String variable, String value, String problem) {
        assertThat(problems(Map.of(variable, value))).singleElement().asString().contains(variable, problem);
    }

    @Test
    void aStoreThatIsOffHasNoUrl() {
        assertThat(problems(Environments.with(POSTGRES, "WEIR_STORE_ENABLED", "false")))
                .singleElement()
                .asString()
                .contains("WEIR_STORE_URL", "contradicts WEIR_STORE_ENABLED");
    }
}
