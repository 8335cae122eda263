package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.adapter.in.http.pattern.LinearPattern;
import io.weir.adapter.in.http.phone.LibPhoneNumbers;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.DeclaredInput.Range;
import io.weir.domain.action.DeclaredInput.TextPattern;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the declarations of the inputs of a data action. */
record InputReader(Problems problems) {
    private static final String PHONE = "phone";
    private static final InputType.Phone NO_REGION = new InputType.Phone("US");
    private static final InputType NO_TYPE = new InputType.Scalar(FieldType.STRING);
    /** Takes about a tenth of a second. */
    private static final long MOST_PATTERN_STEPS = 10_000_000;

    private static final String LIST_OF = "list of ";
    private static final List<String> TYPES = Stream.concat(
                    Stream.of("text", "integer", "number"),
                    Arrays.stream(FieldType.values())
                            .filter(type -> type.literalKind() != LiteralKind.NONE)
                            .map(FieldType::label))
            .distinct()
            .toList();

    /** Reads the input at {@code location}; empty if it has no valid type. */
    Optional<DeclaredInput> input(MemberName name, JsonObject json, String location) {
        var type = problems.attempt(location + "/type", () -> type(json.getString("type")))
                .flatMap(
                        kind -> kind.equals(PHONE) ? Optional.of(phone(json, location)) : scalar(kind, json, location));
        var maxLength = problems.attempt(location + "/max_length", () -> maxLength(json));
        int longest = type.filter(InputType.Several.class::isInstance).isPresent()
                ? InputJson.MAX_REQUEST
                : maxLength.orElse(Coercion.MAX_TEXT);
        var pattern =
                problems.attemptMember(json, "pattern", location, () -> pattern(json.getString("pattern"), longest));
        var allowed = type.map(known -> allowed(json, known, location)).orElse(List.of());
        var defaultValue = JsonMembers.has(json, "default")
                ? Optional.of(InputJson.of(json.get("default")))
                : Optional.<Input>empty();
        var cleaning = type.map(known -> new CleaningReader(json, location, problems).read(known))
                .orElse(Cleaning.NONE);
        var range = type.map(known -> range(json, known, location)).orElse(Range.ALL);
        boolean asked = json.getBoolean("asked", false);
        if (asked && type.filter(InputType.Phone.class::isInstance).isEmpty()) {
            problems.add(location + "/asked", "only a phone has it; any other invalid input is invalid_input anyway");
        }
        Function<Boolean, DeclaredInput> declared = required -> new DeclaredInput(
                name,
                type.orElse(NO_TYPE),
                json.getString("description", "").strip(),
                required,
                defaultValue,
                pattern,
                maxLength.orElse(Coercion.MAX_TEXT),
                allowed,
                json.getBoolean("sensitive", false),
                cleaning,
                range,
                asked);
        var input = problems.attempt(location + "/required", () -> declared.apply(json.getBoolean("required", false)))
                .orElseGet(() -> declared.apply(false));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        defaultValue.ifPresent(value -> requireSuitable(value, input, location + "/default"));
        return Optional.of(input);
    }

    private Range range(JsonObject json, InputType type, String location) {
        boolean number = type instanceof InputType.Scalar(var field) && isNumber(field);
        if (!number) {
            problems.refuse(json, List.of("min", "max"), location, "only one number has it");
            return Range.ALL;
        }
        var least = bound(json, "min", location);
        var most = bound(json, "max", location);
        return problems.attempt(location + "/min", () -> new Range(least, most)).orElse(Range.ALL);
    }

    private static boolean isNumber(FieldType type) {
        return switch (type.literalKind()) {
            case INTEGER, DECIMAL, CURRENCY -> true;
            case TEXT, ID, BOOLEAN, DATE, DATETIME, TIME, NONE -> false;
        };
    }

    private Optional<BigDecimal> bound(JsonObject json, String key, String location) {
        return problems.attemptMember(json, key, location, () -> number(InputJson.of(json.get(key))));
    }

    private static BigDecimal number(Input input) {
        if (Coercion.of(input, FieldType.DOUBLE) instanceof Coercion.Fits(Value.Decimal(var number))) {
            return number;
        }
        throw new IllegalArgumentException("expected a number");
    }

