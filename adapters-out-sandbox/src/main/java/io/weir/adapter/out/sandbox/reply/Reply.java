package io.weir.adapter.out.sandbox.reply;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A response of the HTTP API: status, headers and body. */
public final class Reply {
    private static final String JSON = "application/json;charset=UTF-8";

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    public static Reply ok(Object body) {
        return json(200, body);
    }

    /** Status 200 with the JSON text {@code json}. */
    public static Reply ok(byte[] json) {
        return new Reply(200, JSON, json, Map.of());
    }

    public static Reply json(int status, Object body) {
        return new Reply(status, JSON, Json.bytes(body), Map.of());
    }

    public static Reply html(int status, String html) {
        return new Reply(status, "text/html;charset=iso-8859-1", html.getBytes(StandardCharsets.ISO_8859_1), Map.of());
    }

    /** Status 200 with comma-separated values. */
    public static Reply csv(String csv) {
        return new Reply(200, "text/csv;charset=UTF-8", csv.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Plain text in ASCII. */
    public static Reply text(int status, String text) {
        return new Reply(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.US_ASCII), Map.of());
    }

    public static Reply xml(int status, String xml) {
        return new Reply(status, "text/xml;charset=UTF-8", xml.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply empty(int status) {
        return new Reply(status, JSON, new byte[0], Map.of());
    }

    /** An error in Salesforce's format, an array of one element. */
    public static Reply error(int status, String errorCode, String message) {
        return json(status, List.of(Json.object("message", message, "errorCode", errorCode)));
    }

    public static Reply notFound() {
        return error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    public static Reply methodNotAllowed(String allowed, String method) {
        return error(
                        405,
                        "METHOD_NOT_ALLOWED",
                        "HTTP Method '%s' not allowed. Allowed are %s".formatted(method, allowed))
                .withHeader("Allow", allowed);
    }

    public int status() {
        return status;
    }

    /** The encoded body; empty if there is none. */
    public byte[] body() {
        return body;
    }

    /** The headers besides content type and encoding. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** A copy for a HEAD request: status and headers. */
    public Reply withoutBody() {
        return new Reply(status, contentType, new byte[0], headers);
    }

    public Reply withHeader(String header, String value) {
        var extended = new LinkedHashMap<>(headers);
        extended.put(header, value);
        return new Reply(status, contentType, body, extended);
    }

    public void send(ServerRequest request, ServerResponse response) {
        response.status(Status.create(status));
        headers.forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (body.length == 0) {
            response.send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        if (acceptsGzip(request)) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
            response.header(HeaderNames.VARY, "Accept-Encoding");
            response.send(gzipped(body));
        } else {
            response.send(body);
        }
    }

    /** Sends headers with the full content length, but only half of the body. */
    public void sendHalf(ServerResponse response) {
        response.status(Status.create(status));
        headers.forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(Math.max(2, body.length)));
        try {
            var out = response.outputStream();
            out.write(body, 0, body.length / 2);
            out.flush();
        } catch (IOException connectionLost) {
            throw new UncheckedIOException(connectionLost);
        }
    }

    private static boolean acceptsGzip(ServerRequest request) {
        return request.headers().contains(HeaderNames.ACCEPT_ENCODING)
                && request.headers().get(HeaderNames.ACCEPT_ENCODING).allValues(true).stream()
                        .map(coding -> coding.replace(" ", ""))
                        .anyMatch(coding -> coding.startsWith("gzip") && !coding.endsWith(";q=0"));
    }

    private static byte[] gzipped(byte[] body) {
        var bytes = new ByteArrayOutputStream(body.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }
}
