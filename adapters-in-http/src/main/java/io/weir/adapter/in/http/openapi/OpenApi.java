package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.action.RequestedVersion;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.answer.AnswerStyle.Errors;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.AccessScheme;
import io.weir.adapter.in.http.caller.ApiKey;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.RequestContext;
import io.weir.adapter.in.http.openapi.InputSchema.Encoding;
import io.weir.adapter.in.http.query.QueryShape;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the webhook as OpenAPI 3.1, from the definitions that the webhook itself uses. For one use. */
final class OpenApi {
    private static final String SCHEMAS = "#/components/schemas/";

    /** Ends unlike every schema of an action, because an action may be called {@code ad-hoc}. */
    private static final String AD_HOC_ANSWER = "AdHocResult";

    private static final String JSON = "application/json";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Errors that no path here answers: those of the web server itself, and of the operator's listener. */
    private static final List<ErrorCode> NOT_OF_A_PATH = List.of(
            ErrorCode.UNKNOWN_PATH,
            ErrorCode.SWITCHED_OFF,
            ErrorCode.URI_TOO_LONG,
            ErrorCode.HOST_NOT_ALLOWED,
            ErrorCode.HISTORY_UNAVAILABLE,
            ErrorCode.CROSS_SITE_REQUEST,
            ErrorCode.INVALID_CONFIGURATION,
            ErrorCode.UNSUPPORTED_TRANSFER_ENCODING,
            ErrorCode.HTTP_VERSION_NOT_SUPPORTED);

    private static final List<ErrorCode> OF_AD_HOC_ONLY = List.of(
            ErrorCode.INVALID_SCHEMA,
            ErrorCode.QUERY_NOT_ALLOWED,
            ErrorCode.POLICY_UNDECIDED,
            ErrorCode.ANSWER_BROKE_CONTRACT);
    private static final List<ErrorCode> OF_ACTIONS_ONLY =
            List.of(ErrorCode.UNKNOWN_ACTION, ErrorCode.ACTION_UNSUITABLE);

    private static final List<ErrorCode> OF_WRITES_ONLY = List.of(
            ErrorCode.WRITE_REJECTED, ErrorCode.SALESFORCE_AUTOMATION_FAILED, ErrorCode.WRITE_JOURNAL_UNAVAILABLE);

    private final View view;
    private final ObjectNode schemas = NODES.objectNode();

    private OpenApi(View view) {
        this.view = view;
    }

    /**
     * The part of Weir that a caller is shown.
     *
     * @param actions those that it may run, the newest version of each before the others
     * @param adHoc whether it may ask ad-hoc queries
     * @param schemes how callers authenticate; none if they need not
     * @param version of Weir
     */
    record View(
            List<DataAction> actions,
            boolean adHoc,
            Profile profile,
            Errors errors,
            UnknownInputs unknownInputs,
            List<AccessScheme> schemes,
            String version) {
        View {
            actions = List.copyOf(actions);
            schemes = List.copyOf(schemes);
        }
    }

    /** The description of {@code view}, as JSON in UTF-8. */
    static byte[] described(View view) {
        return MAPPER.writeValueAsBytes(new OpenApi(view).document());
    }

    private ObjectNode document() {
        var document = resource("openapi.json");
        document.withObject("/info").put("version", view.version());
        document.withObject("/components/parameters/ContactId/schema").put("maxLength", RequestContext.Contact.LONGEST);
        var components = document.withObject("/components");
        schemas.setAll(components.withObject("/schemas"));
        components.set("schemas", schemas);
        describeErrors();
        if (!view.actions().isEmpty()) {
            schemas.set("DryRun", ActionSchemas.dryRun(view.profile()));
        }
        var paths = document.withObject("/paths");
        var versions = new LinkedHashMap<ActionName, List<DataAction>>();
        view.actions()
                .forEach(action -> versions.computeIfAbsent(action.name(), _ -> new ArrayList<>())
                        .add(action));
        versions.forEach(
                (name, actions) -> paths.putObject(Paths.ACTIONS + name).set("post", operation(actions)));
        if (view.adHoc()) {
            paths.putObject(Paths.AD_HOC).set("post", adHoc());
        }
        security(document, components);
        return document;
    }

