package io.weir.adapter.out.sandbox.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the method, a header and the body of a request. */
final class RequestReader {
    private static final int MAX_FORM = 16_384;

    private RequestReader() {}

    static String method(ServerRequest request) {
        return request.prologue().method().text();
    }

    static boolean isPost(ServerRequest request) {
        return request.prologue().method().equals(Method.POST);
    }

    /** The value of the header {@code name}; the empty string if it is missing. */
    static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }

    static byte[] body(ServerRequest request) {
        return read(request, InputStream::readAllBytes);
    }

    /** The body of {@code request}, which can be read once more afterwards. */
    static byte[] bufferedBody(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        request.content().buffer();
        return body(request);
    }

    /** The body of a form; throws {@link HttpException} if it is too long. */
    static String form(ServerRequest request) {
        byte[] form = read(request, body -> body.readNBytes(MAX_FORM + 1));
        if (form.length > MAX_FORM) {
            throw new HttpException("the form is too long", Status.REQUEST_ENTITY_TOO_LARGE_413);
        }
        return new String(form, StandardCharsets.UTF_8);
    }

    private interface Reading {
        byte[] bytes(InputStream body) throws IOException;
    }

    private static byte[] read(ServerRequest request, Reading reading) {
        try (var body = request.content().inputStream()) {
            return reading.bytes(body);
        } catch (IOException connectionLost) {
            throw new UncheckedIOException(connectionLost);
        }
    }
}
