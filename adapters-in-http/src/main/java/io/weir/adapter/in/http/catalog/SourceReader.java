package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.RowSource;
import io.weir.domain.action.TextTemplate;
import io.weir.domain.action.TextTemplate.Part;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.RelationshipName;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads where outputs have their values from.
 *
 * @param own the step whose fields need no name of a step
 * @param steps the steps that a reference may name
 * @param writes those of them that write; a path may begin with the name of one
 * @param answering the steps of which the first that found something has the record of {@code {recordUrl}}
 */
record SourceReader(
        Problems problems, MemberName own, Set<MemberName> steps, Set<MemberName> writes, List<MemberName> answering) {
    /** The keys of which an output has one. */
    static final List<String> KINDS = List.of("path", "first", "count", "exists", "value", "template", "case");

    private static final String RECORD_URL = "recordUrl";
    private static final String OBJECT = "object";
    private static final String MATCHED = "matched";

    /** The source that a text alone is: a path, or a template if it has braces. */
    Optional<Source> text(String text, String location) {
        return text.indexOf('{') < 0 ? problems.attempt(location, () -> pathOf(own, text)) : template(text, location);
    }

    /** The source of {@code json}, which has a {@code type}. */
    Optional<Source> source(JsonObject json, ActionOutput.Type type, String location) {
        var kinds = KINDS.stream().filter(key -> JsonMembers.has(json, key)).toList();
        if (kinds.size() != 1) {
            problems.add(location, "an output has one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        String kind = kinds.getFirst();
        if (!kind.equals("path") && JsonMembers.has(json, "step")) {
            problems.add(location + "/step", "goes with a path; '%s' names its step itself".formatted(kind));
        }
        String at = location + "/" + kind;
        return switch (kind) {
            case "count" -> problems.attempt(at, () -> new Source.Count(rows(json.getString(kind))));
            case "exists" -> problems.attempt(at, () -> new Source.Exists(rows(json.getString(kind))));
            case "first" -> first(json.getJsonArray(kind), at);
            case "value" -> problems.attempt(at, () -> new Source.Constant(ConstantReader.value(json, kind, type)));
            case "template" -> template(json.getString(kind), at);
            case "case" -> new CaseReader(problems, this::field).cases(json.getJsonArray(kind), type, at);
            default -> path(json, location);
        };
    }

    private Optional<Source> path(JsonObject json, String location) {
        String path = json.getString("path");
        if (!JsonMembers.has(json, "step")) {
            return problems.attempt(location + "/path", () -> pathOf(own, path));
        }
        return problems.attempt(location + "/step", () -> new MemberName(json.getString("step")))
                .flatMap(name ->
                        problems.attempt(location + "/path", () -> new Source.Field(name, withoutBraces(path))));
    }

    /** A field of {@code step}, or of a write whose name {@code path} begins with. */
    private Source.Field pathOf(MemberName step, String path) {
        int dot = path.indexOf('.');
        boolean written = dot > 0 && isStep(path.substring(0, dot), writes);
        return written ? field(path) : new Source.Field(step, withoutBraces(path));
    }

    private static FieldPath withoutBraces(String path) {
        if (path.indexOf('{') >= 0) {
            throw new IllegalArgumentException("a field stands here without braces, as in Account.Name");
        }
        return FieldPath.parse(path);
    }

    private Optional<Source> first(JsonArray json, String location) {
        var candidates = new ArrayList<Source.Field>();
        for (int i = 0; i < json.size(); i++) {
            String path = json.getString(i);
            problems.attempt(location + "/" + i, () -> field(path)).ifPresent(candidates::add);
        }
        if (json.size() < 2) {
            problems.add(location, "names two or more fields");
        }
        return candidates.size() == json.size() && json.size() > 1
                ? Optional.of(new Source.FirstOf(candidates))
                : Optional.empty();
    }

    /** A field of a step, {@code contact.Name}, or of the step that needs no name, {@code Account.Name}. */
    Source.Field field(String text) {
        int dot = text.indexOf('.');
        if (dot > 0 && isStep(text.substring(0, dot))) {
            return new Source.Field(new MemberName(text.substring(0, dot)), withoutBraces(text.substring(dot + 1)));
        }
        return new Source.Field(own, withoutBraces(text));
    }

    private boolean isStep(String word) {
        return isStep(word, steps);
    }

    private static boolean isStep(String word, Set<MemberName> names) {
        return MemberName.isName(word) && names.contains(new MemberName(word));
    }

    private Optional<Source> template(String text, String location) {
        return problems.attempt(location, () -> new Source.Written(new TextTemplate(parts(text))));
    }

    private List<Part> parts(String text) {
        var parts = BracedText.<Part>parts(
                text, Part.Literal::new, name -> gap(name.strip()), "a field is written {Name} or {contact.Name}");
        if (parts.stream().allMatch(Part.Literal.class::isInstance)) {
            throw new IllegalArgumentException("a template has a field in braces; a fixed text is a 'value'");
        }
        return parts;
    }

    private Part gap(String text) {
        int colon = text.indexOf(':');
        String reference = colon < 0 ? text : text.substring(0, colon).strip();
        if (colon >= 0) {
            return new Part.Value(
                    gapField(reference), format(text.substring(colon + 1).strip(), reference));
        }
        if (reference.equals(MATCHED)) {
            return new Part.Matched();
        }
        if (reference.equals(RECORD_URL)) {
            return new Part.RecordUrl(answering);
        }
        if (reference.equals(OBJECT)) {
            return new Part.ObjectName(answering);
        }
        if (reference.endsWith("." + RECORD_URL)) {
            return new Part.RecordUrl(List.of(step(reference, RECORD_URL)));
        }
        if (reference.endsWith("." + OBJECT) && isStep(before(reference, OBJECT))) {
            return new Part.ObjectName(List.of(step(reference, OBJECT)));
        }
        return new Part.Value(gapField(reference));
    }

    /** The format {@code word} of the value of {@code reference}. */
    private static Format format(String word, String reference) {
        if (reference.equals(MATCHED) || reference.equals(OBJECT) || reference.endsWith(RECORD_URL)) {
            throw new IllegalArgumentException("{%s} has no format; leave it out".formatted(reference));
        }
        try {
            return ActionReader.chosen(word, Format.values());
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "the format of {%s} is %s".formatted(reference, unknown.getMessage()), unknown);
        }
    }

    private Source.Field gapField(String reference) {
        try {
            return field(reference);
        } catch (IllegalArgumentException noField) {
            throw new IllegalArgumentException(
                    "braces hold a field such as {Name}, {contact.Name} or {CreatedDate:spoken_date}, {matched},"
                            + " {object} or {recordUrl}",
                    noField);
        }
    }

    /** The step that {@code reference} names before {@code word}. */
    private MemberName step(String reference, String word) {
        String step = before(reference, word);
        if (!isStep(step)) {
            throw new IllegalArgumentException(
                    "no step here is called '%1$s'; write {%2$s} or {%3$s.%2$s}".formatted(step, word, own));
        }
        return new MemberName(step);
    }

    private static String before(String reference, String word) {
        return reference.substring(0, reference.length() - word.length() - 1);
    }

    /** The rows of a step, or of children of its first row: {@code cases}, {@code record.Cases}. */
    static RowSource rows(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new RowSource.Step(new MemberName(text))
                : new RowSource.Children(
                        new MemberName(text.substring(0, dot)), new RelationshipName(text.substring(dot + 1)));
    }
}
