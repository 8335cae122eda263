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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads a request's body as text, whatever its Content-Type: by default, CXone sends JSON as
 * {@code application/x-www-form-urlencoded}.
 *
 * <p>Thread-safe.
 */
public final class RequestBody {
    /** The largest body of most requests, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 256 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final byte[] NOTHING = {};

    private final ConnectionWatchdog watchdog;

    public RequestBody(ConnectionWatchdog watchdog) {
        this.watchdog = watchdog;
    }

    /**
     * The body of {@code request}. Throws {@link RequestRefused} if it is too large, wrongly framed or not UTF-8, and
     * {@link CloseConnectionException} if it does not arrive.
     *
     * @param maxBytes the largest accepted body; a larger one is still read, up to the server's limit, because a client
     *     that is interrupted while it sends does not read the answer
     */
    public String textOf(ServerRequest request, int maxBytes) {
        return decoded(bytesOf(request, maxBytes));
    }

    /** The bytes of the body; empty if there is none. */
    byte[] bytesOf(ServerRequest request, int maxBytes) {
        refuseEncodings(request.headers());
        return request.content().hasEntity() ? guarded(request, maxBytes) : NOTHING;
    }

    /** Reads the rest of the body, so that the next request can follow. */
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
            // the next request cannot be located on the connection
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
            // the connection broke or the watchdog closed it: no client reads an answer
            throw new CloseConnectionException("a body did not arrive", unread);
        }
    }

    /** Takes memory only for what has arrived, because the client may be a stranger. */
    private static byte[] read(ServerRequest request, int maxBytes) {
        long declared = request.headers().contentLength().orElse(-1);
        if (declared > maxBytes) {
            throw new RequestRefused(ErrorAnswer.tooLarge(maxBytes));
        }
        try (var body = request.content().inputStream()) {
            byte[] bytes = body.readNBytes(declared < 0 ? maxBytes + 1 : (int) declared);
            if (bytes.length > maxBytes) {
                body.transferTo(OutputStream.nullOutputStream());
                throw new RequestRefused(ErrorAnswer.tooLarge(maxBytes));
            }
            if (bytes.length < declared || body.read() >= 0) {
                throw new EOFException("the body has another length than was declared");
            }
            return bytes;
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
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

    /** Decodes UTF-8; throws {@link RequestRefused} for invalid bytes. */
    static String decoded(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            refuseBrokenUtf8(bytes);
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Throws {@link RequestRefused} unless {@code bytes} are UTF-8 that contains U+FFFD itself. */
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
