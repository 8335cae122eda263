package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionOutput.Format;
import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.OutputValue;
import io.weir.domain.action.RowSource;
import io.weir.domain.draft.Coercion;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.RelationshipName;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the outputs of a data action. Outputs and lists without a valid source are left out. */
record OutputReader(Problems problems) {
    /** The default number of rows of a list. */
    private static final int DEFAULT_ROWS = 3;

    /** Reads the output at {@code location}; a path alone belongs to {@code step}. */
    Optional<ActionOutput> output(MemberName name, JsonValue json, MemberName step, String location) {
        if (json instanceof JsonString path) {
            return problems.attempt(location, () -> field(step, path.getString()))
                    .map(source -> output(name, source, JsonValue.EMPTY_JSON_OBJECT, location));
        }
        var declaration = json.asJsonObject();
        return source(declaration, step, location).map(source -> output(name, source, declaration, location));
    }

    /** Reads the list at {@code location}. */
    Optional<ActionList> list(MemberName prefix, JsonObject json, String location) {
        var rows = problems.attempt(location + "/from", () -> rows(json.getString("from")));
        var most = problems.attempt(location + "/most", () -> most(json));
        var step = rows.map(RowSource::step).orElse(StepReader.ONLY_STEP);
        var declared = json.getJsonObject("outputs");
        var outputs = new ArrayList<ActionOutput>();
        declared.forEach((key, output) -> {
            String at = location + "/outputs" + new JsonPlace(JsonPlace.ROOT, key);
            problems.attempt(at, () -> new MemberName(key))
                    .flatMap(name -> output(name, output, step, at))
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

    private ActionOutput output(MemberName key, Source source, JsonObject json, String location) {
        var format = JsonMembers.has(json, "format")
                ? problems.attempt(
                        location + "/format", () -> ActionReader.chosen(json.getString("format"), Format.values()))
                : Optional.of(Format.PLAIN);
        var type = JsonMembers.has(json, "type")
                ? problems.attempt(
                        location + "/type",
                        () -> ActionReader.chosen(json.getString("type"), ActionOutput.Type.values()))
                : format.map(chosen -> defaultType(source, chosen));
        boolean typed = format.isPresent() && type.isPresent();
        type.ifPresent(declared -> requireSuitable(source, declared, location));
        var known = type.orElse(ActionOutput.Type.STRING);
        var defaultValue = JsonMembers.has(json, "default") && typed
                ? problems.attempt(
                        location + "/default", () -> defaultValue(json.getOrDefault("default", JsonValue.NULL), known))
                : Optional.<OutputValue>empty();
        return new ActionOutput(
                key,
                source,
                known,
                typed ? format.get() : Format.PLAIN,
                defaultValue,
                json.getString("description", "").strip());
    }

    private static ActionOutput.Type defaultType(Source source, Format format) {
        return switch (source) {
            case Source.Count _ -> ActionOutput.Type.INTEGER;
            case Source.Exists _ -> ActionOutput.Type.BOOLEAN;
            case Source.Field _ ->
                switch (format) {
                    case PLAIN, SPOKEN_DATE, UPPER, MASK -> ActionOutput.Type.STRING;
                    case DATE_ONLY -> ActionOutput.Type.DATE;
                    case EPOCH -> ActionOutput.Type.INTEGER;
                };
        };
    }

    private void requireSuitable(Source source, ActionOutput.Type type, String location) {
        switch (source) {
            case Source.Field _ -> {}
            case Source.Count _ -> {
                if (type != ActionOutput.Type.INTEGER) {
                    problems.add(location + "/type", "a count is an integer");
                }
            }
            case Source.Exists _ -> {
                if (type != ActionOutput.Type.BOOLEAN) {
                    problems.add(location + "/type", "whether there is something is a boolean");
                }
            }
        }
    }

    private Optional<Source> source(JsonObject json, MemberName first, String location) {
        var kinds = Stream.of("path", "count", "exists")
                .filter(key -> JsonMembers.has(json, key))
                .toList();
        if (kinds.size() != 1) {
            problems.add(location, "an output has one of path, count and exists");
            return Optional.empty();
        }
        String kind = kinds.getFirst();
        if (!kind.equals("path") && JsonMembers.has(json, "step")) {
            problems.add(location + "/step", "goes with a path; '%s' names its step itself".formatted(kind));
        }
        var step = JsonMembers.has(json, "step") && kind.equals("path")
                ? problems.attempt(location + "/step", () -> new MemberName(json.getString("step")))
                : Optional.of(first);
        return step.flatMap(name -> problems.attempt(location + "/" + kind, () -> switch (kind) {
            case "count" -> new Source.Count(rows(json.getString(kind)));
            case "exists" -> new Source.Exists(rows(json.getString(kind)));
            default -> field(name, json.getString(kind));
        }));
    }

    private static Source field(MemberName step, String path) {
        return new Source.Field(step, FieldPath.parse(path));
    }

    /** The rows of a step, or of children of its first row: {@code cases}, {@code record.Cases}. */
    private static RowSource rows(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new RowSource.Step(new MemberName(text))
                : new RowSource.Children(
                        new MemberName(text.substring(0, dot)), new RelationshipName(text.substring(dot + 1)));
    }

    private static OutputValue defaultValue(JsonValue json, ActionOutput.Type type) {
        var input = InputJson.of(json);
        if (type == ActionOutput.Type.STRING && !(json instanceof JsonString)) {
            throw new IllegalArgumentException("expected a text; put quotes around it");
        }
        return switch (Coercion.of(input, fieldType(type))) {
            case Coercion.Fits(Value.Text(var text)) -> new OutputValue.Text(text);
            case Coercion.Fits(Value.Bool(var bool)) -> new OutputValue.Bool(bool);
            case Coercion.Fits(Value.Decimal(var number)) -> new OutputValue.Numeric(number);
            case Coercion.Fits(Value.Date(var date)) -> new OutputValue.Day(date);
            case Coercion.Fits(Value.DateTime(var instant)) -> new OutputValue.Moment(instant);
            case Coercion.Fits _ -> throw new IllegalArgumentException("expected a date, not a date literal");
            case Coercion.Mismatch(var expected) -> throw new IllegalArgumentException("expected " + expected);
        };
    }

    private static FieldType fieldType(ActionOutput.Type type) {
        return switch (type) {
            case STRING -> FieldType.STRING;
            case BOOLEAN -> FieldType.BOOLEAN;
            case INTEGER -> FieldType.LONG;
            case NUMBER -> FieldType.DOUBLE;
            case DATE -> FieldType.DATE;
            case DATETIME -> FieldType.DATETIME;
        };
    }
}
