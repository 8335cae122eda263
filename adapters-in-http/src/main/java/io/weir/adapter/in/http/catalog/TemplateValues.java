package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.query.LeafValues;
import io.weir.adapter.in.http.query.QueryShape;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldPath;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The values of a data action's query: constants, and blanks, a whole text in braces such as <code>{phone}</code> or
 * <code>{record.Account.Id}</code>. For one query.
 */
final class TemplateValues implements LeafValues {
    /** Text in braces that probably refers to an input, or to a field of a step. */
    private static final Pattern BRACES = Pattern.compile("\\{\\s*[A-Za-z][\\w.]*\\s*(?::\\s*\\w*\\s*)?}");

    private static final String MISPLACED =
            "braces take the place of a whole val, and of nothing else; what stands here is fixed";
    private static final String PART = "braces stand for a whole val, as in \"{phone}\"; for a part of one there are"
            + " contains, starts_with and ends_with";

    private final Problems problems;
    private final Map<String, QueryTemplate.Blank> blanks = new HashMap<>();

    TemplateValues(Problems problems) {
        this.problems = problems;
    }

    /** The blanks so far, by the location of their comparisons. */
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

    /**
     * {@code text}, which is fixed; throws {@link IllegalArgumentException} if it has a name in braces, which nothing
     * replaces.
     *
     * @param remedy what to do instead
     */
    static String requireFixed(String text, String remedy) {
        if (BRACES.matcher(text).find()) {
            throw new IllegalArgumentException("braces are not filled in here; " + remedy);
        }
        return text;
    }

    /** The input or field that {@code text} refers to; empty for a constant. */
    static Optional<Reference> reference(String text) {
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

    /** The problems of braces in the queries of {@code declaration}, which may have other problems. */
    static List<Problem> misplaced(JsonObject declaration) {
        var problems = new ArrayList<Problem>();
        queries(declaration, JsonPlace.ROOT, problems);
        if (declaration.get("steps") instanceof JsonObject steps) {
            var place = JsonPlace.ROOT.member("steps");
            steps.forEach((name, step) -> queries(step, place.member(name), problems));
        }
        return problems;
    }

    private static void queries(JsonValue step, JsonPlace place, List<Problem> problems) {
        if (!(step instanceof JsonObject members)) {
            return;
        }
        if (members.containsKey("query")) {
            misplaced(members.get("query"), "", place.member("query"), problems);
        }
        if (members.get("search") instanceof JsonObject search && search.containsKey("returning")) {
            misplaced(search.get("returning"), "", place.member("search").member("returning"), problems);
        }
    }

    private static void misplaced(JsonValue value, String key, JsonPlace place, List<Problem> problems) {
        switch (value) {
            case JsonObject object ->
                object.forEach((name, member) -> {
                    if (reference(name).isPresent()) {
                        problems.add(new Problem(place.member(name).toString(), MISPLACED));
                    }
                    misplaced(member, name, place.member(name), problems);
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    misplaced(array.get(i), "", place.element(i), problems);
                }
            }
            case JsonString text -> {
                boolean whole = reference(text.getString()).isPresent();
                if (whole && !key.equals("val")) {
                    problems.add(new Problem(place.toString(), MISPLACED));
                } else if (!whole
                        && key.equals("val")
                        && BRACES.matcher(text.getString()).find()) {
                    problems.add(new Problem(place.toString(), PART));
                }
            }
            default -> {}
        }
    }
}
