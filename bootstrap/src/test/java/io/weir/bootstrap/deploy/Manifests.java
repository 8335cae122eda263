package io.weir.bootstrap.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The manifests in {@code deploy/kubernetes}, as they ship. */
final class Manifests {
    static final Path FOLDER = Path.of("../deploy/kubernetes");

    /** Where the overlay for a live org mounts its secrets. */
    static final String SECRETS = "/run/secrets/weir/";

    private Manifests() {}

    /** All manifests and kustomizations. */
    static List<JsonNode> all() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> documents(text(file)).stream())
                    .filter(document -> document.has("kind"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode read(String path) {
        return documents(text(FOLDER.resolve(path))).getFirst();
    }

    /** The documents of a YAML file. */
    static List<JsonNode> documents(String text) {
        var documents = new ArrayList<JsonNode>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(text)
                .forEach(document -> documents.add(JsonMapper.shared().valueToTree(document)));
        return documents;
    }

    /** The pod of the base, or what an overlay adds to it. */
    static JsonNode pod(String path) {
        return read(path).at("/spec/template/spec");
    }

    /** The variables of Weir in an overlay. */
    static Map<String, String> environment(String overlay) {
        return Stream.of("base/deployment.yaml", "overlays/" + overlay + "/deployment.yaml")
                .flatMap(path -> variables(pod(path)).entrySet().stream())
                .collect(TreeMap::new, (all, it) -> all.put(it.getKey(), it.getValue()), Map::putAll);
    }

    /** The variables of all containers below {@code node}. */
    static Map<String, String> variables(JsonNode node) {
        var variables = new TreeMap<String, String>();
        for (var list : node.findValues("env")) {
            list.forEach(it ->
                    variables.put(it.path("name").asString(), it.path("value").asString("")));
        }
        return variables;
    }

    /** The number of the container's port that is called {@code name}. */
    static Optional<Integer> containerPort(String name) {
        return StreamSupport.stream(
                        pod("base/deployment.yaml").at("/containers/0/ports").spliterator(), false)
                .filter(port -> port.path("name").asString().equals(name))
                .map(port -> port.path("containerPort").asInt())
                .findFirst();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
