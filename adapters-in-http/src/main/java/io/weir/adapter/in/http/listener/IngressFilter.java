package io.weir.adapter.in.http.listener;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.RequestIds;
import java.util.Set;

/**
 * The first filter of a listener. It sets the request id and the common headers of the response, refuses unknown
 * methods and ambiguous headers and targets, and closes connections on which the next request could not be located.
 */
public final class IngressFilter implements Filter {
    private static final Set<Method> METHODS = Set.of(
            Method.GET,
            Method.HEAD,
            Method.POST,
            Method.PUT,
            Method.PATCH,
            Method.DELETE,
            Method.OPTIONS,
            Method.TRACE,
            Method.CONNECT);

    private static final String KEEP_ALIVE = HeaderValues.CONNECTION_KEEP_ALIVE.get();
    private static final HeaderName NAMELESS = HeaderNames.create("");

    private final RequestIds ids;
    private final RequestBody bodies;
    private final String allowed;

    /**
     * @param allowed the methods that the server has routes for, in the form of {@code Allow}
     */
    public IngressFilter(RequestIds ids, RequestBody bodies, String allowed) {
        this.ids = ids;
        this.bodies = bodies;
        this.allowed = allowed;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header(HeaderValues.create(RequestIds.HEADER, ids.of(request.headers())));
        response.header(Replies.NO_STORE);
        response.header(Replies.NO_SNIFF);
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
            // the web server does not check the end of a chunk, so the next request may begin elsewhere
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (request.headers().contains(NAMELESS)) {
            // a line that begins with a colon, which other servers read differently
            response.header(HeaderValues.CONNECTION_CLOSE);
            Replies.send(request, response, ErrorAnswer.of(ErrorCode.BAD_HTTP_REQUEST, "a header has no name"));
        } else if (!request.prologue().uriPath().rawPath().startsWith("/")) {
            // such as http://elsewhere/path, which names another host than the Host header
            response.header(HeaderValues.CONNECTION_CLOSE);
            Replies.send(
                    request, response, ErrorAnswer.of(ErrorCode.BAD_HTTP_REQUEST, "send a path that begins with /"));
        } else if (request.prologue().fragment().hasValue()) {
            // clients do not send fragments; the web server would ignore it
            response.header(HeaderValues.CONNECTION_CLOSE);
            Replies.send(request, response, ErrorAnswer.of(ErrorCode.BAD_HTTP_REQUEST, "send a path without a # part"));
        } else if (METHODS.contains(request.prologue().method())) {
            chain.proceed();
        } else {
            Replies.send(request, response, ErrorAnswer.wrongMethod(allowed));
        }
        bodies.drain(request);
        if (announcesClose(request.headers()) || announcesClose(response.headers())) {
            // the web server announces it, but would leave it to the client
            throw new CloseConnectionException("the connection was to be closed");
        }
    }

    private static boolean announcesClose(Headers headers) {
        if (!headers.contains(HeaderNames.CONNECTION)) {
            return false;
        }
        var connection = headers.get(HeaderNames.CONNECTION);
        // to look for a token in a list costs more than the rest of this filter
        boolean staysOpen = connection.valueCount() == 1 && connection.get().equals(KEEP_ALIVE);
        return !staysOpen && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }
}
