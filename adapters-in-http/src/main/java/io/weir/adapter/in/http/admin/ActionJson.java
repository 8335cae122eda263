package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.action.DryRunJson.WriteJson;
import io.weir.adapter.in.http.openapi.ActionSnippet;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.SearchTemplate;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data action as it is declared. Public for JSON binding only.
 *
 * @param outputs the members of an answer beside those that every answer has
 * @param writes the records that it writes, in order; absent for an action that only reads
 * @param cacheMs how long an answer serves identical requests; null for not at all
 * @param problems why it does not suit the org, each with its place in the declaration
 * @param inputSchema a JSON Schema of the requests; absent in a list, like {@code outputSchema} and {@code snippets}
 */
@JsonbPropertyOrder({
    "name",
    "version",
    "description",
    "inputs",
    "outputs",
    "steps",
    "writes",
    "cacheMs",
    "timeLimitMs",
    "priority",
    "rowCap",
    "problems",
    "inputSchema",
    "outputSchema",
    "snippets"
})
public record ActionJson(
        String name,
        int version,
        String description,
        List<InputJson> inputs,
        List<String> outputs,
        List<StepJson> steps,
        @Nullable List<WriteJson> writes,
        @JsonbNillable @Nullable Long cacheMs,
        long timeLimitMs,
        String priority,
        int rowCap,
        List<String> problems,
        @Nullable JsonObject inputSchema,
        @Nullable JsonObject outputSchema,
        @Nullable SnippetsJson snippets) {
    /** All data actions. */
    public record ActionsJson(List<ActionJson> actions) {}

    /**
     * One input.
     *
     * @param sensitive whether a dry run hides its value
     */
    @JsonbPropertyOrder({"name", "type", "description", "required", "sensitive"})
    public record InputJson(String name, String type, String description, boolean required, boolean sensitive) {
        static InputJson of(DeclaredInput input) {
            return new InputJson(
                    input.name().value(),
                    input.type().toString(),
                    input.description(),
                    input.required(),
                    input.sensitive());
        }
    }

    /**
     * One query or search; {@code object} has the objects of a search in order, separated by commas, and {@code strategy}
     * how it is asked, null for a query. {@code askedWith} is the step whose call may ask it along, null if none. {@code
     * shape} is the SOQL, and the SOSL of a search, with {@code ?} for values,
     * and with every value present. {@code when} has
     * {@code found} or {@code none} for each earlier step that decides whether the step runs; null if none does.
     */
    @JsonbPropertyOrder({"name", "object", "strategy", "askedWith", "shape", "when", "answers"})
    public record StepJson(
            String name,
            String object,
            @Nullable String strategy,
            @Nullable String askedWith,
            String shape,
            @Nullable Map<String, String> when,
            boolean answers) {
        static StepJson of(DataAction action, ActionStep step, String shape) {
            var when = new LinkedHashMap<String, String>();
            step.when().forEach(each -> when.put(each.step().value(), each.found() ? "found" : "none"));
            return new StepJson(
                    step.name().value(),
                    String.join(", ", step.objects()),
                    step.question() instanceof SearchTemplate search
                            ? search.strategy().label()
                            : null,
                    action.askedWith(step).map(MemberName::value).orElse(null),
                    shape,
                    when.isEmpty() ? null : when,
                    action.answering().contains(step));
        }
    }

    /** Texts to copy, which call the action at {@code https://weir.example.com}. */
    @JsonbPropertyOrder({"restApi", "snippet", "integrationHub", "curl"})
    public record SnippetsJson(String restApi, String snippet, String integrationHub, String curl) {
        static SnippetsJson of(ActionSnippet snippet) {
            return new SnippetsJson(
                    snippet.text(ActionSnippet.Form.REST_API),
                    snippet.text(ActionSnippet.Form.SNIPPET),
                    snippet.text(ActionSnippet.Form.INTEGRATION_HUB),
                    snippet.curl());
        }
    }

    /** {@code action} in a list. */
    static ActionJson of(DataAction action, Map<MemberName, String> shapes, List<String> problems) {
        var bounds = action.bounds();
        return new ActionJson(
                action.name().value(),
                action.version(),
                action.description(),
                action.inputs().stream().map(InputJson::of).toList(),
                outputs(action),
                action.steps().stream()
                        .map(step -> StepJson.of(action, step, shapes.getOrDefault(step.name(), "")))
                        .toList(),
                action.writes().isEmpty() ? null : WriteJson.of(action.writes()),
                bounds.keepAnswers().isZero() ? null : bounds.keepAnswers().toMillis(),
                bounds.time().toMillis(),
                RunParameters.label(bounds.priority()),
                bounds.rowCap(),
                problems,
                null,
                null,
                null);
    }

    ActionJson with(JsonObject requests, JsonObject answers, SnippetsJson texts) {
        return new ActionJson(
                name,
                version,
                description,
                inputs,
                outputs,
                steps,
                writes,
                cacheMs,
                timeLimitMs,
                priority,
                rowCap,
                problems,
                requests,
                answers,
                texts);
    }

    private static List<String> outputs(DataAction action) {
        var ofRows = action.lists().stream().flatMap(list -> list.members().keySet().stream());
        return Stream.concat(action.outputs().stream().map(ActionOutput::key).map(MemberName::value), ofRows)
                .toList();
    }
}
