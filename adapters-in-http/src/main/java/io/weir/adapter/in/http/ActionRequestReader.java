package io.weir.adapter.in.http;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.Input;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import jakarta.json.Json;
import jakarta.json.stream.JsonParserFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a flow sends to a data action: one flat JSON object, or a form with the same names and values.
 *
 * <p>Thread-safe.
 */
final class ActionRequestReader {
    /** The longest list. */
    static final int MAX_ELEMENTS = 2_000;

    private static final JsonShape SCALAR = new JsonShape.Scalar(Integer.MAX_VALUE);
    private static final JsonShape FLAT =
            new JsonShape.MapOf(JsonShape.Either.of(SCALAR, new JsonShape.ListOf(SCALAR, MAX_ELEMENTS)), FormBody.MAX_PAIRS);

    private final UnknownInputs unknownInputs;
    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());

    ActionRequestReader(UnknownInputs unknownInputs) {
        this.unknownInputs = unknownInputs;
    }

    /**
     * A request as far as it could be read.
     *
     * @param inputs by declared name; what is absent, null or blank is not in it
     * @param ignored how many members were left out because the action does not declare them
     */
    record Request(Map<MemberName, Input> inputs, RequestContext.Said said, int ignored, RequestProblems problems) {}

    /** Reads {@code body} for {@code action}; throws {@link RequestRefused} for what is neither JSON nor a form. */
    Request read(String body, DataAction action) {
        var problems = new RequestProblems(ErrorAnswer.MAX_PROBLEMS);
        return new Members(action, problems).read(values(body));
    }

    private Map<String, Input> values(String body) {
        var values = new LinkedHashMap<String, Input>();
        if (body.isBlank()) {
            return values;
        }
        if (FormBody.isForm(body)) {
            FormBody.values(body).forEach((key, value) -> values.put(key, new Input.Text(value)));
            return values;
        }
        JsonCheck.of(body, FLAT, parsers, ErrorAnswer.MAX_PROBLEMS).refuseIfAny();
        JsonObjects.read(body).forEach((key, value) -> values.put(key, InputJson.of(value)));
        return values;
    }

    /** The members of one request, compared with what the action declares. */
    private final class Members {
        private final Map<String, DeclaredInput> declared = new LinkedHashMap<>();
        private final List<String> known = new ArrayList<>();
        private final RequestProblems problems;
        private final Map<MemberName, Input> inputs = new LinkedHashMap<>();
        private final Map<String, String> said = new HashMap<>();
        private int ignored;

        Members(DataAction action, RequestProblems problems) {
            this.problems = problems;
            action.inputs().forEach(input -> declared.put(input.name().value(), input));
            known.addAll(declared.keySet());
            known.addAll(DeclaredInput.RESERVED);
        }

        Request read(Map<String, Input> values) {
            values.forEach(this::member);
            return new Request(
                    inputs,
                    new RequestContext.Said(
                            said(DeclaredInput.CONTACT_ID),
                            said(DeclaredInput.REQUEST_ID),
                            said(DeclaredInput.TIMEOUT_MS)),
                    ignored,
                    problems);
        }

        private void member(String key, Input value) {
            String location = JsonPlace.ROOT.member(key).toString();
            var input = declared.get(key);
            if (input != null) {
                input(input, value, location);
            } else if (DeclaredInput.RESERVED.contains(key)) {
                reserved(key, value, location);
            } else {
                unknown(key, location);
            }
        }

        private void input(DeclaredInput input, Input value, String location) {
            if (value instanceof Input.Many && !(input.type() instanceof InputType.Several)) {
                problems.add(location, "expected one value, got a list");
            } else if (!isAbsent(value)) {
                inputs.put(input.name(), value);
            }
        }

        private void reserved(String key, Input value, String location) {
            switch (value) {
                case Input.Text(var text) -> said.put(key, text);
                case Input.Numeric(var number) -> said.put(key, number.toPlainString());
                case Input.Null() -> {}
                case Input.Bool _, Input.Declared _, Input.Many _ ->
                    problems.add(location, "expected a string or a number, got " + value.kind());
            }
        }

        private void unknown(String key, String location) {
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

        private String said(String key) {
            return said.getOrDefault(key, "");
        }
    }

    private static boolean isAbsent(Input value) {
        return switch (value) {
            case Input.Null() -> true;
            case Input.Text(var text) -> text.isBlank();
            case Input.Numeric _, Input.Bool _, Input.Declared _, Input.Many _ -> false;
        };
    }
}
