package io.weir.adapter.in.http.yaml;

import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.draft.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A YAML document of the operator's, compared with the shape it should have. Whatever is read from a file of the
 * operator's is read by this class: the configuration, its callers, and data actions. Immutable.
 */
public final class YamlDocument {
    private static final int MOST_ERRORS = 200;
    private static final int MOST_BYTES = 1024 * 1024;

    private final String file;
    private final YamlText.Read text;
    private final JsonObject json;
    private final List<DeclarationError> errors;

    private YamlDocument(String file, YamlText.Read text, JsonObject json, List<DeclarationError> errors) {
        this.file = file;
        this.text = text;
        this.json = json;
        this.errors = errors.stream().sorted(DeclarationError.BY_PLACE).toList();
    }

    /**
     * Reads {@code file} as {@link #of} does, if it is UTF-8 of at most 1 MiB; what cannot be read at all is among the
     * {@link #errors}. Throws nothing.
     */
    public static YamlDocument read(Path file, JsonShape shape, String beginning) {
        return switch (TextFile.read(file, MOST_BYTES)) {
            case TextFile.Text(var yaml) -> of(file.toString(), yaml, shape, beginning);
            case TextFile.Unreadable(var remedy) ->
                new YamlDocument(
                        file.toString(),
                        new YamlText.Read("", Map.of(), List.of()),
                        JsonValue.EMPTY_JSON_OBJECT,
                        List.of(new DeclarationError(0, "", remedy)));
        };
    }

    /**
     * Reads {@code yaml}, in which every value is a text as it is written.
     *
     * @param file what errors call the document
     * @param beginning the first key of such a document, for the error message
     */
    public static YamlDocument of(String file, String yaml, JsonShape shape, String beginning) {
        return of(file, yaml, YamlText.Scalars.TEXTS, shape, beginning);
    }

    public static YamlDocument of(
            String file, String yaml, YamlText.Scalars scalars, JsonShape shape, String beginning) {
        var text = YamlText.read(yaml, scalars);
        var errors = new ArrayList<>(text.errors());
        if (text.json().isEmpty()) {
            return new YamlDocument(file, text, JsonValue.EMPTY_JSON_OBJECT, errors);
        }
        if (!text.json().startsWith("{")) {
            errors.add(new DeclarationError(1, "", "not a mapping; begin with '%s'".formatted(beginning)));
            return new YamlDocument(file, text, JsonValue.EMPTY_JSON_OBJECT, errors);
        }
        // A refused alias or tag leaves null; that null must not be reported a second time.
        var known = errors.stream().map(DeclarationError::location).collect(Collectors.toSet());
        var problems = new Problems(MOST_ERRORS);
        var json = CheckedJson.read(text.json(), shape, problems).asJsonObject();
        problems.all().stream()
                .filter(problem -> !known.contains(problem.location()))
                .forEach(problem -> errors.add(error(problem, text)));
        return new YamlDocument(file, text, json, errors);
    }

    /** What errors call the document. */
    public String file() {
        return file;
    }

    /** The errors of syntax and shape, by line, each as {@code file:line: place: remedy}, without values. */
    public List<String> errors() {
        return errors.stream().map(error -> error.in(file)).toList();
    }

    /** The document; it has its shape if there are no {@link #errors}. A member that is null counts as absent. */
    public JsonObject json() {
        return json;
    }

    /** The place of {@code pointer}, or of the nearest written part around it, as {@code file:line}. */
    public String placeOf(String pointer) {
        return file + ":" + lineOf(pointer);
    }

    /** The line of {@code pointer}, or of the nearest written part around it, from 1. */
    public int lineOf(String pointer) {
        return text.lineOf(pointer);
    }

    public List<DeclarationError> declarationErrors() {
        return errors;
    }

    public DeclarationError error(Problem problem) {
        return error(problem, text);
    }

    private static DeclarationError error(Problem problem, YamlText.Read text) {
        return new DeclarationError(text.lineOf(problem.location()), problem.location(), problem.message());
    }
}
