package io.weir.adapter.out.salesforce.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.weir.adapter.out.salesforce.settings.Origin;
import java.util.Map;

/**
 * One request, ready to be sent. Its text shows only the operation: the target holds callers' values, the headers a
 * token, the body secrets.
 *
 * @param target an encoded path with its query
 * @param headers not to be changed
 * @param body all ASCII; empty for a GET
 * @param sending runs on a connection just before the first byte goes out
 */
public record SalesforceRequest(
        Operation operation,
        Method method,
        Origin origin,
        String target,
        WritableHeaders<?> headers,
        String body,
        Runnable sending) {
    /** A GET of {@code target} in {@code session}. */
    public static SalesforceRequest get(Operation operation, Session session, String target) {
        return new SalesforceRequest(
                operation, Method.GET, session.instance(), target, session.headers(), "", SalesforceRequest::unnoticed);
    }

    /** The same request, answered with 304 unless the resource has changed since {@code httpDate}. */
    public SalesforceRequest ifModifiedSince(String httpDate) {
        var conditional = WritableHeaders.create(headers).add(header(HeaderNames.IF_MODIFIED_SINCE, httpDate));
        return new SalesforceRequest(operation, method, origin, target, conditional, body, sending);
    }

    /** A POST of ASCII JSON in {@code session}. */
    public static SalesforceRequest json(Operation operation, Session session, String path, String json) {
        var headers = WritableHeaders.create(session.headers())
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"));
        return new SalesforceRequest(
                operation, Method.POST, session.instance(), path, headers, json, SalesforceRequest::unnoticed);
    }

    /**
     * A request that writes ASCII JSON in {@code session}. It is sent once.
     *
     * @param added headers beside those of the session
     * @param sending runs just before the first byte goes out: until then Salesforce has got nothing
     */
    public static SalesforceRequest write(
            Method method, Session session, String path, Map<String, String> added, String json, Runnable sending) {
        var headers = WritableHeaders.create(session.headers())
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"));
        added.forEach((name, value) -> headers.add(header(HeaderNames.create(name), value)));
        return new SalesforceRequest(Operation.WRITE, method, session.instance(), path, headers, json, sending);
    }

    /** A GET of {@code path}, without a session. */
    public static SalesforceRequest anonymous(Operation operation, Origin origin, String path) {
        return new SalesforceRequest(
                operation, Method.GET, origin, path, anonymousHeaders(origin), "", SalesforceRequest::unnoticed);
    }

    /** A POST of an encoded form, without a session. */
    public static SalesforceRequest form(Operation operation, Origin origin, String path, String form) {
        var headers = anonymousHeaders(origin)
                .add(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"));
        return new SalesforceRequest(operation, Method.POST, origin, path, headers, form, SalesforceRequest::unnoticed);
    }

    private static WritableHeaders<?> anonymousHeaders(Origin origin) {
        return WritableHeaders.create()
                .add(header(HeaderNames.HOST, origin.authority()))
                .add(HeaderValues.create(HeaderNames.ACCEPT, "application/json"))
                .add(HeaderValues.create(HeaderNames.USER_AGENT, "weir"));
    }

    /** A header that is sent as it is: the client does not validate it. */
    private static Header header(HeaderName name, String value) {
        var header = HeaderValues.create(name, value);
        header.validate();
        return header;
    }

    private static void unnoticed() {}

    /** Whether it may be sent twice. Every request but a login or a write only reads. */
    boolean isRepeatable() {
        return operation != Operation.LOGIN && operation != Operation.WRITE;
    }

    /**
     * Whether it may only go out on a new connection. The other side may close an idle one at any time, and a login or a
     * write that went out on it could not be sent again.
     */
    boolean needsFreshConnection() {
        return !isRepeatable();
    }

    @Override
    public String toString() {
        return "SalesforceRequest[" + operation + "]";
    }
}
