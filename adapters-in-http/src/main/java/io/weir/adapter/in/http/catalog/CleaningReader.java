package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.Cleaning.Letters;
import io.weir.domain.action.InputType;
import io.weir.domain.draft.Coercion;
import jakarta.json.JsonObject;
import java.util.List;

/** Reads what happens to the text of an input before it is checked. */
record CleaningReader(JsonObject input, String location, Problems problems) {
    private static final List<String> KEYS = List.of("strip", "digits", "case", "pad");
    private static final String TO = "to";
    private static final String WITH = "with";

    /** The cleaning of an input of {@code type}. */
    Cleaning read(InputType type) {
        if (type instanceof InputType.Phone) {
            problems.refuse(input, KEYS, location, "not allowed for type phone, read in any spelling");
            return Cleaning.NONE;
        }
        var letters = problems.attemptMember(input, "case", location, () -> letters(input.getString("case")))
                .orElse(Letters.AS_SENT);
        var padding = JsonMembers.has(input, "pad") ? input.getJsonObject("pad") : JsonObject.EMPTY_JSON_OBJECT;
        return new Cleaning(
                input.getString("strip", ""),
                input.getBoolean("digits", false),
                letters,
                problems.attempt(location + "/pad/to", () -> length(padding)).orElse(0),
                problems.attempt(location + "/pad/with", () -> padding(padding)).orElse('0'));
    }

    private static Letters letters(String word) {
        return switch (word) {
            case "upper" -> Letters.UPPER;
            case "lower" -> Letters.LOWER;
            default -> throw new IllegalArgumentException("the case is 'upper' or 'lower'");
        };
    }

    private static int length(JsonObject padding) {
        int length = ActionReader.whole(padding, TO, 0);
        if (length < 0 || length > Coercion.MAX_TEXT) {
            throw new IllegalArgumentException("a text has 1 to %d characters".formatted(Coercion.MAX_TEXT));
        }
        return length;
    }

    private static char padding(JsonObject padding) {
        String with = padding.getString(WITH, "0");
        if (with.length() != 1 || Character.isWhitespace(with.charAt(0)) || Character.isSurrogate(with.charAt(0))) {
            throw new IllegalArgumentException("expected one character in quotes, such as \"0\"");
        }
        return with.charAt(0);
    }
}
