package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.action.ActionAnswerWriter;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.pattern.PatternSample;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.action.ActionAnswer.WriteReason;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The requests and answers of data actions, as JSON Schemas of draft 2020-12, and an example of each. */
public final class ActionSchemas {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z";
    private static final String WHOLE = "-?[0-9]+";
    private static final String CONTACT_TO_WRITE = "the contact in CXone that this is about, by which Weir knows a"
        + " repeated request. Required, here or in the header X-Contact-Id: without it the outcome is invalid_input";

    /** A possible contact. */
    private static final String CONTACT = "102030405060";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper PRETTY = new JsonMapper();

    private ActionSchemas() {}

    /** The schema of every answer of {@code action} in {@code profile}, as a JSON text. */
    public static String answerSchema(DataAction action, Profile profile) {
        return text(answer(action, profile));
    }

    /** The schema of every request of {@code action} as JSON, as a JSON text. */
    public static String requestSchema(DataAction action, UnknownInputs unknown) {
        return text(request(action, unknown, InputSchema.Encoding.JSON));
    }

    private static String text(ObjectNode of) {
        var schema = NODES.objectNode().put("$schema", DRAFT);
        schema.setAll(of);
        return PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    }

    /** A possible request of {@code action}, as a JSON text on one line. */
    public static String requestExample(DataAction action) {
        return PRETTY.writeValueAsString(example(action));
    }

    /** The schema of an answer: always the same members, and no others. */
    static ObjectNode answer(DataAction action, Profile profile) {
        var properties = NODES.objectNode();
        properties.set("ok", fixed(profile, "true"));
        var outcome = properties.putObject("outcome").put("type", "string");
        var verdicts = outcome.putArray("enum");
        action.verdicts().forEach(verdict -> verdicts.add(verdict.label()));
        properties.set("count", count(profile));
        properties.set("truncated", flag(profile));
        properties.putObject("request_id").put("type", "string");
        properties.set(
                "invalid",
                oneOf(Stream.of(
                                Stream.of(""),
                                action.inputs().stream()
                                        .map(input -> input.name().value()),
                                writes(action, DeclaredInput.CONTACT_ID))
                        .flatMap(names -> names)));
        properties.set(
                "invalid_reason",
                oneOf(Stream.concat(
                        Stream.of(""), action.invalidReasons().stream().map(InvalidInput.Reason::label))));
        if (!action.writes().isEmpty()) {
            properties.set(
                    "reason",
                    oneOf(Stream.concat(
                            Stream.of(""), Stream.of(WriteReason.values()).map(WriteReason::label))));
        }
        for (var output : action.outputs()) {
            properties.set(output.key().value(), output(output, OutputTexts.of(action, output), profile));
        }
        for (var list : action.lists()) {
            list.members().forEach((member, output) -> properties.set(member, output(output, output.texts(), profile)));
        }
        var schema = NODES.objectNode().put("type", "object");
        if (!action.description().isEmpty()) {
            schema.put("description", action.description());
        }
        schema.set("properties", properties);
        var required = schema.putArray("required");
        properties.propertyNames().forEach(required::add);
        return schema.put("additionalProperties", false);
    }

    /** {@code name}, if {@code action} writes. */
    private static Stream<String> writes(DataAction action, String name) {
        return action.writes().isEmpty() ? Stream.empty() : Stream.of(name);
    }

    /** @param texts what the output may be; empty if any text is possible */
    private static ObjectNode output(ActionOutput output, List<String> texts, Profile profile) {
        var schema = texts.isEmpty()
                ? switch (profile) {
                    case CXONE -> text(output.type());
                    case JSON -> typed(output.type());
                }
                : oneOf(texts.stream());
        if (!output.description().isEmpty()) {
            schema.put("description", output.description());
        }
        return schema;
    }

