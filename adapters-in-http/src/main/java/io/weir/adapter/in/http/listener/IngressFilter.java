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
 * The first to see a request: gives the answer its id and its standing headers, refuses methods HTTP does not know as well as headers
 * and targets that two servers could read in two ways, and ends connections on which the next request might not be found.
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

    private static final HeaderName NAMELESS = HeaderNames.create("");

    private final RequestIds ids;
    private final RequestBody bodies;
    private final String allowed;

    /**
     * @param allowed the methods that are of any use on this server, as {@code Allow} lists them
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
            // the web server does not look at what ends a chunk: what it takes for the next request need not be one
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (request.headers().contains(NAMELESS)) {
            // a line that begins with a colon, of which another server may make something else
            response.header(HeaderValues.CONNECTION_CLOSE);
            Replies.send(request, response, ErrorAnswer.of(ErrorCode.BAD_HTTP_REQUEST, "a header has no name"));
        } else if (!request.prologue().uriPath().rawPath().startsWith("/")) {
            // such as http://elsewhere/path, which names a host of its own beside the Host header's
            response.header(HeaderValues.CONNECTION_CLOSE);
            Replies.send(
                    request, response, ErrorAnswer.of(ErrorCode.BAD_HTTP_REQUEST, "ask for a path that begins with /"));
        } else if (request.prologue().fragment().hasValue()) {
            // stays with a client; the web server would serve what is in front of it
            response.header(HeaderValues.CONNECTION_CLOSE);
            Replies.send(
                    request, response, ErrorAnswer.of(ErrorCode.BAD_HTTP_REQUEST, "ask for a path without a # part"));
        } else if (METHODS.contains(request.prologue().method())) {
            chain.proceed();
        } else {
            Replies.send(request, response, ErrorAnswer.wrongMethod(allowed));
        }
        bodies.drain(request);
        if (isToBeClosed(request.headers()) || isToBeClosed(response.headers())) {
            // the web server says so in its answer, but leaves it to the client
            throw new CloseConnectionException("the connection was to be closed");
        }
    }

    private static boolean isToBeClosed(Headers headers) {
        return headers.contains(HeaderNames.CONNECTION) && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }
}
