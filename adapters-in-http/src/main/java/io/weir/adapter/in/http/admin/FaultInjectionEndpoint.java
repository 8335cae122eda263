package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.json.CheckedJson;
import io.weir.adapter.in.http.json.JsonShape;
import io.weir.domain.port.FaultInjection;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows and sets the sandbox's faults: GET shows them, PUT puts others in their place, DELETE ends the drill; each answers the
 * faults that are in force then, a flat object of texts. Thread-safe.
 */
final class FaultInjectionEndpoint {
    private static final System.Logger LOG = System.getLogger(FaultInjectionEndpoint.class.getName());
    private static final JsonShape FAULTS =
            new JsonShape.MapOf(JsonShape.Either.of(new JsonShape.Text(64), new JsonShape.Digits()), 100);

    private final FaultInjection drill;
    private final RequestBody bodies;
    private final Jsonb jsonb = JsonbBuilder.create();

    FaultInjectionEndpoint(FaultInjection drill, RequestBody bodies) {
        this.drill = drill;
        this.bodies = bodies;
    }

    Handler show() {
        return withoutParameters(this::tell);
    }

    Handler replace() {
        return withoutParameters((request, response) ->
                change(request, response, faults(bodies.textOf(request, RequestBody.DEFAULT_MAX_BYTES))));
    }

    Handler end() {
        return withoutParameters((request, response) -> change(request, response, Map.of()));
    }

    private void change(ServerRequest request, ServerResponse response, Map<String, String> faults) {
        var wrong = drill.replace(faults);
        if (wrong.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the sandbox is told to fail like this from now on: {0}",
                    drill.faults());
            tell(request, response);
        } else {
            Replies.send(request, response, ErrorAnswer.of(ErrorCode.INVALID_REQUEST, String.join("; ", wrong)));
        }
    }

    private static Handler withoutParameters(Handler handler) {
        return (request, response) -> {
            UrlParameters.of(request.query(), List.of());
            handler.handle(request, response);
        };
    }

    private void tell(ServerRequest request, ServerResponse response) {
        var body = new JsonBytes();
        jsonb.toJson(drill.faults(), body);
        Replies.send(response, body);
    }

    private Map<String, String> faults(String json) {
        return RequestRefused.onInvalidJson(() -> CheckedJson.object(json, FAULTS)).entrySet().stream()
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
