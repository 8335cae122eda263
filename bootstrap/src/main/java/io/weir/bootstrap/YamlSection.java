package io.weir.bootstrap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * An object in the configuration file. Values are read as they are written, so that a date stays a date. What does not fit becomes
 * a problem with its path, and so does every key that nobody asked for.
 */
final class YamlSection {
    private final String path;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> problems;

    private YamlSection(String path, List<String> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The object that {@code node} is; an empty one, and a problem, if it is none. */
    static YamlSection of(Node node, String path, List<String> problems) {
        var section = new YamlSection(path, problems);
        if (node instanceof MappingNode mapping) {
            for (var member : mapping.getValue()) {
                String key = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (section.members.put(key, member.getValueNode()) != null) {
                    problems.add("%s.%s: stands there twice".formatted(path, key));
                }
            }
        } else {
            problems.add("%s: expected an object with keys and values".formatted(path));
        }
        return section;
    }

    String path() {
        return path;
    }

    String path(String key) {
        return path + "." + key;
    }

    void problem(String key, String message) {
        problems.add(path(key) + ": " + message);
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** The value of {@code key}, in one line; empty where it is not set. */
    Optional<String> text(String key) {
        return find(key).flatMap(node -> scalar(node, path(key)));
    }

    /** The same; a problem, and the empty text, where it is not set. */
    String required(String key) {
        var text = text(key);
        if (text.isEmpty() && !has(key)) {
            problem(key, "is missing");
        }
        return text.orElse("");
    }

    /** What {@code reader} makes of the value; a problem for an {@link IllegalArgumentException} of it, in its words. */
    <T> T read(String key, T otherwise, Function<String, T> reader) {
        return text(key).flatMap(text -> tried(path(key), text, reader)).orElse(otherwise);
    }

    /** The same of a value that must be there; empty where nothing came of it. */
    <T> Optional<T> read(String key, Function<String, T> reader) {
        String text = required(key);
        return text.isEmpty() ? Optional.empty() : tried(path(key), text, reader);
    }

    boolean flag(String key, boolean otherwise) {
        return read(key, otherwise, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false, got '%s'".formatted(text));
        });
    }

    int whole(String key, int otherwise, int least, int most) {
        return read(key, otherwise, text -> {
            String wrong = "expected a whole number from %d to %d, got '%s'".formatted(least, most, text);
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(wrong, notANumber);
            }
            throw new IllegalArgumentException(wrong);
        });
    }

    /** What {@code reader} makes of each text of a list, or of the only text there is. */
    <T> List<T> list(String key, Function<String, T> reader) {
        var values = new ArrayList<T>();
        var node = find(key);
        if (node.isPresent() && node.get() instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                String place = "%s[%d]".formatted(path(key), i);
                scalar(sequence.getValue().get(i), place)
                        .flatMap(text -> tried(place, text, reader))
                        .ifPresent(values::add);
            }
        } else {
            text(key).flatMap(text -> tried(path(key), text, reader)).ifPresent(values::add);
        }
        return values;
    }

    /** Whether {@code key} is set to a list that has nothing in it. */
    boolean isEmptyList(String key) {
        return find(key)
                .filter(node ->
                        node instanceof SequenceNode list && list.getValue().isEmpty())
                .isPresent();
    }

    /** The objects of a list. */
    List<YamlSection> sections(String key) {
        var node = find(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            problem(key, "expected a list of objects");
            return List.of();
        }
        var sections = new ArrayList<YamlSection>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            sections.add(of(sequence.getValue().get(i), "%s[%d]".formatted(path(key), i), problems));
        }
        return sections;
    }

    /** The object under {@code key}; empty where there is none, or something else. */
    Optional<YamlSection> section(String key) {
        return find(key).filter(MappingNode.class::isInstance).map(node -> of(node, path(key), problems));
    }

    /** Every key with its text. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        members.keySet().forEach(key -> text(key).ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    /** Makes every key that was not asked for a problem. */
    void refuseOthers() {
        members.keySet().stream()
                .filter(key -> !asked.contains(key))
                .forEach(key -> problem(key, "there is no such setting" + SettingsSource.suggestion(key, asked)));
    }

    private Optional<Node> find(String key) {
        asked.add(key);
        var node = members.get(key);
        return node == null || node.getTag().equals(Tag.NULL) ? Optional.empty() : Optional.of(node);
    }

    private Optional<String> scalar(Node node, String place) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        problems.add("%s: expected one value".formatted(place));
        return Optional.empty();
    }

    private <T> Optional<T> tried(String place, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException refused) {
            problems.add("%s: %s".formatted(place, refused.getMessage()));
            return Optional.empty();
        }
    }
}
