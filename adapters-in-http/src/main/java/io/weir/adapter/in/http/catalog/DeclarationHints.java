package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.yaml.DeclarationError;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Adds what to do to frequent errors of shape: braces without quotes, which YAML takes for a mapping, several
 * conditions without {@code all} or {@code any}, and the keys of a query beside it.
 */
record DeclarationHints(JsonObject declaration) {
    private static final String GOT_AN_OBJECT = "got an object";
    private static final String GOT_A_LIST = "got a list";
    private static final String UNKNOWN_KEY = "unknown key; ";

    /** Where a text may have braces. */
    private static final Pattern TEXT =
            Pattern.compile(".*/(val|for|template|currency)|/outputs/[^/]+|/lists/[^/]+/outputs/[^/]+"
                    + "|/writes/[^/]+/(id|(by|fields)/[^/]+)");

    /** Where a name stands without braces. */
    private static final Pattern NAME = Pattern.compile(".*/(path|step|count|exists|from|field|first/[0-9]+)");

    /** A key of a query, in a step or in the whole declaration. */
    private static final Pattern OF_QUERY =
            Pattern.compile("(/steps/[^/]+)?/(object_name|fields|where|order_by|limit)");

    private static final Pattern CONDITIONS = Pattern.compile(".*/(where|having)");

    /** {@code error}, with what to do if it is a frequent one. */
    DeclarationError hinted(DeclarationError error) {
        String location = error.location();
        if (error.remedy().endsWith(GOT_A_LIST) && CONDITIONS.matcher(location).matches()) {
            return error.withHint("put several conditions into 'all: [...]' or 'any: [...]'");
        }
        if (error.remedy().startsWith(UNKNOWN_KEY) && OF_QUERY.matcher(location).matches()) {
            return new DeclarationError(error.line(), location, "belongs under 'query'");
        }
        return ofObject(error)
                .flatMap(ofObject -> hint(ofObject.location()).map(ofObject::withHint))
                .orElse(error);
    }

    /** {@code error} as an error of the object that stands in the place of a string; empty for any other error. */
    private static Optional<DeclarationError> ofObject(DeclarationError error) {
        if (error.remedy().endsWith(GOT_AN_OBJECT)) {
            return Optional.of(error);
        }
        int last = error.location().lastIndexOf('/');
        return error.remedy().startsWith(UNKNOWN_KEY) && last > 0
                ? Optional.of(new DeclarationError(
                        error.line(), error.location().substring(0, last), "expected a string, " + GOT_AN_OBJECT))
                : Optional.empty();
    }

    private Optional<String> hint(String location) {
        return inBraces(location).flatMap(text -> hint(text, location));
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
