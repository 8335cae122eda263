package io.weir.adapter.in.http.action;

import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.FormBody;
import io.weir.adapter.in.http.exchange.RequestContext;
import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.InvalidJson;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.JsonShape;
import io.weir.adapter.in.http.json.MalformedJson;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.WhiteSpace;
import jakarta.json.JsonArray;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request to a data action: one flat JSON object, or a form with the same names and values.
 *
 * <p>Thread-safe.
 */
public final class ActionRequestReader {
    /** The values of the members that every action has. */
    private static final String RESERVED_VALUE = "a string or a number";

    /** The most elements of a list. */
    public static final int MAX_ELEMENTS = 2_000;

    /** The shape allows nested values: the error for one names the type of the input. */
    private static final JsonShape ANYTHING =
            new JsonShape.Recursive("Anything", "a value", ActionRequestReader::anything);

    private static final JsonShape OBJECT = new JsonShape.MapOf(ANYTHING, FormBody.MAX_PAIRS);
    private static final JsonShape VALUE = JsonShape.Either.of(
            new JsonShape.Scalar(Integer.MAX_VALUE), new JsonShape.ListOf(ANYTHING, MAX_ELEMENTS), OBJECT);

    private final UnknownInputs unknownInputs;

    ActionRequestReader(UnknownInputs unknownInputs) {
        this.unknownInputs = unknownInputs;
    }

    /**
     * A request as far as it could be read.
     *
     * @param inputs by declared name, without absent, null and blank ones
     * @param ignored the number of members that were left out because the action does not declare them
     */
    record Request(Map<MemberName, Input> inputs, RequestContext.Said said, int ignored, Problems problems) {}

    /**
     * Reads {@code body} for {@code action}. Throws {@link MalformedJson}, or {@link RequestRefused} for a malformed
     * form, and {@link InvalidJson} for JSON that is no object or has too many problems to read on.
     */
    Request read(String body, DataAction action) {
        var members = new Members(action);
        if (FormBody.isForm(body)) {
            FormBody.values(body).forEach(members::ofForm);
        } else if (!body.isBlank()) {
            members.ofBody(body);
        }
        return members.request();
    }

    private static JsonShape anything() {
        return VALUE;
    }

    /** The members of one request, compared with the declared inputs. */
    private final class Members {
        private final List<DeclaredInput> declared;
        private final Problems problems = new Problems(Problems.MAX_IN_ANSWER);
        private final Set<String> misread = new HashSet<>();
        private final Map<MemberName, Input> inputs = new LinkedHashMap<>();
        private final Map<String, String> reserved = new HashMap<>();
        private int ignored;

        Members(DataAction action) {
            declared = action.inputs();
        }

        Request request() {
            return new Request(
                    inputs,
                    new RequestContext.Said(
                            reserved(DeclaredInput.CONTACT_ID),
                            reserved(DeclaredInput.REQUEST_ID),
                            reserved(DeclaredInput.TIMEOUT_MS)),
                    ignored,
                    problems);
        }

        void ofBody(String json) {
            var body = CheckedJson.read(json, OBJECT, problems, CheckedJson.LongNumbers.AS_TEXT);
            if (!problems.isEmpty()) {
                noteMisread();
            }
            body.asJsonObject().forEach(this::ofJson);
        }

        /** Throws {@link InvalidJson} if the problems leave nothing to read on. */
        private void noteMisread() {
            boolean unreadable = problems.all().stream()
                    .anyMatch(problem -> problem.location().isEmpty());
            if (unreadable || problems.isFull()) {
                problems.throwIfAny();
            }
            for (var problem : problems.all()) {
                int end = problem.location().indexOf('/', 1);
                misread.add(end < 0 ? problem.location() : problem.location().substring(0, end));
            }
        }

        void ofForm(String key, List<String> values) {
            var texts = values.stream().<Input>map(Input.Text::new).toList();
            if (texts.size() == 1) {
                member(key, texts.getFirst());
            } else if (isKnown(key) && !isList(key)) {
                problems.add(location(key), "is here twice");
            } else {
                member(key, new Input.Many(texts));
            }
        }

