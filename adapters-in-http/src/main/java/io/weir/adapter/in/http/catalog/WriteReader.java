package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.action.WriteStep;
import io.weir.domain.action.WriteStep.Content;
import io.weir.domain.action.WriteStep.Once;
import io.weir.domain.action.WriteStep.Operation;
import io.weir.domain.action.WriteStep.Part;
import io.weir.domain.action.Writes;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.ObjectName;
import io.weir.domain.write.Assignment;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what a data action writes. For one use. */
final class WriteReader {
    private static final String WRITES = "writes";
    private static final String KEY = "key";
    private static final String CREATE = "create";
    private static final String UPDATE = "update";
    private static final String UPSERT = "upsert";
    private static final List<String> OPERATIONS = List.of(CREATE, UPDATE, UPSERT);
    private static final String UNIQUE_FIELD = "unique_field";
    private static final String IDEMPOTENCY_KEY = "idempotency_key";
    private static final String LOOK_UP = "look_up";
    private static final List<String> ONCE = List.of(UNIQUE_FIELD, IDEMPOTENCY_KEY, LOOK_UP);
    private static final String ID = "id";
    private static final String BY = "by";
    private static final String FIELDS = "fields";
    private static final String ASSIGNMENT = "assignment";

    private final JsonObject declaration;
    private final Problems problems;
    private final Set<MemberName> unreadable;

    /** @param unreadable invalid inputs; references to them are not checked */
    WriteReader(JsonObject declaration, Problems problems, Set<MemberName> unreadable) {
        this.declaration = declaration;
        this.problems = problems;
        this.unreadable = unreadable;
    }

    /** Whether {@code declaration} has writes, which need not be valid. */
    static boolean isIn(JsonObject declaration) {
        return JsonMembers.has(declaration, WRITES);
    }

    /** The names of the writes in {@code declaration}, in order, without invalid ones. */
    static List<MemberName> names(JsonObject declaration) {
        return isIn(declaration)
                ? declaration.getJsonObject(WRITES).keySet().stream()
                        .filter(MemberName::isName)
                        .map(MemberName::new)
                        .toList()
                : List.of();
    }

    /** Whether {@code writes} has every declared write. */
    boolean isComplete(Writes writes) {
        return writes.steps().size()
                == (isIn(declaration) ? declaration.getJsonObject(WRITES).size() : 0);
    }

    /** The writes, without those that have problems of their own. */
    Writes writes() {
        if (!isIn(declaration)) {
            problems.refuse(declaration, List.of(KEY), "", "goes with 'writes'; an action that only reads needs none");
            return Writes.NONE;
        }
        if (declaration.getJsonObject(WRITES).isEmpty()) {
            problems.add("/" + WRITES, "names a record to write at least");
        }
        problems.refuse(
                declaration,
                List.of("cache"),
                "",
                "an action that writes is never answered from a cache; leave it out");
        var steps = ActionReader.each(
                declaration, "", WRITES, problems, (name, json, location) -> step(name, json.asJsonObject(), location));
        return new Writes(steps, key());
    }

    private List<MemberName> key() {
        var names = ActionReader.names(declaration, KEY, problems);
        if (JsonMembers.has(declaration, KEY)
                && names.size() == declaration.getJsonArray(KEY).size()) {
            for (int i = 0; i < names.size(); i++) {
                String location = "/" + KEY + "/" + i;
                if (names.get(i).value().equals(DeclaredInput.CONTACT_ID)) {
                    problems.add(location, "the contact tells requests apart anyway; leave it out");
                } else if (names.indexOf(names.get(i)) < i) {
                    problems.add(location, "names '%s' a second time".formatted(names.get(i)));
                }
            }
        }
        return names.stream().filter(name -> !unreadable.contains(name)).toList();
    }

