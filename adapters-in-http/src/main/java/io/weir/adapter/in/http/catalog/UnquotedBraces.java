package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.yaml.DeclarationError;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the errors that come from braces without quotes, which YAML takes for a mapping: this is easily overlooked. */
record UnquotedBraces(JsonObject declaration) {
    private static final String GOT_AN_OBJECT = "got an object";
    private static final String UNKNOWN_KEY = "unknown key; ";

    /** Where a text may have braces. */
    private static final Pattern TEXT =
            Pattern.compile(".*/(val|for|template|currency)|/outputs/[^/]+|/lists/[^/]+/outputs/[^/]+");

    /** Where a name stands without braces. */
    private static final Pattern NAME = Pattern.compile(".*/(path|step|count|exists|from|field|first/[0-9]+)");

    /** {@code error}, with a remedy if it comes from braces. */
    DeclarationError hinted(DeclarationError error) {
        String location = error.location();
        if (error.remedy().endsWith(GOT_AN_OBJECT)) {
            return hinted(error, location, error.remedy());
        }
        int last = location.lastIndexOf('/');
        return error.remedy().startsWith(UNKNOWN_KEY) && last > 0
                ? hinted(error, location.substring(0, last), "expected a string, " + GOT_AN_OBJECT)
                : error;
    }

    private DeclarationError hinted(DeclarationError error, String location, String remedy) {
        return inBraces(location)
                .flatMap(text -> hint(text, location))
                .map(hint -> new DeclarationError(error.line(), location, remedy + "; " + hint))
                .orElse(error);
    }

    private static Optional<String> hint(String text, String location) {
        if (TEXT.matcher(location).matches()) {
            return Optional.of("put quotes around braces, as in \"{%s}\"".formatted(text));
        }
        return NAME.matcher(location).matches()
                ? Optional.of("write it without braces, as in %s".formatted(text))
                : Optional.empty();
    }

    /** The text that stands in braces at {@code location}; empty if something else does. */
    private Optional<String> inBraces(String location) {
        try {
            return declaration.getValue(location) instanceof JsonObject object
                            && object.size() == 1
                            && object.values().contains(JsonValue.NULL)
                    ? object.keySet().stream().findFirst()
                    : Optional.empty();
        } catch (JsonException shortened) {
            // a report shortens long keys
            return Optional.empty();
        }
    }
}
