package io.weir.bootstrap;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import io.weir.domain.schema.NearestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The values of settings, from the packaged {@code application.yaml}, the file that {@code WEIR_CONFIG} names, and the
 * environment; the later wins. A variable with {@code _FILE} behind its name holds the path of a file with the value. A
 * list is a text with commas between its values; a blank variable leaves it as it is, for a list of what is denied would
 * otherwise vanish with it.
 *
 * <p>Collects every problem on its way instead of stopping at the first.
 */
final class SettingsSource {
    private static final String CONFIG_FILE = "WEIR_CONFIG";
    private static final String FILE_SUFFIX = "_FILE";
    private static final String SEPARATOR = ",";

    private final Map<Setting, String> values = new HashMap<>();
    private final Map<Setting, Path> files = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<Node> callers = Optional.empty();

    SettingsSource(Map<String, String> environment) {
        take(packaged(), "application.yaml");
        mounted(environment).ifPresent(file -> take(file, CONFIG_FILE));
        for (var setting : Setting.values()) {
            fromEnvironment(setting, environment)
                    .filter(value -> !(setting.list() && value.isBlank()))
                    .ifPresent(value -> values.put(setting, value));
        }
    }

    /** The value of {@code setting}, without surrounding space; empty when it is blank or nowhere set. */
    Optional<String> value(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The file that the value came from, by its variable with {@code _FILE}; empty where it came from elsewhere. */
    Optional<Path> file(Setting setting) {
        return Optional.ofNullable(files.get(setting));
    }

    /** The callers that the file lists; a structure that no single setting holds. */
    Optional<Node> callers() {
        return callers;
    }

    /** What is wrong so far. The reader of values adds what it finds. */
    List<String> problems() {
        return problems;
    }

    private static Config packaged() {
        return read(ConfigSources.classpath("application.yaml").build());
    }

    private Optional<Config> mounted(Map<String, String> environment) {
        String path = environment.get(CONFIG_FILE);
        if (path == null || path.isBlank()) {
            return Optional.empty();
        }
        if (!Files.isReadable(Path.of(path))) {
            problems.add("%s: no readable file at '%s'".formatted(CONFIG_FILE, path));
            return Optional.empty();
        }
        try {
            var config = read(ConfigSources.file(path).build());
            callers = written(Path.of(path));
            return Optional.of(config);
        } catch (ConfigException unreadable) {
            problems.add(("%s: '%s' is not readable as YAML; indent by spaces, close brackets and quotes;"
                            + " a text that begins with * needs quotes")
                    .formatted(CONFIG_FILE, path));
            return Optional.empty();
        }
    }

    /** The node as it is written: Helidon's reader has turned dates into something else by now. */
    private Optional<Node> written(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return child(new Yaml().compose(reader), "weir").flatMap(weir -> child(weir, "callers"));
        } catch (IOException unreadable) {
            problems.add("%s: no readable text file at '%s'".formatted(CONFIG_FILE, file));
            return Optional.empty();
        }
    }

    private static Optional<Node> child(@Nullable Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(member -> member.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    /** Without resolving {@code $}, which secrets may hold, and without the sources that Helidon adds by itself. */
    private static Config read(ConfigSource source) {
        return Config.builder()
                .sources(source)
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableKeyResolving()
                .disableValueResolving()
                .build();
    }

    private void take(Config node, String origin) {
        if (node.key().toString().equals(CallersReader.PATH)) {
            // CallersReader reads it from the file itself
            return;
        }
        if (node.type() == Config.Type.OBJECT) {
            children(node).forEach(child -> take(child, origin));
        } else if (node.exists()) {
            String key = node.key().toString();
            Setting.ofKey(key)
                    .ifPresentOrElse(
                            setting -> value(node, setting, origin).ifPresent(value -> values.put(setting, value)),
                            () -> problems.add("%s: there is no setting '%s'%s"
                                    .formatted(origin, key, suggestion(key, Setting.keys()))));
        }
    }

    /** What to add to a problem about {@code key}: which of {@code known} may be meant, or nothing. */
    static String suggestion(String key, Collection<String> known) {
        var near = NearestNames.to(key, known);
        return near.isEmpty() ? "" : "; did you mean '%s'?".formatted(String.join("', '", near));
    }

    private Optional<String> value(Config node, Setting setting, String origin) {
        if (node.isLeaf()) {
            return Optional.of(node.asString().orElse(""));
        }
        if (setting.list() && children(node).stream().allMatch(Config::isLeaf)) {
            return Optional.of(children(node).stream()
                    .map(element -> element.asString().orElse(""))
                    .collect(Collectors.joining(SEPARATOR)));
        }
        problems.add("%s: '%s' takes %s"
                .formatted(origin, setting.key(), setting.list() ? "a list of texts" : "one value, not a list"));
        return Optional.empty();
    }

    private static List<Config> children(Config node) {
        return node.asNodeList().orElse(List.of());
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
            var file = Path.of(path);
            String value = Files.readString(file);
            files.put(setting, file);
            return Optional.of(value);
        } catch (IOException unreadable) {
            problems.add("%s: no readable text file at '%s'".formatted(setting.variable() + FILE_SUFFIX, path));
            return Optional.empty();
        }
    }
}
