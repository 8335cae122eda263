package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.JsonShape;
import io.weir.domain.port.FaultInjection;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows and changes the faults that the sandbox injects. Every method returns the faults that are active afterwards,
 * each as a text. Thread-safe.
 */
final class FaultInjectionEndpoint {
    private static final System.Logger LOG = System.getLogger(FaultInjectionEndpoint.class.getName());
    private static final JsonShape FAULTS =
            new JsonShape.MapOf(JsonShape.Either.of(new JsonShape.Text(64), new JsonShape.Digits()), 100);

    private final FaultInjection injection;
    private final RequestBody bodies;

    FaultInjectionEndpoint(FaultInjection injection, RequestBody bodies) {
        this.injection = injection;
        this.bodies = bodies;
    }

    Map<String, String> show(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        return injection.faults();
    }

    Map<String, String> replace(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        return replaceBy(faults(bodies.textOf(request, RequestBody.DEFAULT_MAX_BYTES)));
    }

    Map<String, String> end(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        return replaceBy(Map.of());
    }

    private Map<String, String> replaceBy(Map<String, String> faults) {
        var problems = injection.replace(faults);
        if (!problems.isEmpty()) {
            throw new RequestRefused(ErrorCode.INVALID_PARAMETER, String.join("; ", problems));
        }
        LOG.log(Level.WARNING, "the sandbox now injects these faults: {0}", injection.faults());
        return injection.faults();
    }

    private Map<String, String> faults(String json) {
        return RequestRefused.onInvalidJson(ErrorCode.INVALID_PARAMETER, () -> CheckedJson.object(json, FAULTS))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> text(entry.getValue()), (one, _) -> one, LinkedHashMap::new));
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.getString();
            case JsonNumber number -> number.toString();
            default -> "";
        };
    }
}