    private static ObjectNode text(ActionOutput.Type type) {
        return switch (type) {
            case STRING -> string();
            case BOOLEAN -> oneOf("true", "false", "");
            case INTEGER -> matching(WHOLE);
            case NUMBER -> matching(WHOLE + "(\\.[0-9]+)?");
            case DATE -> matching(DAY);
            case DATETIME -> matching(DAY + " " + TIME);
        };
    }

    private static ObjectNode typed(ActionOutput.Type type) {
        return switch (type) {
            case STRING -> string();
            case BOOLEAN -> orNull("boolean");
            case INTEGER -> orNull("integer");
            case NUMBER -> orNull("number");
            case DATE -> matching(DAY);
            case DATETIME -> matching(DAY + "T" + TIME);
        };
    }

    private static ObjectNode string() {
        return NODES.objectNode().put("type", "string");
    }

    private static ObjectNode matching(String pattern) {
        return string().put("pattern", "^(%s)?$".formatted(pattern));
    }

    private static ObjectNode oneOf(String... texts) {
        return oneOf(Stream.of(texts));
    }

    private static ObjectNode oneOf(Stream<String> texts) {
        var schema = string();
        var allowed = schema.putArray("enum");
        texts.forEach(allowed::add);
        return schema;
    }

    private static ObjectNode orNull(String type) {
        var schema = NODES.objectNode();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    /** The schema of one boolean. */
    static ObjectNode fixed(Profile profile, String bool) {
        return switch (profile) {
            case CXONE -> string().put("const", bool);
            case JSON -> NODES.objectNode().put("type", "boolean").put("const", bool.equals("true"));
        };
    }

    static ObjectNode flag(Profile profile) {
        return switch (profile) {
            case CXONE -> oneOf("true", "false");
            case JSON -> NODES.objectNode().put("type", "boolean");
        };
    }

    static ObjectNode count(Profile profile) {
        return switch (profile) {
            case CXONE -> string().put("pattern", "^[0-9]+$");
            case JSON -> NODES.objectNode().put("type", "integer").put("minimum", 0);
        };
    }

    /** The schema of a request in {@code encoding}. */
    static ObjectNode request(DataAction action, UnknownInputs unknown, InputSchema.Encoding encoding) {
        var schema = NODES.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        for (var input : action.inputs()) {
            properties.set(input.name().value(), InputSchema.of(input, encoding));
        }
        for (String reserved : DeclaredInput.RESERVED) {
            properties.set(reserved, InputSchema.ofReserved(reserved, encoding));
        }
        if (!action.writes().isEmpty()) {
            properties.withObject("/" + DeclaredInput.CONTACT_ID).put("description", CONTACT_TO_WRITE);
        }
        var needed = needed(action);
        if (!needed.isEmpty()) {
            var required = schema.putArray("required");
            needed.forEach(required::add);
        }
        return schema.put("additionalProperties", unknown == UnknownInputs.IGNORE);
    }

    /** The inputs that a request must have. A missing telephone number is answered, not refused. */
    static List<String> needed(DataAction action) {
        return action.inputs().stream()
                .filter(input -> input.required() && !(input.type() instanceof InputType.Phone))
                .map(input -> input.name().value())
                .toList();
    }

    /** The schema of the answer to a dry run of any action. */
    public static ObjectNode dryRun(Profile profile) {
        var schema = OpenApi.resource("dry-run.json");
        var properties = schema.withObject("/properties");
        properties.set("ok", fixed(profile, "true"));
        properties.set("dry_run", fixed(profile, "true"));
        properties.set("version", count(profile));
        properties.withObject("/inputs").set("additionalProperties", bound(profile));
        return schema;
    }

    private static ObjectNode bound(Profile profile) {
        var value = NODES.objectNode();
        var types = value.putArray("type").add("string");
        if (profile == Profile.JSON) {
            types.add("number").add("boolean");
        }
        var either = NODES.objectNode();
        either.putArray("anyOf").add(value).add(listOf(value));
        return either;
    }

    private static ObjectNode listOf(ObjectNode element) {
        var schema = NODES.objectNode().put("type", "array");
        schema.set("items", element);
        return schema;
    }

    /** A possible request. */
    static ObjectNode example(DataAction action) {
        var example = NODES.objectNode();
        for (var input : action.inputs()) {
            example.set(input.name().value(), example(input));
        }
        return action.writes().isEmpty() ? example : example.put(DeclaredInput.CONTACT_ID, CONTACT);
    }

    /** A value of the right type and pattern; for a sensitive input, none that the operator wrote. */
    private static JsonNode example(DeclaredInput input) {
        if (input.defaultValue().isPresent() && !input.sensitive()) {
            return node(input.defaultValue().get());
        }
        if (!input.allowed().isEmpty() && !input.sensitive()) {
            return NODES.stringNode(input.allowed().getFirst());
        }
        if (input.pattern().isPresent()) {
            return NODES.stringNode(PatternSample.of(input.pattern().get()));
        }
        return NODES.stringNode(
                switch (input.type()) {
                    case InputType.Phone _ -> "+14155550100";
                    case InputType.Scalar(var type) -> example(type);
                    case InputType.Several(var type) -> example(type);
                });
    }

    private static String example(FieldType type) {
        return switch (type.literalKind()) {
            case TEXT, NONE -> "text";
            case ID -> "0035g0000000001AAA";
            case BOOLEAN -> "true";
            case INTEGER -> "42";
            case DECIMAL, CURRENCY -> "12.50";
            case DATE -> "2026-01-31";
            case DATETIME -> "2026-01-31T10:00:00Z";
            case TIME -> "10:00:00";
        };
    }

    /** {@code input} as JSON has it. */
    static JsonNode node(Input input) {
        return switch (input) {
            case Input.Text(var text) -> NODES.stringNode(text);
            case Input.Numeric(var number) -> NODES.numberNode(number);
            case Input.Bool(var bool) -> NODES.booleanNode(bool);
            case Input.Null _ -> NODES.nullNode();
            case Input.Declared(var declared, var _) -> node(declared);
            case Input.Many(var inputs) -> {
                var list = NODES.arrayNode();
                inputs.forEach(element -> list.add(node(element)));
                yield list;
            }
        };
    }

    /** A possible answer: found or written, with a value for each output and one row in each list. */
    static ObjectNode answerExample(DataAction action, Profile profile) {
        var outputs = action.outputs().stream()
                .collect(Collectors.toMap(ActionOutput::key, output -> example(action, output)));
        var lists = action.lists().stream()
                .map(list -> new ActionAnswer.Rows(
                        list,
                        List.of(list.outputs().stream()
                                .map(ActionSchemas::example)
                                .toList())))
                .toList();
        var answer = new ActionAnswer(
                success(action), Math.max(1, action.writes().steps().size()), false, outputs, lists);
        return (ObjectNode) PRETTY.readTree(ActionAnswerWriter.text(action, answer, "the-request-id", profile));
    }

    private static Verdict success(DataAction action) {
        return Stream.of(Verdict.FOUND, Verdict.CREATED, Verdict.UPDATED)
                .filter(action.verdicts()::contains)
                .findFirst()
                .orElseThrow();
    }

    private static OutputValue example(DataAction action, ActionOutput output) {
        var texts = OutputTexts.of(action, output);
        return texts.isEmpty() ? example(output) : new OutputValue.Text(texts.getFirst());
    }

    private static OutputValue example(ActionOutput output) {
        return output.possible().isEmpty()
                ? example(output.type())
                : output.possible().getFirst();
    }

    private static OutputValue example(ActionOutput.Type type) {
        return switch (type) {
            case STRING -> new OutputValue.Text("text");
            case BOOLEAN -> new OutputValue.Bool(true);
            case INTEGER -> new OutputValue.Numeric(new BigDecimal("3"));
            case NUMBER -> new OutputValue.Numeric(new BigDecimal("12.5"));
            case DATE -> new OutputValue.Day(LocalDate.of(2026, 1, 31));
            case DATETIME -> new OutputValue.Moment(Instant.parse("2026-01-31T10:00:00Z"));
        };
    }
}
