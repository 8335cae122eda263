package io.weir.adapter.out.salesforce.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.out.salesforce.settings.Origin;

/**
 * One request, ready to be sent. Its text shows only the operation: the target holds callers' values, the headers a
 * token, the body secrets.
 *
 * @param target an encoded path with its query
 * @param headers not to be changed
 * @param body all ASCII; empty for a GET
 */
public record SalesforceRequest(
        Operation operation, Origin origin, String target, WritableHeaders<?> headers, String body) {
    /** A GET of {@code target} in {@code session}. */
    public static SalesforceRequest get(Operation operation, Session session, String target) {
        return new SalesforceRequest(operation, session.instance(), target, session.headers(), "");
    }

    /** The same request, answered with 304 unless the resource has changed since {@code httpDate}. */
    public SalesforceRequest ifModifiedSince(String httpDate) {
        var conditional =
                WritableHeaders.create(headers).add(HeaderValues.create(HeaderNames.IF_MODIFIED_SINCE, httpDate));
        return new SalesforceRequest(operation, origin, target, conditional, body);
    }

    /** A POST of ASCII JSON in {@code session}. */
    public static SalesforceRequest json(Operation operation, Session session, String path, String json) {
        var headers = WritableHeaders.create(session.headers())
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"));
        return new SalesforceRequest(operation, session.instance(), path, headers, json);
    }

    /** A GET of {@code path}, without a session. */
    public static SalesforceRequest anonymous(Operation operation, Origin origin, String path) {
        return new SalesforceRequest(operation, origin, path, anonymousHeaders(origin), "");
    }

    /** A POST of an encoded form, without a session. */
    public static SalesforceRequest form(Operation operation, Origin origin, String path, String form) {
        var headers = anonymousHeaders(origin)
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"));
        return new SalesforceRequest(operation, origin, path, headers, form);
    }

    private static WritableHeaders<?> anonymousHeaders(Origin origin) {
        return WritableHeaders.create()
                .add(HeaderValues.create(HeaderNames.HOST, origin.authority()))
                .add(HeaderValues.create(HeaderNames.ACCEPT, "application/json"))
                .add(HeaderValues.create(HeaderNames.USER_AGENT, "weir"));
    }

    /** Whether it may be sent twice. Every request but a login only reads. */
    boolean isRepeatable() {
        return operation != Operation.LOGIN;
    }

    @Override
    public String toString() {
        return "SalesforceRequest[" + operation + "]";
    }
}
