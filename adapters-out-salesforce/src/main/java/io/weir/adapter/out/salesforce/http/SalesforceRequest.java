package io.weir.adapter.out.salesforce.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.out.salesforce.settings.Origin;
import java.nio.charset.StandardCharsets;

/** One request, ready to be sent. Shows nothing: its target holds callers' values, its headers a token, its body secrets. */
public final class SalesforceRequest {
    private static final byte[] NO_BODY = {};

    private final Operation operation;
    private final Origin origin;
    private final String target;
    private final WritableHeaders<?> headers;
    private final byte[] body;

    private SalesforceRequest(
            Operation operation, Origin origin, String target, WritableHeaders<?> headers, byte[] body) {
        this.operation = operation;
        this.origin = origin;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** A GET of {@code target}, an encoded path with its query, in {@code session}. */
    public static SalesforceRequest get(Operation operation, Session session, String target) {
        return new SalesforceRequest(operation, session.instance(), target, session.headers(), NO_BODY);
    }

    /** The same request, to be answered with 304 unless the resource changed after {@code httpDate}. */
    public SalesforceRequest ifModifiedSince(String httpDate) {
        var conditional =
                WritableHeaders.create(headers).add(HeaderValues.create(HeaderNames.IF_MODIFIED_SINCE, httpDate));
        return new SalesforceRequest(operation, origin, target, conditional, body);
    }

    /** A POST of JSON that is all ASCII, in {@code session}. */
    public static SalesforceRequest json(Operation operation, Session session, String path, String json) {
        var headers = WritableHeaders.create(session.headers())
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"));
        return new SalesforceRequest(
                operation, session.instance(), path, headers, json.getBytes(StandardCharsets.US_ASCII));
    }

    /** A GET of {@code path}, without a session. */
    public static SalesforceRequest anonymous(Operation operation, Origin origin, String path) {
        return new SalesforceRequest(operation, origin, path, anonymousHeaders(origin), NO_BODY);
    }

    /** A POST of an encoded form, without a session. */
    public static SalesforceRequest form(Operation operation, Origin origin, String path, String form) {
        var headers = anonymousHeaders(origin)
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"));
        return new SalesforceRequest(operation, origin, path, headers, form.getBytes(StandardCharsets.US_ASCII));
    }

    private static WritableHeaders<?> anonymousHeaders(Origin origin) {
        return WritableHeaders.create()
                .add(HeaderValues.create(HeaderNames.HOST, origin.authority()))
                .add(HeaderValues.create(HeaderNames.ACCEPT, "application/json"))
                .add(HeaderValues.create(HeaderNames.USER_AGENT, "weir"));
    }

    Operation operation() {
        return operation;
    }

    Origin origin() {
        return origin;
    }

    String target() {
        return target;
    }

    WritableHeaders<?> headers() {
        return headers;
    }

    /** Whether sending it twice is no worse than once: all that Weir sends reads, but for the login. */
    boolean isRepeatable() {
        return operation != Operation.LOGIN;
    }

    /** Empty for a GET. */
    byte[] body() {
        return body;
    }
}
