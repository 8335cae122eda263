package io.weir.adapter.in.http;

import io.weir.domain.action.Input;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.schema.FieldPath;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The values of a data action's query: constants, and blanks, a whole text in braces such as <code>{phone}</code> or
 * <code>{record.Account.Id}</code>. For one query.
 */
final class TemplateValues implements LeafValues {
    /** What was meant for an input or a field of a step. */
    private static final Pattern BRACES = Pattern.compile("\\{\\s*[A-Za-z][\\w.]*\\s*}");

    private final RequestProblems problems;
    private final Map<String, QueryTemplate.Blank> blanks = new HashMap<>();

    TemplateValues(RequestProblems problems) {
        this.problems = problems;
    }

    /** Every blank so far, by the place of its comparison. */
    Map<String, QueryTemplate.Blank> blanks() {
        return blanks;
    }

    @Override
    public Input of(JsonObject leaf, String location) {
        var value = leaf.get("val");
        var reference = value instanceof JsonString text ? reference(text.getString()) : Optional.<Reference>empty();
        boolean skipped = skipped(leaf, location, reference.isPresent());
        if (reference.isPresent()) {
            blanks.put(location, new QueryTemplate.Blank(reference.get(), skipped));
            return new Input.Null();
        }
        if (value instanceof JsonString text && BRACES.matcher(text.getString()).find()) {
            problems.add(
                    location + "/val",
                    "braces stand for a whole val, as in \"{phone}\"; for a part of one there are contains,"
                            + " starts_with and ends_with");
        }
        return InputJson.of(value);
    }

    private boolean skipped(JsonObject leaf, String location, boolean blank) {
        if (!JsonMembers.has(leaf, QueryShape.IF_ABSENT)) {
            return false;
        }
        String at = location + "/" + QueryShape.IF_ABSENT;
        if (!leaf.getString(QueryShape.IF_ABSENT).equals("skip")) {
            problems.add(at, "the only value is 'skip', which leaves this comparison out");
        } else if (!blank) {
            problems.add(at, "only a val in braces, such as '{phone}', can be absent");
        }
        return true;
    }

    /** What {@code text} refers to; empty for a constant. */
    private static Optional<Reference> reference(String text) {
        if (!text.startsWith("{") || !text.endsWith("}") || text.length() < 3) {
            return Optional.empty();
        }
        String inner = text.substring(1, text.length() - 1).strip();
        int dot = inner.indexOf('.');
        try {
            return Optional.of(
                    dot < 0
                            ? new Reference.OfInput(new MemberName(inner))
                            : new Reference.OfStep(
                                    new MemberName(inner.substring(0, dot)),
                                    FieldPath.parse(inner.substring(dot + 1))));
        } catch (IllegalArgumentException constant) {
            // braces around anything but a name or a path mean nothing
            return Optional.empty();
        }
    }

    /** Where in {@code query}, which stands at {@code root}, a blank stands that is no value of a comparison. */
    static Set<String> misplaced(JsonObject query, String root) {
        var places = new TreeSet<String>();
        misplaced(query, "", JsonPlace.ROOT, place -> places.add(root + place));
        return places;
    }

    private static void misplaced(JsonValue value, String key, JsonPlace place, Consumer<JsonPlace> found) {
        switch (value) {
            case JsonObject object ->
                object.forEach((name, member) -> {
                    if (reference(name).isPresent()) {
                        found.accept(place.member(name));
                    }
                    misplaced(member, name, place.member(name), found);
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    misplaced(array.get(i), "", place.element(i), found);
                }
            }
            case JsonString text -> {
                if (!key.equals("val") && reference(text.getString()).isPresent()) {
                    found.accept(place);
                }
            }
            default -> {}
        }
    }
}