    private Optional<WriteStep> step(MemberName name, JsonObject json, String location) {
        var words =
                OPERATIONS.stream().filter(key -> JsonMembers.has(json, key)).toList();
        if (words.size() != 1) {
            problems.add(location, "a write has one of %s, with an object".formatted(String.join(", ", OPERATIONS)));
            return Optional.empty();
        }
        String word = words.getFirst();
        var object = problems.attempt(location + "/" + word, () -> new ObjectName(json.getString(word)));
        requireMembersOf(word, json, location);
        var operation = switch (word) {
            case CREATE -> once(json, location).<Operation>map(Operation.Create::new);
            case UPDATE -> id(json, location).<Operation>map(Operation.Update::new);
            default -> by(json, location);
        };
        var fields = fields(json, word, location);
        boolean assigned = JsonMembers.has(json, ASSIGNMENT);
        var assignment = assigned
                ? problems.attempt(location + "/" + ASSIGNMENT, () -> assignment(json.getString(ASSIGNMENT)))
                : Optional.<Assignment>empty();
        var when = when(json, location);
        var returning = listed(json, "returning", location, FieldPath::parse);
        boolean readable =
                fields.isPresent() && when.isPresent() && returning.isPresent() && assigned == assignment.isPresent();
        return readable && object.isPresent() && operation.isPresent()
                ? Optional.of(new WriteStep(
                        name,
                        location,
                        object.get(),
                        operation.get(),
                        fields.get(),
                        assignment,
                        when.get(),
                        returning.get()))
                : Optional.empty();
    }

    /** Reports the members that do not go with {@code operation}. */
    private void requireMembersOf(String operation, JsonObject json, String location) {
        if (!operation.equals(CREATE)) {
            problems.refuse(json, ONCE, location, "goes with 'create'; an %s may be repeated".formatted(operation));
        }
        if (!operation.equals(UPDATE)) {
            problems.refuse(
                    json,
                    List.of(ID),
                    location,
                    operation.equals(CREATE)
                            ? "goes with 'update'; Salesforce gives the id of a new record"
                            : "goes with 'update'; an upsert names its record under 'by'");
        }
        if (!operation.equals(UPSERT)) {
            problems.refuse(json, List.of(BY), location, "goes with 'upsert'");
        }
    }

    private Optional<Once> once(JsonObject json, String location) {
        var words = ONCE.stream().filter(key -> JsonMembers.has(json, key)).toList();
        if (words.size() != 1) {
            problems.add(
                    location,
                    "a create has one of %s, so that a repeated request creates nothing again"
                            .formatted(String.join(", ", ONCE)));
            return Optional.empty();
        }
        String word = words.getFirst();
        String at = location + "/" + word;
        return switch (word) {
            case UNIQUE_FIELD ->
                problems.attempt(at, () -> new Once.UniqueField(ownField(json.getString(UNIQUE_FIELD))));
            case IDEMPOTENCY_KEY -> {
                if (!json.getBoolean(IDEMPOTENCY_KEY)) {
                    problems.add(at, "is true, or another way is named");
                }
                yield Optional.of(new Once.IdempotencyKey());
            }
            default -> listed(json, LOOK_UP, location, WriteReader::ownField).map(Once.LookUp::new);
        };
    }

    private Optional<Content> id(JsonObject json, String location) {
        var id = JsonMembers.value(json, ID);
        if (id == null) {
            problems.add(location + "/" + ID, "is required: the id that a query found, such as \"{contact.Id}\"");
            return Optional.empty();
        }
        return content(id, location + "/" + ID);
    }

    private Optional<Operation> by(JsonObject json, String location) {
        String at = location + "/" + BY;
        var by = JsonMembers.object(json, BY);
        if (by == null || by.size() != 1) {
            problems.add(
                    at, "names the External ID field of the record and its value, such as {Number__c: \"{number}\"}");
            return Optional.empty();
        }
        var entry = by.entrySet().iterator().next();
        String place = at + new JsonPlace(JsonPlace.ROOT, entry.getKey());
        var field = problems.attempt(place, () -> ownField(entry.getKey()));
        var key = content(entry.getValue(), place);
        if (entry.getValue().getValueType() == JsonValue.ValueType.NULL) {
            problems.add(place, "is blank, and names no record");
            return Optional.empty();
        }
        return field.isPresent() && key.isPresent()
                ? Optional.of(new Operation.Upsert(field.get(), key.get()))
                : Optional.empty();
    }