        void ofJson(String key, JsonValue value) {
            if (isKnown(key)) {
                if ((misread.isEmpty() || !misread.contains(location(key))) && isFlat(key, value)) {
                    member(key, InputJson.of(value));
                }
            } else {
                unknown(key);
            }
        }

        /** Whether {@code value} is nested no deeper than allowed; adds problems if it is not. */
        private boolean isFlat(String key, JsonValue value) {
            if (value instanceof JsonArray list && isList(key)) {
                boolean flat = true;
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof JsonStructure nested) {
                        nested(location(key) + "/" + i, element(key), nested);
                        flat = false;
                    }
                }
                return flat;
            }
            if (value instanceof JsonStructure nested) {
                nested(location(key), values(key), nested);
                return false;
            }
            return true;
        }

        private void nested(String location, String expected, JsonStructure value) {
            problems.add(
                    location,
                    "expected %s, got %s".formatted(expected, value instanceof JsonArray ? "a list" : "an object"));
        }

        /** The values of the member {@code key}, in words. */
        private String values(String key) {
            var input = declared(key);
            return input == null
                    ? RESERVED_VALUE
                    : switch (input.type()) {
                        case InputType.Scalar(var type) -> Coercion.wanted(type);
                        case InputType.Several _ -> "a list or one text with | between the values";
                        case InputType.Phone _ -> "a telephone number";
                    };
        }

        /** The elements of the list {@code key}, in words. */
        private String element(String key) {
            var input = declared(key);
            return input != null && input.type() instanceof InputType.Several(var type)
                    ? Coercion.wanted(type)
                    : RESERVED_VALUE;
        }

        private @Nullable DeclaredInput declared(String key) {
            for (var input : declared) {
                if (input.name().value().equals(key)) {
                    return input;
                }
            }
            return null;
        }

        private boolean isKnown(String key) {
            return declared(key) != null || DeclaredInput.RESERVED.contains(key);
        }

        private List<String> known() {
            return Stream.concat(declared.stream().map(input -> input.name().value()), DeclaredInput.RESERVED.stream())
                    .toList();
        }

        private boolean isList(String key) {
            var input = declared(key);
            return input != null && input.type() instanceof InputType.Several;
        }

        private void member(String key, Input value) {
            var input = declared(key);
            if (input != null) {
                if (!isAbsent(value)) {
                    inputs.put(input.name(), value);
                }
            } else if (isKnown(key)) {
                reserved(key, value);
            } else {
                unknown(key);
            }
        }

        private void reserved(String key, Input value) {
            switch (value) {
                case Input.Text(var text) -> reserved.put(key, WhiteSpace.stripped(text));
                case Input.Numeric(var number) -> reserved.put(key, number.toPlainString());
                case Input.Null() -> {}
                case Input.Bool _, Input.Declared _, Input.Many _ ->
                    problems.add(location(key), "expected %s, got %s".formatted(RESERVED_VALUE, value.kind()));
            }
        }

        private void unknown(String key) {
            String location = location(key);
            var known = known();
            var otherwiseSpelt = known.stream().filter(key::equalsIgnoreCase).findFirst();
            if (otherwiseSpelt.isPresent()) {
                problems.add(location, "upper and lower case matter; write '%s'".formatted(otherwiseSpelt.get()));
                return;
            }
            switch (unknownInputs) {
                case REFUSE -> problems.add(location, "unknown key; " + Spelling.suggestion(key, known));
                case IGNORE -> ignored++;
            }
        }

        private String reserved(String key) {
            return reserved.getOrDefault(key, "");
        }
    }

    private static String location(String key) {
        return JsonPlace.ROOT.member(key).toString();
    }

    private static boolean isAbsent(Input value) {
        return switch (value) {
            case Input.Null() -> true;
            case Input.Text(var text) -> WhiteSpace.isAll(text);
            case Input.Numeric _, Input.Bool _, Input.Declared _, Input.Many _ -> false;
        };
    }
}
