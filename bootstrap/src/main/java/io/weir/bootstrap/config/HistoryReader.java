package io.weir.bootstrap.config;

import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.out.profiler.store.StoreSettings.Place;
import io.weir.bootstrap.config.Config.StoreKey;
import io.weir.domain.port.ReplayGuard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings of the history and its store, and records every problem. */
final class HistoryReader {
    private static final List<Setting> POSTGRES_ONLY = List.of(Setting.STORE_USERNAME, Setting.STORE_PASSWORD);
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The driver accepts these in a URL, which is not treated as a secret. */
    private static final Pattern CREDENTIALS_IN_URL = Pattern.compile(".*(//[^/]*@|[?&](user|password)=).*");

    private final SettingValues settings;

    HistoryReader(SettingValues settings) {
        this.settings = settings;
    }

    Config.History history() {
        var store = store();
        return new Config.History(
                settings.read(Setting.INSTANCE, HistoryReader::instance),
                store,
                key(store.map(HistoryReader::defaultKey).orElseGet(StoreKey.OfThisProcess::new)),
                settings.whole(Setting.HISTORY_CAPACITY, 1, 1_000_000),
                settings.positiveDuration(Setting.HISTORY_SLOW_THRESHOLD),
                settings.whole(Setting.HISTORY_DAYS, 1, 400),
                settings.whole(Setting.HISTORY_MAX_MB, 1, 1_000_000),
                settings.whole(Setting.ADVICE_PLANS_A_DAY, 0, 1_000),
                replayGuard(store.isPresent()));
    }

    private ReplayGuard.Strictness replayGuard(boolean stored) {
        var strictness = settings.read(
                Setting.REPLAY_GUARD,
                ReplayGuard.Strictness.LENIENT,
                ValueParsers.word(
                        "lenient or strict",
                        Map.of("lenient", ReplayGuard.Strictness.LENIENT, "strict", ReplayGuard.Strictness.STRICT)));
        if (strictness == ReplayGuard.Strictness.STRICT && !stored) {
            settings.problem(
                    Setting.REPLAY_GUARD,
                    "strict needs a store, and %s is false; enable it, or set lenient"
                            .formatted(Setting.STORE_ENABLED));
        }
        return strictness;
    }

    private static String instance(String text) {
        if (!INSTANCE.matcher(text).matches()) {
            throw ValueParsers.unexpected("up to 64 letters, digits and . _ -", text);
        }
        return text;
    }

    private Optional<Place> store() {
        var url = settings.value(Setting.STORE_URL);
        if (url.isEmpty()) {
            POSTGRES_ONLY.stream()
                    .filter(setting -> settings.value(setting).isPresent())
                    .forEach(setting -> settings.problem(
                            setting,
                            "is set but %s is not; the store in %s needs no login"
                                    .formatted(Setting.STORE_URL, Setting.DATA)));
        }
        if (!settings.flag(Setting.STORE_ENABLED)) {
            url.ifPresent(_ -> settings.problem(
                    Setting.STORE_URL, "contradicts %s=false; keep one".formatted(Setting.STORE_ENABLED)));
            return Optional.empty();
        }
        return url.<Optional<Place>>map(text -> Optional.of(postgres(text))).orElseGet(this::folder);
    }

    private Place postgres(String url) {
        // neither message repeats the URL, which may hold a password
        if (!url.startsWith("jdbc:postgresql:")) {
            settings.problem(Setting.STORE_URL, "expected jdbc:postgresql://host:port/database");
        } else if (CREDENTIALS_IN_URL.matcher(url).matches()) {
            settings.problem(
                    Setting.STORE_URL,
                    "holds a user or a password; put them into %s and %s"
                            .formatted(Setting.STORE_USERNAME, Setting.STORE_PASSWORD));
        }
        if (settings.value(Setting.STORE_USERNAME).isEmpty()) {
            settings.problem("%s is missing; %s needs it".formatted(Setting.STORE_USERNAME, Setting.STORE_URL));
        }
        if (settings.value(Setting.STORE_KEY).isEmpty()) {
            settings.problem("%s is missing; every Weir that uses %s needs the same one"
                    .formatted(Setting.STORE_KEY, Setting.STORE_URL));
        }
        return new Place.Postgres(url, settings.text(Setting.STORE_USERNAME), settings.text(Setting.STORE_PASSWORD));
    }

    private Optional<Place> folder() {
        if (settings.value(Setting.DATA).isEmpty()) {
            settings.problem(
                    Setting.DATA,
                    "names no folder; set %s=false to keep the history in memory only"
                            .formatted(Setting.STORE_ENABLED));
        }
        return settings.read(Setting.DATA, ValueParsers::path).map(Place.Folder::new);
    }

    private static StoreKey defaultKey(Place store) {
        return store instanceof Place.Folder(Path folder)
                ? new StoreKey.InFolder(folder)
                : new StoreKey.OfThisProcess();
    }

    private StoreKey key(StoreKey otherwise) {
        var secret = settings.value(Setting.STORE_KEY);
        secret.filter(text -> text.getBytes(StandardCharsets.UTF_8).length < Pseudonyms.SHORTEST_KEY)
                .ifPresent(_ -> settings.problem(
                        Setting.STORE_KEY,
                        "expected at least %d characters; 'openssl rand -base64 32' makes one"
                                .formatted(Pseudonyms.SHORTEST_KEY)));
        return secret.<StoreKey>map(StoreKey.Given::new).orElse(otherwise);
    }
}
