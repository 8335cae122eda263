package io.weir.bootstrap.config;

import io.weir.adapter.in.http.yaml.TextFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a {@link Config} was read from, to read it again. No {@code toString} shows a value. Immutable. */
public final class ConfigSource {
    /** The largest file that is compared. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final String POLICY = "weir.query.";

    /** The settings besides those of the policy that need no restart. */
    private static final Set<Setting> RELOADED = Set.of(
            Setting.API_KEY,
            Setting.AUTH,
            Setting.PROFILE,
            Setting.ERRORS,
            Setting.MAX_ANSWER_BYTES,
            Setting.LOG_FORMAT,
            Setting.LOG_LEVEL);

    private final Map<String, String> environment;
    private final Map<Setting, String> values;
    private final Set<Path> files;

    ConfigSource(Map<String, String> environment, Map<Setting, String> values, Set<Path> files) {
        this.environment = Map.copyOf(environment);
        this.values = Map.copyOf(values);
        this.files = Set.copyOf(files);
    }

    /** The present contents of all files of the configuration: the file itself, and those with single values. */
    public Map<Path, TextFile> contents() {
        var contents = new HashMap<Path, TextFile>();
        files.forEach(file -> contents.put(file, TextFile.read(file, MOST_BYTES)));
        return contents;
    }

    /** The present configuration for the Weir that runs; throws {@link InvalidConfig} with every problem. */
    public Config read() {
        return Config.ofRunning(environment);
    }

    /** The operator's key, if there is one. */
    public Optional<String> adminApiKey() {
        return Optional.ofNullable(values.get(Setting.ADMIN_API_KEY))
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    /** The keys of the settings that differ from {@code other} and that a reload applies. */
    public List<String> reloadedSince(ConfigSource other) {
        return changedSince(other)
                .filter(ConfigSource::isReloaded)
                .map(Setting::key)
                .toList();
    }

    /** The keys of the settings that differ from {@code other} and that need a restart. */
    public List<String> restartNeededSince(ConfigSource other) {
        return changedSince(other)
                .filter(setting -> !isReloaded(setting))
                // Weir reads this one before each login, and writes it
                .filter(setting -> setting != Setting.REFRESH_TOKEN)
                .map(Setting::key)
                .toList();
    }

    private Stream<Setting> changedSince(ConfigSource other) {
        return Stream.of(Setting.values())
                .filter(setting -> !Objects.equals(values.get(setting), other.values.get(setting)));
    }

    private static boolean isReloaded(Setting setting) {
        return setting.key().startsWith(POLICY) || RELOADED.contains(setting);
    }

    @Override
    public String toString() {
        return "ConfigSource[hidden]";
    }
}
