package io.weir.bootstrap.config;

import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.adapter.out.profiler.trace.TraceSettings;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of settings, from the packaged {@code defaults.yaml}, the file in {@code WEIR_CONFIG}, and the
 * environment; later sources override earlier ones. A variable with the suffix {@code _FILE} holds the path of a file
 * with the value. The values of a list are separated by commas. A blank variable does not change a list: it must not
 * clear a deny list.
 */
final class SettingsSource {
    static final String CONFIG_FILE = "WEIR_CONFIG";
    static final String FILE_SUFFIX = "_FILE";

    /** Not application.yaml, the name of Helidon's own configuration. */
    private static final String PACKAGED = "defaults.yaml";

    private static final String SEPARATOR = ",";

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Map<Setting, String> places = new EnumMap<>(Setting.class);
    private final Map<Setting, Path> files = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> environment;
    private final Optional<YamlDocument> mounted;

    /**
     * Reads all sources; throws {@link InvalidConfig} for problems of the file's syntax and shape and for unknown
     * variables. It does not validate values.
     */
    SettingsSource(Map<String, String> environment) {
        this.environment = environment;
        take(packaged());
        places.clear();
        mounted = mounted(environment);
        mounted.filter(document -> document.errors().isEmpty()).ifPresent(this::take);
        problems.addAll(UnknownVariables.in(environment));
        for (var setting : Setting.values()) {
            fromEnvironment(setting, environment)
                    .filter(value -> !(setting.list() && value.isBlank()))
                    .ifPresent(value -> {
                        values.put(setting, value);
                        places.remove(setting);
                    });
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
    }

    /** The value of {@code setting}, without surrounding space; empty when it is blank or nowhere set. */
    Optional<String> value(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The file that the variable with the suffix {@code _FILE} names; empty if the value is from elsewhere. */
    Optional<Path> file(Setting setting) {
        return Optional.ofNullable(files.get(setting));
    }

    /** The names of {@code setting} for messages, after file and line if its value is from a file. */
    String described(Setting setting) {
        String place = places.get(setting);
        return place == null ? setting.toString() : place + ": " + setting;
    }

    /** Where traces go, by OpenTelemetry's variables; empty if they are off. */
    Optional<TraceSettings> traces() {
        return new TracesReader(environment, problems).traces();
    }

    /** The configuration file, if it lists callers. */
    Optional<YamlDocument> callers() {
        return mounted.filter(document -> {
            var root = document.json().get(ConfigShape.ROOT);
            return root instanceof JsonObject settings && settings.get(ConfigShape.CALLERS) instanceof JsonArray;
        });
    }

    /** Where the values are from. */
    ConfigSource source() {
        var paths = new HashSet<Path>();
        files.forEach((setting, file) -> {
            if (setting != Setting.REFRESH_TOKEN) {
                paths.add(file);
            }
        });
        path(environment).ifPresent(paths::add);
        mounted.ifPresent(document -> secretFiles(document.json()).forEach(paths::add));
        return new ConfigSource(environment, values, paths);
    }

    /** The files with secrets of callers. */
    private static Stream<Path> secretFiles(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                object.entrySet().stream()
                        .flatMap(member -> member.getKey().equals(CallerCredentialsReader.SECRET_FILE)
                                        && member.getValue() instanceof JsonString file
                                ? path(file.getString().strip()).stream()
                                : secretFiles(member.getValue()));
            case JsonArray list -> list.stream().flatMap(SettingsSource::secretFiles);
            default -> Stream.empty();
        };
    }

    /** The problems so far; the readers of values add theirs. */
    List<String> problems() {
        return problems;
    }

    private static YamlDocument packaged() {
        try (var in = Objects.requireNonNull(SettingsSource.class.getResourceAsStream("/" + PACKAGED))) {
            var document = YamlDocument.of(
                    PACKAGED,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8),
                    ConfigShape.FILE,
                    ConfigShape.ROOT);
            if (!document.errors().isEmpty()) {
                throw new IllegalStateException(String.join("\n", document.errors()));
            }
            return document;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Optional<YamlDocument> mounted(Map<String, String> environment) {
        var document = path(environment).map(path -> YamlDocument.read(path, ConfigShape.FILE, ConfigShape.ROOT + ":"));
        document.ifPresent(read -> problems.addAll(read.errors()));
        return document;
    }

    /** The path {@code text}; empty if it is not one, which another reader reports. */
    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(CONFIG_FILE))
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    private void take(YamlDocument document) {
        for (var setting : Setting.values()) {
            value(document.json(), setting).ifPresent(value -> {
                String pointer = "/" + setting.key().replace('.', '/');
                if (!value.equals(JsonValue.NULL)) {
                    values.put(setting, text(value));
                    places.put(setting, document.placeOf(pointer));
                } else if (setting.list()) {
                    problems.add("%s: %s: %s".formatted(document.placeOf(pointer), pointer, YamlSection.EMPTY_LIST));
                }
            });
        }
    }

    /** The value of {@code setting}, which may be JSON null. */
    private static Optional<JsonValue> value(JsonObject json, Setting setting) {
        @Nullable JsonValue value = json;
        for (String key : setting.key().split("\\.", -1)) {
            value = value instanceof JsonObject section ? section.get(key) : null;
        }
        return Optional.ofNullable(value);
    }

    private static String text(JsonValue value) {
        return value instanceof JsonArray list
                ? list.getValuesAs(JsonString::getString).stream().collect(Collectors.joining(SEPARATOR))
                : ((JsonString) value).getString();
    }

    private Optional<String> fromEnvironment(Setting setting, Map<String, String> environment) {
        String direct = environment.get(setting.variable());
        String path = environment.get(setting.variable() + FILE_SUFFIX);
        if (path == null || path.isBlank()) {
            return Optional.ofNullable(direct);
        }
        if (direct != null) {
            problems.add(
                    "%s and %s are both set; keep one".formatted(setting.variable(), setting.variable() + FILE_SUFFIX));
        }
        try {
            var file = ValueParsers.path(path);
            String value = ValueParsers.content(file);
            files.put(setting, file);
            return Optional.of(value);
        } catch (IllegalArgumentException unreadable) {
            problems.add("%s: %s".formatted(setting.variable() + FILE_SUFFIX, unreadable.getMessage()));
            return Optional.empty();
        }
    }
}