    private static int maxLength(JsonObject json) {
        int length = ActionReader.whole(json, "max_length", Coercion.MAX_TEXT);
        if (length < 1 || length > Coercion.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "an input has 1 to %d characters at most, not %d".formatted(Coercion.MAX_TEXT, length));
        }
        return length;
    }

    /** The canonical name of a type; {@link IllegalArgumentException} for an unknown one. */
    private static String type(String written) {
        String text = written.strip();
        String single =
                text.startsWith(LIST_OF) ? text.substring(LIST_OF.length()).strip() : text;
        if (single.equalsIgnoreCase(PHONE)) {
            if (text.startsWith(LIST_OF)) {
                throw new IllegalArgumentException("a phone takes several numbers in one text; write 'phone'");
            }
            return PHONE;
        }
        if (FieldType.named(single).isEmpty()) {
            throw new IllegalArgumentException("unknown type; " + Spelling.suggestion(single, TYPES));
        }
        return text;
    }

    private InputType phone(JsonObject json, String location) {
        problems.refuse(
                json, List.of("default", "pattern", "enum", "max_length"), location, "not allowed for type phone");
        if (!JsonMembers.has(json, "region")) {
            problems.add(
                    location + "/region",
                    "is required for a phone: where a number without country code is from, such as US");
            return NO_REGION;
        }
        return problems.attempt(location + "/region", () -> phone(json.getString("region")))
                .orElse(NO_REGION);
    }

    private static InputType phone(String region) {
        var phone = new InputType.Phone(region);
        if (!LibPhoneNumbers.hasNumbers(region)) {
            throw new IllegalArgumentException(
                    "%s has no telephone numbers of its own; name the country where callers are".formatted(region));
        }
        return phone;
    }

    private Optional<InputType> scalar(String kind, JsonObject json, String location) {
        problems.refuse(json, List.of("region"), location, "only a phone has one");
        boolean several = kind.startsWith(LIST_OF);
        var type = FieldType.named(several ? kind.substring(LIST_OF.length()).strip() : kind)
                .orElseThrow();
        return problems.attempt(
                location + "/type", () -> several ? new InputType.Several(type) : new InputType.Scalar(type));
    }

    /** @param longest the most characters that it is matched with in one request */
    private static TextPattern pattern(String source, int longest) {
        var pattern = LinearPattern.ofWhole(source);
        if ((long) pattern.steps() * longest > MOST_PATTERN_STEPS) {
            throw new IllegalArgumentException(
                    "takes too long for %d characters; repeat less in it, or set a smaller max_length"
                            .formatted(longest));
        }
        return new TextPattern(source, pattern::matches);
    }

    /** The values of 'enum'; none if one of them is invalid. */
    private List<String> allowed(JsonObject json, InputType type, String location) {
        var values = JsonMembers.array(json, "enum");
        if (values == null || type instanceof InputType.Phone) {
            return List.of();
        }
        if (values.isEmpty()) {
            problems.add(location + "/enum", "name at least one value");
        }
        boolean whole = true;
        var allowed = new LinkedHashSet<String>();
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            String at = location + "/enum/" + i;
            if (value.getValueType() == JsonValue.ValueType.NULL) {
                problems.add(at, "a value is a text, a number, true or false");
                whole = false;
                continue;
            }
            whole &= requireFits(InputJson.of(value), fieldType(type), at);
            if (!allowed.add(WhiteSpace.stripped(written(value)))) {
                problems.add(at, "name each value once");
            }
        }
        return whole ? List.copyOf(allowed) : List.of();
    }

    private static String written(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    private void requireSuitable(Input defaultValue, DeclaredInput declared, String location) {
        switch (declared.type()) {
            case InputType.Phone _ -> {}
            case InputType.Scalar(var field) -> {
                if (requireFits(defaultValue, field, location)) {
                    requireAllowed(defaultValue, declared, location);
                }
            }
            case InputType.Several(var field) -> {
                var values = defaultValue instanceof Input.Many(var inputs) ? inputs : List.of(defaultValue);
                for (var value : values) {
                    if (requireFits(value, field, location)) {
                        requireAllowed(value, declared, location);
                    }
                }
            }
        }
    }

    private boolean requireFits(Input value, FieldType type, String location) {
        if (value instanceof Input.Text(var text)
                && problems.attempt(location, () -> TemplateValues.requireFixed(text, "write the value itself"))
                        .isEmpty()) {
            return false;
        }
        return switch (Coercion.of(value, type)) {
            case Coercion.Fits _ -> true;
            case Coercion.Mismatch(var expected) -> {
                problems.add(location, "expected %s, got %s".formatted(expected, value.kind()));
                yield false;
            }
        };
    }

    private void requireAllowed(Input value, DeclaredInput declared, String location) {
        String text = WhiteSpace.stripped(Coercion.written(value));
        if (!declared.allowed().isEmpty() && !declared.allowed().contains(text)) {
            problems.add(location, "is none of the values that 'enum' allows");
        }
        declared.pattern()
                .filter(pattern -> !pattern.matches().test(text))
                .ifPresent(_ -> problems.add(location, "does not match 'pattern'"));
        if (text.length() > declared.maxLength()) {
            problems.add(location, "is longer than 'max_length'");
        }
    }

    private static FieldType fieldType(InputType type) {
        return switch (type) {
            case InputType.Scalar(var field) -> field;
            case InputType.Several(var field) -> field;
            case InputType.Phone _ -> FieldType.PHONE;
        };
    }
}