    /** The fields in order; empty if one of them has a problem. */
    private Optional<List<WriteStep.Field>> fields(JsonObject json, String operation, String location) {
        String at = location + "/" + FIELDS;
        if (!JsonMembers.has(json, FIELDS)) {
            problems.add(at, "is required: what is written");
            return Optional.empty();
        }
        var declared = json.getJsonObject(FIELDS);
        var fields = new ArrayList<WriteStep.Field>();
        declared.forEach((key, value) -> {
            String place = at + new JsonPlace(JsonPlace.ROOT, key);
            var name = problems.attempt(place, () -> ownField(key));
            boolean blank = value.getValueType() == JsonValue.ValueType.NULL;
            if (blank && operation.equals(CREATE)) {
                problems.add(place, "is blank; leave it out, a new record has no value anyway");
            }
            var content = content(value, place);
            if (name.isPresent() && content.isPresent()) {
                fields.add(new WriteStep.Field(name.get(), place, content.get()));
            }
        });
        return fields.size() == declared.size() ? Optional.of(fields) : Optional.empty();
    }

    /** The name of a field of the record itself; {@link IllegalArgumentException} for any other text. */
    private static String ownField(String text) {
        var path = FieldPath.parse(text);
        if (!path.parents().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is a field of another record; a write names the fields of its own".formatted(text));
        }
        return path.toString();
    }

    private Optional<Content> content(JsonValue value, String location) {
        return value instanceof JsonString text
                ? problems.attempt(location, () -> content(text.getString()))
                : Optional.of(new Content.Constant(InputJson.of(value)));
    }

    private Content content(String text) {
        var whole = TemplateValues.reference(text);
        if (whole.isPresent()) {
            return isReadable(whole.get()) ? new Content.Of(whole.get()) : new Content.Constant(new Input.Null());
        }
        var parts = parts(text);
        return parts.stream().allMatch(Part.Literal.class::isInstance)
                ? new Content.Constant(new Input.Text(text))
                : new Content.Text(parts.stream().filter(this::isReadable).toList());
    }

    private boolean isReadable(Part part) {
        return !(part instanceof Part.Gap(var reference)) || isReadable(reference);
    }

    private boolean isReadable(Reference reference) {
        return !(reference instanceof Reference.OfInput(var input)) || !unreadable.contains(input);
    }

    private static List<Part> parts(String text) {
        return BracedText.parts(
                text, Part.Literal::new, WriteReader::gap, "a value is written {phone}, {contact.Id} or {contactId}");
    }

    private static Part gap(String name) {
        return new Part.Gap(TemplateValues.reference("{" + name + "}")
                .orElseThrow(() -> new IllegalArgumentException(
                        "braces hold an input such as {phone}, a field of a step such as {contact.Id}, or"
                                + " {contactId}")));
    }

    private static Assignment assignment(String word) {
        return switch (word) {
            case "rules" -> new Assignment.ByRules();
            case "keep" -> new Assignment.Keep();
            default ->
                new Assignment.ByRule(SalesforceId.parse(word)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "is 'rules' for the active rule, 'keep' for the owner as it is, or the id of a rule")));
        };
    }

    private Optional<List<ActionStep.When>> when(JsonObject json, String location) {
        if (!JsonMembers.has(json, StepReader.WHEN)) {
            return Optional.of(List.of());
        }
        var when = StepReader.conditions(json, location, problems);
        return when.size() == json.getJsonObject(StepReader.WHEN).size() ? Optional.of(when) : Optional.empty();
    }

    /** The fields that {@code key} lists; empty if one of them has a problem. */
    private <T> Optional<List<T>> listed(JsonObject json, String key, String location, Function<String, T> reading) {
        var texts = JsonMembers.texts(json, key);
        var fields = new ArrayList<T>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            problems.attempt(location + "/" + key + "/" + i, () -> reading.apply(text))
                    .ifPresent(fields::add);
        }
        return fields.size() == texts.size() ? Optional.of(fields) : Optional.empty();
    }
}
