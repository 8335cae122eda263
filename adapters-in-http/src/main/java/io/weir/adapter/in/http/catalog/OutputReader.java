package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.ActionOutput.Style;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.RowSource;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the outputs of a data action. Outputs and lists without a valid source are left out.
 *
 * @param steps all steps and writes
 * @param writes those of them that write
 * @param answering the steps that answer
 * @param style of outputs that do not say otherwise
 */
record OutputReader(
        Problems problems, Set<MemberName> steps, Set<MemberName> writes, List<MemberName> answering, Style style) {
    /** The default number of rows of a list. */
    private static final int DEFAULT_ROWS = 3;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]*");

    /** Reads the output at {@code location}; a path alone belongs to {@code first}. */
    Optional<ActionOutput> output(MemberName name, JsonValue json, MemberName first, String location) {
        return output(name, json, new SourceReader(problems, first, steps, writes, answering), location);
    }

    private Optional<ActionOutput> output(MemberName name, JsonValue json, SourceReader sources, String location) {
        if (json instanceof JsonString text) {
            var source = sources.text(text.getString(), location);
            if (source.stream().flatMap(OutputReader::templateFormats).anyMatch(Format.MONEY::equals)) {
                problems.add(
                        location,
                        "%s; write the text as 'template' and the currency beside it"
                                .formatted(StyleReader.NO_CURRENCY));
            }
            return source.map(read -> new ActionOutput(
                    name, read, Map.of(), ActionOutput.Type.STRING, Format.PLAIN, style, Optional.empty(), ""));
        }
        return output(name, json.asJsonObject(), sources, location);
    }

    /** Reads the list at {@code location}. */
    Optional<ActionList> list(MemberName prefix, JsonObject json, String location) {
        var rows = problems.attempt(location + "/from", () -> SourceReader.rows(json.getString("from")));
        var most = problems.attempt(location + "/most", () -> most(json));
        var step = rows.map(RowSource::step).orElse(StepReader.ONLY_STEP);
        boolean ofStep = rows.filter(RowSource.Step.class::isInstance).isPresent();
        var sources = new SourceReader(problems, step, ofStep ? Set.of(step) : Set.of(), Set.of(), List.of(step));
        var declared = json.getJsonObject("outputs");
        var outputs = new ArrayList<ActionOutput>();
        declared.forEach((key, output) -> {
            String at = location + "/outputs" + new JsonPlace(JsonPlace.ROOT, key);
            problems.attempt(at, () -> new MemberName(key))
                    .flatMap(name -> output(name, output, sources, at))
                    .ifPresent(outputs::add);
        });
        boolean readable = outputs.size() == declared.size() && most.isPresent();
        return rows.filter(_ -> readable)
                .flatMap(from -> problems.attempt(
                        location + "/outputs", () -> new ActionList(prefix, from, most.orElseThrow(), outputs)));
    }

    private static int most(JsonObject json) {
        int most = ActionReader.whole(json, "most", DEFAULT_ROWS);
        if (most < 1 || most > ActionList.MOST) {
            throw new IllegalArgumentException("a list has 1 to %d rows, not %d".formatted(ActionList.MOST, most));
        }
        return most;
    }

    private Optional<ActionOutput> output(MemberName key, JsonObject json, SourceReader sources, String location) {
        var format = JsonMembers.has(json, "format")
                ? problems.attempt(
                        location + "/format", () -> ActionReader.chosen(json.getString("format"), Format.values()))
                : Optional.of(Format.PLAIN);
        var type = JsonMembers.has(json, "type")
                ? problems.attempt(
                        location + "/type",
                        () -> ActionReader.chosen(json.getString("type"), ActionOutput.Type.values()))
                : format.map(chosen -> defaultType(json, chosen));
        boolean typed = format.isPresent() && type.isPresent();
        var known = type.orElseGet(() -> defaultType(json, format.orElse(Format.PLAIN)));
        type.ifPresent(declared -> requireSuitable(json, declared, location));
        var defaultValue = typed
                ? problems.attemptMember(json, "default", location, () -> ConstantReader.value(json, "default", known))
                : Optional.<OutputValue>empty();
        var written = typed ? format.get() : Format.PLAIN;
        var source = sources.source(json, known, location);
        var formats = Stream.concat(Stream.of(written), source.stream().flatMap(OutputReader::templateFormats))
                .collect(Collectors.toSet());
        boolean readable = format.isPresent() && source.isPresent();
        var ofOutput = readable
                ? new StyleReader(problems).output(json, location, formats, known, style, sources::field)
                : style;
        var map = map(json, known, location);
        return source.map(read -> new ActionOutput(
                key,
                read,
                map,
                known,
                written,
                ofOutput,
                defaultValue,
                json.getString("description", "").strip()));
    }

    /** The formats within the template, if {@code source} is one. */
    private static Stream<Format> templateFormats(Source source) {
        return source instanceof Source.Written(var template) ? template.formats() : Stream.empty();
    }

    private Map<String, OutputValue> map(JsonObject json, ActionOutput.Type type, String location) {
        if (!JsonMembers.has(json, "map")) {
            return Map.of();
        }
        if (isWritten(json)) {
            problems.add(location + "/map", "goes with path, first, count and exists");
        }
        if (JsonMembers.has(json, "format")) {
            problems.add(location + "/format", "a map says what is written; leave out one of the two");
        }
        var declared = json.getJsonObject("map");
        if (declared.isEmpty()) {
            problems.add(location + "/map", "needs an entry, such as Gold: vip");
        }
        var map = new HashMap<String, OutputValue>();
        declared.forEach((key, constant) -> {
            String at = location + "/map" + new JsonPlace(JsonPlace.ROOT, key);
            problems.attempt(at, () -> ConstantReader.value(constant, type)).ifPresent(read -> map.put(key, read));
            problems.attempt(at, () -> requirePossible(key, json));
        });
        return map;
    }

    /** The {@code key} of a map; {@link IllegalArgumentException} if no value can be equal to it. */
    private static String requirePossible(String key, JsonObject json) {
        boolean isAnyOther = key.equals(ActionOutput.ANY_OTHER);
        if (JsonMembers.has(json, "exists") && !isAnyOther && !key.equals("true") && !key.equals("false")) {
            throw new IllegalArgumentException("cannot occur; whether there is something is true or false");
        }
        if (JsonMembers.has(json, "count")
                && !isAnyOther
                && !WHOLE_NUMBER.matcher(key).matches()) {
            throw new IllegalArgumentException("cannot occur; a count is a whole number, such as 0 or 3");
        }
        return TemplateValues.requireFixed(key, "a key is a value as Salesforce writes it");
    }

    /** Whether the declaration says what is written, so that nothing else may change it. */
    private static boolean isWritten(JsonObject json) {
        return Stream.of("value", "template", "case").anyMatch(key -> JsonMembers.has(json, key));
    }

    private static ActionOutput.Type defaultType(JsonObject json, Format format) {
        var constants = ConstantReader.of(json);
        if (!constants.isEmpty()) {
            return ConstantReader.type(constants);
        }
        if (JsonMembers.has(json, "count")) {
            return ActionOutput.Type.INTEGER;
        }
        if (JsonMembers.has(json, "exists")) {
            return ActionOutput.Type.BOOLEAN;
        }
        return switch (format) {
            case PLAIN, SPOKEN_DATE, SPOKEN_TIME, SPOKEN_DATETIME, NUMBER, MONEY, DIGITS, LABEL, UPPER, MASK ->
                ActionOutput.Type.STRING;
            case DATE_ONLY -> ActionOutput.Type.DATE;
            case EPOCH -> ActionOutput.Type.INTEGER;
        };
    }

    private void requireSuitable(JsonObject json, ActionOutput.Type type, String location) {
        boolean mapped = JsonMembers.has(json, "map");
        if (JsonMembers.has(json, "count") && !mapped && type != ActionOutput.Type.INTEGER) {
            problems.add(location + "/type", "a count is an integer");
        }
        if (JsonMembers.has(json, "exists") && !mapped && type != ActionOutput.Type.BOOLEAN) {
            problems.add(location + "/type", "whether there is something is a boolean");
        }
        if (JsonMembers.has(json, "template") && type != ActionOutput.Type.STRING) {
            problems.add(location + "/type", "a template is a string");
        }
        if (JsonMembers.has(json, "format") && isWritten(json)) {
            problems.add(
                    location + "/format",
                    "goes with path and first; in a template write it behind a field, as in {CreatedDate:spoken_date}");
        }
    }
}
