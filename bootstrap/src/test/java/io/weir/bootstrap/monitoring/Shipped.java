package io.weir.bootstrap.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files for the operator's own tools, as they ship in {@code docs}. */
final class Shipped {
    static final Path RULES = Path.of("../docs/prometheus/weir-alerts.yml");

    private static final Path BOARD = Path.of("../docs/grafana/weir.json");

    /** A row of a table of metrics: {@code | `weir_x{a,b}`, `weir_y` | meaning |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z_{},` ]+`) \\| .*$");

    private static final Pattern METRIC = Pattern.compile("`((?:weir|jvm|process)_[a-z_]+)(?:\\{([a-z_,]+)})?`");

    /**
     * An alert.
     *
     * @param hold how long it waits, such as {@code 5m}; empty if it does not wait
     */
    record Alert(String name, String expression, String hold, String severity, Map<String, String> annotations) {}

    private Shipped() {}

    static List<Alert> alerts() {
        var alerts = new ArrayList<Alert>();
        for (var rule : rules()) {
            if (rule.path("record").isMissingNode()) {
                var annotations = new TreeMap<String, String>();
                rule.path("annotations")
                        .properties()
                        .forEach(
                                it -> annotations.put(it.getKey(), it.getValue().asString()));
                alerts.add(new Alert(
                        rule.path("alert").asString(),
                        rule.path("expr").asString(),
                        rule.path("for").asString(""),
                        rule.path("labels").path("severity").asString(""),
                        annotations));
            }
        }
        return alerts;
    }

    /** The recorded series with their expressions. */
    static Map<String, String> recorded() {
        var recorded = new TreeMap<String, String>();
        for (var rule : rules()) {
            if (!rule.path("record").isMissingNode()) {
                recorded.put(rule.path("record").asString(), rule.path("expr").asString());
            }
        }
        return recorded;
    }

    private static List<JsonNode> rules() {
        return yaml(RULES).path("groups").values().stream()
                .flatMap(group -> group.path("rules").values().stream())
                .toList();
    }

    /** The alerts that promtool's tests see firing. */
    static Set<String> testedAlerts() {
        var tested = new TreeSet<String>();
        for (var file : tests()) {
            for (var test : yaml(file).path("tests")) {
                for (var check : test.path("alert_rule_test")) {
                    if (!check.path("exp_alerts").isEmpty()) {
                        tested.add(check.path("alertname").asString());
                    }
                }
            }
        }
        return tested;
    }

    /** The files of promtool's tests. */
    static List<Path> tests() {
        try (var files = Files.list(RULES.getParent())) {
            return files.filter(it -> it.toString().endsWith("-test.yml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode board() {
        return JsonMapper.shared().readTree(text(BOARD));
    }

    static List<JsonNode> panels() {
        return StreamSupport.stream(board().path("panels").spliterator(), false).toList();
    }

    /** The expressions of the panels and annotations. */
    static List<String> boardExpressions() {
        var expressions = new ArrayList<>(board().path("annotations").findValuesAsString("expr"));
        panels().forEach(panel -> expressions.addAll(panel.path("targets").findValuesAsString("expr")));
        return expressions;
    }

    /** The metrics that the documents list, with their labels. */
    static Map<String, Set<String>> documentedMetrics() {
        var documented = new TreeMap<String, Set<String>>();
        for (var page : List.of("monitoring.md", "actions.md")) {
            ROW.matcher(text(Path.of("../docs", page)))
                    .results()
                    .flatMap(row -> METRIC.matcher(row.group(1)).results())
                    .forEach(metric -> documented.put(
                            metric.group(1),
                            metric.group(2) == null
                                    ? Set.of()
                                    : new TreeSet<>(List.of(metric.group(2).split(",", -1)))));
        }
        return documented;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode yaml(Path file) {
        var loaded = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text(file));
        return JsonMapper.shared().valueToTree(loaded);
    }
}
