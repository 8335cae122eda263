package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.action.ActionRequestReader;
import io.weir.adapter.in.http.exchange.RequestContext;
import io.weir.adapter.in.http.exchange.RequestTimeout;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of one input of a data action. Every value that Weir takes matches the schema, but for blanks around
 * a text of the greatest length. Weir takes every value that matches, but for conditions that no pattern expresses: 31
 * February matches.
 */
final class InputSchema {
    private static final String BLANK = "[" + WhiteSpace.CHARACTERS + "]";
    private static final String NUMBER = "[+-]?(?:\\p{Nd}+\\.?\\p{Nd}*|\\.\\p{Nd}+)(?:[eE][+-]?\\p{Nd}+)?";
    private static final String DAY = "[1-4][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    private static final String SPOKEN_DAY = "[A-Z][a-z]+ [1-9][0-9]?, [1-4][0-9]{3}";
    private static final String CLOCK = "[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{0,9})?)?";
    private static final Pattern LETTER = Pattern.compile("[A-Za-z]");

    /** ECMAScript refuses a backslash before any other character. */
    private static final Pattern SYNTAX_CHARACTER = Pattern.compile("[\\^$\\\\.*+?()\\[\\]{}|]");

    private static final String RELATIVE =
            anyCase("TODAY|YESTERDAY|TOMORROW|") + "[A-Za-z]+(?:_[A-Za-z0-9]+)+(?::[0-9]{1,9})?";

    private static final String NOT_BLANK = "[^" + BLANK.substring(1);

    /** A number that is written as Weir writes it, so that it is the same text. */
    private static final Pattern DIGITS = Pattern.compile("-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?");

    /** No number that Weir reads is longer. */
    private static final int LONGEST_NUMBER = 80;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DeclaredInput input;
    private final Encoding encoding;

    private InputSchema(DeclaredInput input, Encoding encoding) {
        this.input = input;
        this.encoding = encoding;
    }

    /** The encoding of a request. */
    enum Encoding {
        JSON,
        /** Every value is a text; a list repeats its name. */
        FORM
    }

    /** The schema of {@code input} in {@code encoding}. */
    static ObjectNode of(DeclaredInput input, Encoding encoding) {
        return new InputSchema(input, encoding).schema();
    }

    /** The schema of a member that every request may have. */
    static ObjectNode ofReserved(String name, Encoding encoding) {
        var schema = NODES.objectNode();
        switch (name) {
            case DeclaredInput.TIMEOUT_MS -> {
                types(schema, encoding, "string", "integer", "null");
                schema.put("pattern", whole(padded("[0-9]{1,7}(\\.0+)?|")));
                bounds(schema, encoding, 1, RequestTimeout.LONGEST_MILLIS);
                schema.put("description", "how long the flow waits, in milliseconds");
            }
            case DeclaredInput.CONTACT_ID -> {
                types(schema, encoding, "string", "number", "null");
                schema.put("pattern", whole(padded(anyUpTo(RequestContext.Contact.LONGEST))));
                schema.put("description", "the contact in CXone that this is about");
            }
            default -> {
                types(schema, encoding, "string", "number", "null");
                schema.put("description", "comes back in the answer and stands in the operator's log");
            }
        }
        return schema;
    }

