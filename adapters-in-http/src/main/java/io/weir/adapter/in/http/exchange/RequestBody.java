package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.watch.ConnectionWatchdog;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads a request's body as text, whatever its Content-Type says of it: flows send JSON as
 * {@code application/x-www-form-urlencoded}, because that is CXone's default.
 *
 * <p>Thread-safe.
 */
public final class RequestBody {
    /** How large a body may be unless something else is configured, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 256 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final byte[] NOTHING = {};

    private final ConnectionWatchdog watchdog;

    public RequestBody(ConnectionWatchdog watchdog) {
        this.watchdog = watchdog;
    }

    /**
     * The body of {@code request}. Throws {@link RequestRefused} for one that is too large, wrongly framed or not UTF-8 text, and
     * {@link CloseConnectionException} for one that does not arrive.
     *
     * @param maxBytes the largest body that is taken; a larger one is read off the connection all the same, up to
     *     the most that the server reads, because a caller who is cut off in the middle never sees the answer
     */
    public String textOf(ServerRequest request, int maxBytes) {
        return decoded(bytesOf(request, maxBytes));
    }

    /** The same, byte by byte; none where there is no body. */
    byte[] bytesOf(ServerRequest request, int maxBytes) {
        refuseEncodings(request.headers());
        return request.content().hasEntity() ? guarded(request, maxBytes) : NOTHING;
    }

    /** Takes what is left of the body off the connection, so that the next request can follow. */
    public void drain(ServerRequest request) {
        if (request.content().consumed()) {
            return;
        }
        try {
            watchdog.guard(() -> {
                request.content().consume();
                return true;
            });
        } catch (RuntimeException unread) {
            // whatever it was, the connection is of no use any more: the next request cannot be found on it
            throw new CloseConnectionException("the rest of a body did not arrive", unread);
        }
    }

    private byte[] guarded(ServerRequest request, int maxBytes) {
        try {
            return watchdog.guard(() -> read(request, maxBytes));
        } catch (RequestRefused refused) {
            throw refused;
        } catch (RequestException refused) {
            throw new RequestRefused(ErrorAnswer.ofStatus(refused.status()));
        } catch (IllegalArgumentException notFramed) {
            // a chunk whose length is no number
            throw new RequestRefused(ErrorAnswer.ofStatus(Status.BAD_REQUEST_400));
        } catch (RuntimeException unread) {
            // a connection that broke, a caller who was cut off: nobody is there to read an answer
            throw new CloseConnectionException("a body did not arrive", unread);
        }
    }

    /** A body of known length is read into an array of its size: what reads the unknown takes one of 16 KiB each time. */
    private byte[] read(ServerRequest request, int maxBytes) {
        long announced = request.headers().contentLength().orElse(-1);
        if (announced > maxBytes) {
            throw new RequestRefused(ErrorAnswer.tooLarge(maxBytes));
        }
        byte[] bytes = announced < 0 ? request.content().as(byte[].class) : exactly((int) announced, request);
        if (bytes.length > maxBytes) {
            throw new RequestRefused(ErrorAnswer.tooLarge(maxBytes));
        }
        return bytes;
    }

    private static byte[] exactly(int length, ServerRequest request) {
        byte[] bytes = new byte[length];
        try (var body = request.content().inputStream()) {
            if (body.readNBytes(bytes, 0, length) < length || body.read() >= 0) {
                throw new EOFException("the body has another length than was announced");
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
        return bytes;
    }

    private static void refuseEncodings(ServerRequestHeaders headers) {
        if (hasEncoding(headers)) {
            throw new RequestRefused(ErrorAnswer.encoded());
        }
        String contentType = value(headers, HeaderNames.CONTENT_TYPE);
        if (contentType.isEmpty() || contentType.equals("application/json")) {
            return;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            throw new RequestRefused(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send the JSON object as the body itself, not as multipart");
        }
        int at = type.indexOf("charset=");
        if (at >= 0) {
            String charset =
                    type.substring(at + "charset=".length()).replace("\"", "").strip();
            if (!charset.startsWith("utf-8") && !charset.startsWith("utf8") && !charset.startsWith("us-ascii")) {
                throw new RequestRefused(ErrorCode.MALFORMED_JSON, "send the body in UTF-8, the charset of JSON");
            }
        }
    }

    /** Whether the body is compressed or otherwise encoded. */
    public static boolean hasEncoding(ServerRequestHeaders headers) {
        String encoding = value(headers, HeaderNames.CONTENT_ENCODING);
        return !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
    }

    private static String value(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).get() : "";
    }

    /** {@code bytes} as text; throws {@link RequestRefused} if they are none. */
    static String decoded(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            refuseBrokenUtf8(bytes);
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** U+FFFD stands for bytes that are no UTF-8, unless the caller sent that very character. */
    private static void refuseBrokenUtf8(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(buffer);
        } catch (CharacterCodingException broken) {
            throw new RequestRefused(
                    ErrorCode.MALFORMED_JSON,
                    "the body is not UTF-8: byte %d begins no character".formatted(buffer.position()));
        }
    }
}
