package io.weir.adapter.out.sandbox.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads the method, a header and the body of a request. */
final class RequestReader {
    /** The most bytes of a body, also of one that was compressed. */
    static final int MAX_BODY = 16 * 1_048_576;

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

    /** The body, decompressed; throws {@link RefusedBody} if it is too long or not compressed as its header says. */
    static byte[] body(ServerRequest request) {
        return read(request, body -> body.readNBytes(MAX_BODY + 1));
    }

    /** The body of {@code request}, which can be read once more afterwards. */
    static byte[] bufferedBody(ServerRequest request) {
        if (request.content().hasEntity()) {
            whole(() -> {
                request.content().buffer();
                return new byte[0];
            });
        }
        return body(request);
    }

    /** The body of a form; throws {@link RefusedBody} if it is too long. */
    static String form(ServerRequest request) {
        byte[] form = read(request, body -> body.readNBytes(MAX_FORM + 1));
        if (form.length > MAX_FORM) {
            throw new RefusedBody(413, "UNKNOWN_EXCEPTION", "the form is longer than 16 KiB");
        }
        return new String(form, StandardCharsets.UTF_8);
    }

    private interface Reading {
        byte[] bytes(InputStream body) throws IOException;
    }

    private interface Entity {
        byte[] bytes() throws IOException;
    }

    private static byte[] read(ServerRequest request, Reading reading) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        return whole(() -> {
            try (var sent = request.content().inputStream()) {
                byte[] body = reading.bytes(decoded(sent, header(request, "Content-Encoding")));
                if (body.length > MAX_BODY) {
                    throw new RefusedBody(413, "UNKNOWN_EXCEPTION", "the body is longer than 16 MiB");
                }
                return body;
            }
        });
    }

    /** What {@code entity} reads; throws {@link RefusedBody} if the client sent less than it announced. */
    private static byte[] whole(Entity entity) {
        try {
            return entity.bytes();
        } catch (DataReader.InsufficientDataAvailableException | IllegalArgumentException cutOrWithoutLength) {
            throw new RefusedBody(400, "UNKNOWN_EXCEPTION", "the body ends early, or its chunks have no length");
        } catch (ZipException | EOFException notCompressed) {
            throw new RefusedBody(400, "UNKNOWN_EXCEPTION", "the body is not compressed as Content-Encoding says");
        } catch (IOException connectionLost) {
            throw new UncheckedIOException(connectionLost);
        }
    }

    private static InputStream decoded(InputStream body, String encoding) throws IOException {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default ->
                throw new RefusedBody(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Encoding is neither gzip nor deflate");
        };
    }
}