    private ObjectNode schema() {
        var schema = switch (input.type()) {
            case InputType.Scalar(var type) -> alternatives(Stream.of(present(type)));
            case InputType.Several(var type) -> alternatives(Stream.of(list(type), joined(type)));
            // an absent number is answered, even if the input is required
            case InputType.Phone _ -> types(NODES.objectNode(), encoding, "string", "number", "null");
        };
        schema.put(
                "description",
                Stream.of(input.description(), fitting())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(". ")));
        if (input.sensitive()) {
            schema.put("writeOnly", true);
        } else {
            input.defaultValue().ifPresent(defaultValue -> schema.set("default", ActionSchemas.node(defaultValue)));
        }
        return schema;
    }

    /** The allowed values that may be shown; empty if all are allowed, or the input is sensitive. */
    private List<String> allowedValues() {
        return input.sensitive() ? List.of() : input.allowed();
    }

    private String fitting() {
        return switch (input.type()) {
            case InputType.Scalar(var type) -> Coercion.wanted(type) + range();
            case InputType.Several(var type) ->
                "A list, or one text with | between the values, each %s".formatted(Coercion.wanted(type));
            case InputType.Phone(var region) ->
                "A telephone number in any spelling; without a country code, one of %s. %s: the outcome is %s"
                        .formatted(
                                region,
                                input.required() ? "Withheld, blank or none" : "Withheld or none",
                                input.asked() ? "invalid_input" : "no_caller_id");
        };
    }

    private String range() {
        var least = input.range().least().map(bound -> " from " + bound.toPlainString());
        var most = input.range().most().map(bound -> " up to " + bound.toPlainString());
        return least.orElse("") + most.orElse("");
    }

    /** One of {@code presents}, or absent if the input is optional. */
    private ObjectNode alternatives(Stream<ObjectNode> presents) {
        var all = Stream.concat(presents, input.required() ? Stream.empty() : Stream.of(absent()))
                .toList();
        return all.size() == 1 ? all.getFirst() : anyOf(all);
    }

    private ObjectNode absent() {
        return types(NODES.objectNode(), encoding, "string", "null").put("pattern", whole(BLANK + "*"));
    }

    /** One value of {@code type}, not blank. */
    private ObjectNode present(FieldType type) {
        if (!input.cleaning().equals(Cleaning.NONE)) {
            // what is left after cleaning meets the rules, so no pattern of the whole text says which does
            return matching(types(NODES.objectNode(), encoding, "string", "number", "boolean"), List.of(NOT_BLANK));
        }
        boolean text = type.literalKind() == LiteralKind.TEXT;
        if (text && !allowedValues().isEmpty()) {
            return allowed();
        }
        var patterns = new ArrayList<String>();
        if (text) {
            patterns.add(NOT_BLANK);
            input.pattern().ifPresent(pattern -> patterns.add(whole(padded(pattern.source()))));
            return matching(value(type).put("maxLength", input.maxLength()), patterns);
        }
        patterns.add(whole(padded(core(type))));
        input.pattern().ifPresent(pattern -> patterns.add(whole(padded(pattern.source()))));
        if (!allowedValues().isEmpty()) {
            patterns.add(whole(padded(quoted())));
        }
        if (input.maxLength() < LONGEST_NUMBER) {
            patterns.add(whole(padded(anyUpTo(input.maxLength()))));
        }
        return matching(value(type), patterns);
    }

    /** The JSON types of a value of {@code type}, and the bounds of a number. */
    private ObjectNode value(FieldType type) {
        var schema = NODES.objectNode();
        return switch (type.literalKind()) {
            case TEXT -> types(schema, encoding, "string", "number", "boolean");
            case ID -> types(schema, encoding, "string", "integer");
            case BOOLEAN -> bounds(types(schema, encoding, "boolean", "string", "integer"), encoding, 0, 1);
            case INTEGER ->
                type == FieldType.LONG
                        ? bounds(types(schema, encoding, "integer", "string"), encoding, Long.MIN_VALUE, Long.MAX_VALUE)
                        : bounds(
                                types(schema, encoding, "integer", "string"),
                                encoding,
                                Integer.MIN_VALUE,
                                Integer.MAX_VALUE);
            case DECIMAL, CURRENCY -> types(schema, encoding, "number", "string");
            case DATE, DATETIME, TIME, NONE -> types(schema, encoding, "string");
        };
    }

    /** The pattern of a text with a value of {@code type}, without blanks around it. */
    private static String core(FieldType type) {
        return switch (type.literalKind()) {
            case TEXT, NONE -> "[\\s\\S]*";
            case ID -> "[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?";
            case BOOLEAN -> anyCase("true|false|yes|no|") + "[01](?:\\.0*)?";
            case INTEGER, DECIMAL -> NUMBER;
            case CURRENCY -> "(?:[A-Z]{3}" + BLANK + "*)?" + NUMBER;
            case DATE -> DAY + "|" + SPOKEN_DAY + "|" + RELATIVE;
            case DATETIME -> DAY + "[Tt ]" + CLOCK + "(?:[Zz]|[+-][0-9:]{1,9})|" + RELATIVE;
            case TIME -> CLOCK + "Z?";
        };
    }

    /**
     * Exactly the values that are allowed, as texts and as what else is read as the same text; texts with blanks around
     * them too.
     */
    private ObjectNode allowed() {
        var schema = NODES.objectNode();
        var values = schema.putArray("enum");
        allowedValues().forEach(values::add);
        if (encoding == Encoding.JSON) {
            allowedValues().forEach(text -> unquoted(text, values));
        }
        var withBlanks = NODES.objectNode().put("type", "string").put("pattern", whole(padded(quoted())));
        return anyOf(List.of(schema, withBlanks));
    }

    private static void unquoted(String text, ArrayNode values) {
        if (text.equals("true") || text.equals("false")) {
            values.add(Boolean.parseBoolean(text));
        } else if (DIGITS.matcher(text).matches()) {
            values.add(new BigDecimal(text));
        }
    }

    private String quoted() {
        return allowedValues().stream()
                .map(text -> SYNTAX_CHARACTER.matcher(text).replaceAll("\\\\$0"))
                .collect(Collectors.joining("|"));
    }

    /** Several values as a list. */
    private ObjectNode list(FieldType type) {
        var schema = NODES.objectNode().put("type", "array").put("maxItems", ActionRequestReader.MAX_ELEMENTS);
        schema.set("items", anyOf(List.of(present(type), absent())));
        if (input.required()) {
            schema.set("contains", present(type));
        }
        return schema;
    }

    /** Several values as one text, or a single one. */
    private ObjectNode joined(FieldType type) {
        String separators = type == FieldType.MULTIPICKLIST ? "|;" : "|";
        String element = type.literalKind() == LiteralKind.TEXT ? textElement(separators) : padded(core(type));
        String elements = "(?:%1$s|%2$s*)(?:[%3$s](?:%1$s|%2$s*))*".formatted(element, BLANK, separators);
        return matching(value(type), List.of(whole(elements), NOT_BLANK.replace("]", separators + "]")));
    }

    private String textElement(String separators) {
        if (!allowedValues().isEmpty()) {
            return padded(quoted());
        }
        return input.pattern()
                .map(pattern -> padded(pattern.source()))
                .orElse("[^%s]{0,%d}".formatted(separators, input.maxLength()));
    }

    private static ObjectNode matching(ObjectNode schema, List<String> patterns) {
        schema.put("pattern", patterns.getFirst());
        if (patterns.size() > 1) {
            var all = schema.putArray("allOf");
            patterns.stream().skip(1).forEach(pattern -> all.addObject().put("pattern", pattern));
        }
        return schema;
    }

    private static ObjectNode anyOf(List<ObjectNode> schemas) {
        var either = NODES.objectNode();
        var all = either.putArray("anyOf");
        schemas.forEach(all::add);
        return either;
    }

    private static ObjectNode types(ObjectNode schema, Encoding encoding, String... types) {
        switch (encoding) {
            case JSON -> {
                var all = schema.putArray("type");
                List.of(types).forEach(all::add);
            }
            case FORM -> schema.put("type", "string");
        }
        return schema;
    }

    private static ObjectNode bounds(ObjectNode schema, Encoding encoding, long least, long most) {
        return encoding == Encoding.JSON ? schema.put("minimum", least).put("maximum", most) : schema;
    }

    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }

    /** Weir ignores blanks around values. */
    private static String padded(String pattern) {
        return BLANK + "*(?:" + pattern + ")" + BLANK + "*";
    }

    private static String anyUpTo(int length) {
        return "[\\s\\S]{0,%d}".formatted(length);
    }

    /** {@code pattern} for letters in any case: the flag for that is not part of every dialect. */
    private static String anyCase(String pattern) {
        return LETTER.matcher(pattern)
                .replaceAll(letter -> "[" + letter.group().toUpperCase(Locale.ROOT)
                        + letter.group().toLowerCase(Locale.ROOT) + "]");
    }
}
