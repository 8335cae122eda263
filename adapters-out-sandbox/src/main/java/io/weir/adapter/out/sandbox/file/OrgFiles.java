package io.weir.adapter.out.sandbox.file;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a folder and of its subfolders say, in the order of their paths. Files other than {@code *.json}
 * and {@code *.csv}, and those whose names begin with a dot, are ignored.
 */
public final class OrgFiles {
    private static final int MAX_DEPTH = 4;
    private static final String RULES = "rules.json";

    /** Describe's result for one object, and the file that has it. */
    public record GivenDescribe(String place, Map<?, ?> json) {}

    /** The org's own rules of writes, and the file that has them. */
    public record GivenRules(String place, Map<?, ?> json) {}

    private final Map<String, @Nullable Object> jsonFiles = new LinkedHashMap<>();
    private final Map<String, String> objectsByFile = new HashMap<>();
    private final List<GivenDescribe> describes = new ArrayList<>();
    private final List<GivenRecord> records = new ArrayList<>();
    private final List<GivenRules> rules = new ArrayList<>();

    /** Reads {@code folder}; throws {@link InvalidOrgData} for a file that is neither describe's result nor records. */
    public OrgFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidOrgData(folder.toString(), "is not a folder; name the folder with the files of the org");
        }
        var paths = paths(folder);
        for (var path : paths) {
            if (path.toString().endsWith(".json")) {
                jsonFiles.put(name(folder, path), json(name(folder, path), path));
            }
        }
        jsonFiles.forEach(this::readPlan);
        for (var path : paths) {
            String name = name(folder, path);
            if (jsonFiles.containsKey(name)) {
                readJson(name, jsonFiles.get(name));
            } else {
                records.addAll(CsvRecords.read(name, objectOf(name), text(name, path)));
            }
        }
    }

    public List<GivenDescribe> describes() {
        return List.copyOf(describes);
    }

    public List<GivenRecord> records() {
        return List.copyOf(records);
    }

    /** The file {@code rules.json}, if the folder has one. */
    public List<GivenRules> rules() {
        return List.copyOf(rules);
    }

    /** Reads the objects of the files that the plan of a tree names. */
    private void readPlan(String name, @Nullable Object json) {
        if (!isPlan(json) || !(json instanceof List<?> steps)) {
            return;
        }
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        for (Object step : steps) {
            if (step instanceof Map<?, ?> map
                    && map.get("sobject") instanceof String object
                    && map.get("files") instanceof List<?> files) {
                for (Object file : files) {
                    String path = folder + file;
                    if (!jsonFiles.containsKey(path)) {
                        throw new InvalidOrgData(name, "names %s, which is not in the folder; add it".formatted(path));
                    }
                    objectsByFile.put(path, object);
                }
            }
        }
    }

    private static boolean isPlan(@Nullable Object json) {
        return json instanceof List<?> steps
                && !steps.isEmpty()
                && steps.getFirst() instanceof Map<?, ?> step
                && step.containsKey("sobject")
                && step.containsKey("files");
    }

    private void readJson(String name, @Nullable Object json) {
        if (isPlan(json)) {
            return;
        }
        if (name.equals(RULES)) {
            if (!(json instanceof Map<?, ?> given)) {
                throw new InvalidOrgData(name, "is no JSON object; write the kinds of rules in braces");
            }
            rules.add(new GivenRules(name, given));
            return;
        }
        // The Salesforce CLI wraps its answers: {"status": 0, "result": …}.
        @Nullable Object result = json instanceof Map<?, ?> map ? map.get("result") : null;
        switch (result == null ? json : result) {
            case Map<?, ?> map when map.get("fields") instanceof List<?> -> describes.add(new GivenDescribe(name, map));
            case Map<?, ?> map
            when map.get("sobjects") instanceof List<?> objects -> {
                for (Object object : objects) {
                    if (object instanceof Map<?, ?> described && described.get("fields") instanceof List<?>) {
                        describes.add(new GivenDescribe(name, described));
                    }
                }
            }
            case Map<?, ?> map when map.get("records") instanceof List<?> list -> readRecords(name, list);
            case List<?> list -> readRecords(name, list);
            case null, default ->
                throw new InvalidOrgData(
                        name,
                        "is neither describe's result, with \"fields\" or \"sobjects\", nor an array of records, nor"
                                + " a query result, with \"records\"");
        }
    }

    private void readRecords(String name, List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            String place = name + ", record " + (i + 1);
            if (!(list.get(i) instanceof Map<?, ?> json)) {
                throw new InvalidOrgData(place, "is not a JSON object; a record has the names of fields and values");
            }
            records.add(GivenRecord.of(place, objectOf(name), json));
        }
    }

    /** The object of the records in a file, by a plan or by its name: {@code Order__c} for {@code Order__c.csv}. */
    private String objectOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return Objects.requireNonNullElse(objectsByFile.get(name), file.substring(0, file.indexOf('.')));
    }

    private static List<Path> paths(Path folder) {
        try (var paths = Files.walk(folder, MAX_DEPTH)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !fileName(path).startsWith("."))
                    .filter(path ->
                            path.toString().endsWith(".json") || path.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw unreadable(folder.toString());
        }
    }

    private static String fileName(Path path) {
        return Objects.requireNonNullElse(path.getFileName(), path).toString();
    }

    private static String name(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private static @Nullable Object json(String name, Path path) {
        try {
            return Json.read(Files.readAllBytes(path));
        } catch (JsonValue.Malformed notJson) {
            throw new InvalidOrgData(
                    name,
                    "is not JSON, see line %d, column %d; correct it".formatted(notJson.line(), notJson.column()));
        } catch (IOException unreadable) {
            throw unreadable(name);
        }
    }

    private static String text(String name, Path path) {
        try {
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidOrgData(name, "is not UTF-8; convert it");
        } catch (IOException unreadable) {
            throw unreadable(name);
        }
    }

    private static InvalidOrgData unreadable(String name) {
        return new InvalidOrgData(name, "cannot be read; check its permissions");
    }
}
