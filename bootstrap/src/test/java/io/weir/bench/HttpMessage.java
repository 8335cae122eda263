package io.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * The HTTP/1.1 message that is arriving on one kept-alive connection. It knows just enough of the protocol for two
 * programs that talk in turns: the head, {@code Content-Length}, and nothing pipelined or chunked.
 *
 * <p>Not thread-safe.
 */
final class HttpMessage {
    private static final int LARGEST = 64 * 1024;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
    private static final int HEAD_PENDING = -1;

    private final byte[] bytes = new byte[LARGEST];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int body = HEAD_PENDING;
    private int end;

    /**
     * Reads what has arrived.
     *
     * @return whether the message is whole
     * @throws IOException when the peer closed the connection, or sent what this class does not read
     */
    boolean readFrom(ReadableByteChannel channel) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("closed by the peer");
        }
        if (body == HEAD_PENDING && !readHead()) {
            return false;
        }
        if (buffer.position() > end) {
            throw new IOException("more than one message at once");
        }
        return buffer.position() == end;
    }

    /** Makes room for the next message. */
    void clear() {
        buffer.clear();
        body = HEAD_PENDING;
    }

    boolean startsWith(byte[] prefix) {
        return buffer.position() >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Whether the body of a whole message holds {@code text} somewhere. */
    boolean bodyContains(byte[] text) {
        return indexOf(text, body, end) >= 0;
    }

    private boolean readHead() throws IOException {
        int headEnd = indexOf(HEAD_END, 0, buffer.position());
        if (headEnd < 0) {
            if (!buffer.hasRemaining()) {
                throw new IOException("head too large");
            }
            return false;
        }
        body = headEnd + HEAD_END.length;
        end = body + contentLength(headEnd);
        if (end > LARGEST) {
            throw new IOException("message too large");
        }
        return true;
    }

    private int contentLength(int headEnd) throws IOException {
        int at = indexOf(CONTENT_LENGTH, 0, headEnd);
        if (at < 0) {
            return 0;
        }
        int length = 0;
        for (int i = at + CONTENT_LENGTH.length; i < headEnd && bytes[i] != '\r'; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9' && length < LARGEST) {
                length = length * 10 + bytes[i] - '0';
            } else if (bytes[i] != ' ') {
                throw new IOException("unreadable content-length");
            }
        }
        return length;
    }

    /** Where {@code text} begins, or -1; letters match in either case, as header names do. */
    private int indexOf(byte[] text, int from, int to) {
        for (int start = from; start <= to - text.length; start++) {
            int matched = 0;
            while (matched < text.length && lowerCase(bytes[start + matched]) == lowerCase(text[matched])) {
                matched++;
            }
            if (matched == text.length) {
                return start;
            }
        }
        return -1;
    }

    private static int lowerCase(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}