    /** The JSON object of a resource in this package, for the caller to change. */
    static ObjectNode resource(String name) {
        try (var json = Objects.requireNonNull(OpenApi.class.getResourceAsStream(name))) {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The operation of the newest of {@code versions}. Former ones have schemas, which its description names. */
    private ObjectNode operation(List<DataAction> versions) {
        var action = versions.getFirst();
        String name = pascal(action.name());
        schemas(action, name);
        var description = new StringBuilder("Version %d.".formatted(action.version()));
        for (var former : versions.subList(1, versions.size())) {
            String formerName = "%s.V%d".formatted(name, former.version());
            schemas(former, formerName);
            description.append(
                    " Version %d, for requests that ask for it, has the schemas %sRequest, %sForm and %sAnswer."
                            .formatted(former.version(), formerName, formerName, formerName));
        }
        var operation = resource("data-action.json")
                .put("operationId", action.name().value())
                .put("summary", action.description())
                .put("description", description.toString());
        operation
                .withArray("/parameters")
                .add(version(RequestedVersion.PARAMETER, "query", versions))
                .add(version(RequestedVersion.HEADER.defaultCase(), "header", versions));
        var body = operation
                .withObject("/requestBody")
                .put("required", !ActionSchemas.needed(action).isEmpty())
                .withObject("/content");
        body.putObject(JSON).set("schema", reference(name + "Request")).set("example", ActionSchemas.example(action));
        body.putObject("application/x-www-form-urlencoded").set("schema", reference(name + "Form"));
        boolean writes = versions.stream().anyMatch(version -> !version.writes().isEmpty());
        var answers = operation.withObject("/responses");
        answers.withObject("/200/content")
                .putObject(JSON)
                .set("schema", answered(name + "Answer", "DryRun"))
                .set("example", ActionSchemas.answerExample(action, view.profile()));
        errors(
                answers,
                Arrays.stream(ErrorCode.values())
                        .filter(code -> !OF_AD_HOC_ONLY.contains(code))
                        .filter(code -> writes || !OF_WRITES_ONLY.contains(code))
                        .toList());
        return operation;
    }

    private void schemas(DataAction action, String name) {
        schemas.set(name + "Request", ActionSchemas.request(action, view.unknownInputs(), Encoding.JSON));
        schemas.set(name + "Form", ActionSchemas.request(action, view.unknownInputs(), Encoding.FORM));
        schemas.set(name + "Answer", ActionSchemas.answer(action, view.profile()));
    }

    private static ObjectNode version(String name, String place, List<DataAction> versions) {
        var parameter = NODES.objectNode()
                .put("name", name)
                .put("in", place)
                .put("description", "the version of the data action that answers; the newest is the default");
        var schema = parameter.putObject("schema").put("type", "integer");
        var served = schema.putArray("enum");
        versions.forEach(version -> served.add(version.version()));
        schema.put("default", versions.getFirst().version());
        return parameter;
    }

    private ObjectNode adHoc() {
        var description = resource("ad-hoc.json");
        schemas.set("AdHocQuery", new ShapeSchema(SCHEMAS, "AdHoc", schemas).of(QueryShape.REQUEST));
        schemas.set(AD_HOC_ANSWER, description.get("answer"));
        var operation = description.withObject("/operation");
        var answers = operation.withObject("/responses");
        answers.withObject("/200/content")
                .withObject(JsonPointer.empty().appendProperty(JSON))
                .set("schema", answered(AD_HOC_ANSWER));
        errors(
                answers,
                Arrays.stream(ErrorCode.values())
                        .filter(code -> !OF_ACTIONS_ONLY.contains(code) && !OF_WRITES_ONLY.contains(code))
                        .toList());
        return operation;
    }

    /** The schema of a body with status 200. */
    private ObjectNode answered(String... answers) {
        var possible = Stream.concat(
                        Stream.of(answers),
                        switch (view.errors()) {
                            case BY_STATUS -> Stream.<String>empty();
                            case ALWAYS_200 -> Stream.of("Error");
                        })
                .map(OpenApi::reference)
                .toList();
        if (possible.size() == 1) {
            return possible.getFirst();
        }
        var either = NODES.objectNode();
        possible.forEach(either.putArray("anyOf")::add);
        return either;
    }

    /** One response for each status, with its codes. */
    private void errors(ObjectNode answers, Collection<ErrorCode> codes) {
        if (view.errors() == Errors.ALWAYS_200) {
            return;
        }
        Map<Integer, List<ErrorCode>> byStatus = new TreeMap<>();
        codes.stream()
                .filter(code -> !NOT_OF_A_PATH.contains(code))
                .forEach(code -> byStatus.computeIfAbsent(code.status().code(), _ -> new ArrayList<>())
                        .add(code));
        byStatus.forEach((status, ofStatus) -> {
            String described = ofStatus.stream()
                    .map(code -> "%s: %s%s"
                            .formatted(code.code(), code.title(), code.retryable() ? " (may pass by itself)" : ""))
                    .collect(Collectors.joining("; "));
            var response = answers.putObject(String.valueOf(status)).put("description", described + ".");
            if (status == 503 || status == 429) {
                response.putObject("headers")
                        .putObject("Retry-After")
                        .put("description", "seconds to wait")
                        .set("schema", NODES.objectNode().put("type", "integer").put("minimum", 1));
            }
            var schema = NODES.objectNode();
            var parts = schema.putArray("allOf");
            parts.add(reference("Error"));
            var codeOf =
                    parts.addObject().putObject("properties").putObject("code").putArray("enum");
            ofStatus.forEach(code -> codeOf.add(code.code()));
            response.putObject("content").putObject(JSON).set("schema", schema);
        });
    }

    private void describeErrors() {
        var properties = (ObjectNode) schemas.path("Error").path("properties");
        var codes = properties.withArray("/code/enum");
        for (var code : ErrorCode.values()) {
            codes.add(code.code());
        }
        properties.set("retryable", ActionSchemas.flag(view.profile()));
        properties.set("ok", ActionSchemas.fixed(view.profile(), "false"));
        properties.set("count", ActionSchemas.count(view.profile()));
    }

    private void security(ObjectNode document, ObjectNode components) {
        if (view.schemes().isEmpty()) {
            return;
        }
        var schemes = components.putObject("securitySchemes");
        var security = document.putArray("security");
        for (var scheme : view.schemes()) {
            security.addObject().putArray(scheme.id());
            var described = schemes.putObject(scheme.id());
            switch (scheme) {
                case BEARER -> described.put("type", "http").put("scheme", "bearer");
                case BASIC -> described.put("type", "http").put("scheme", "basic");
                case API_KEY ->
                    described.put("type", "apiKey").put("in", "header").put("name", ApiKey.HEADER.defaultCase());
            }
        }
    }

    private static ObjectNode reference(String schema) {
        return NODES.objectNode().put("$ref", SCHEMAS + schema);
    }

    /**
     * {@code caller-lookup} as {@code CallerLookup}; {@code top-3} as {@code Top_3}, because {@code top3} is another.
     */
    private static String pascal(ActionName name) {
        return Arrays.stream(name.value().split("-", -1))
                .map(word -> Character.isDigit(word.charAt(0))
                        ? "_" + word
                        : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
