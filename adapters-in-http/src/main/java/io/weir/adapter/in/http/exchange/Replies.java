package io.weir.adapter.in.http.exchange;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.AnswerStyle;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.answer.JsonBytes;
import java.util.List;
import java.util.Locale;

/** Sends responses. */
public final class Replies {
    public static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
    public static final Header NO_SNIFF = HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    public static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
    private static final String PROBLEM = "application/problem+json";
    static final Header PROBLEM_JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, PROBLEM);

    private Replies() {}

    public static void send(ServerResponse response, JsonBytes body) {
        response.status(Status.OK_200);
        response.header(JSON);
        body.sendTo(response);
    }

    /** Sends {@code error} in the form for unauthenticated clients. */
    public static void send(ServerRequest request, ServerResponse response, ErrorAnswer error) {
        var body = ErrorForm.PLAIN.written(error, RequestIds.in(response.headers()));
        send(request, response, error, ErrorForm.PLAIN.errors(), body);
    }

    /** Sends {@code error} with {@code body} and the status that {@code errors} prescribes. */
    public static void send(
            ServerRequest request,
            ServerResponse response,
            ErrorAnswer error,
            AnswerStyle.Errors errors,
            JsonBytes body) {
        response.status(
                switch (errors) {
                    case BY_STATUS -> error.code().status();
                    case ALWAYS_200 -> Status.OK_200;
                });
        error.headers().forEach(response::header);
        response.header(contentType(request.headers()));
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
        } else {
            body.sendTo(response);
        }
    }

    /** The content type of an error: problem details on request only, because CXone cannot parse them. */
    public static Header contentType(Headers request) {
        List<String> accepted = request.all(HeaderNames.ACCEPT, List::of);
        for (String value : accepted) {
            if (value.toLowerCase(Locale.ROOT).contains(PROBLEM)) {
                return PROBLEM_JSON;
            }
        }
        return JSON;
    }
}
