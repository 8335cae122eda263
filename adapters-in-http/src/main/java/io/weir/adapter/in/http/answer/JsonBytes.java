package io.weir.adapter.in.http.answer;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A body of JSON in pieces, so that a large one is never copied, and sent with its length.
 *
 * <p>Not thread-safe.
 */
public final class JsonBytes extends OutputStream {
    private static final int SMALLEST_PIECE = 1 << 10;
    private static final int LARGEST_PIECE = 1 << 20;

    private final List<byte[]> full = new ArrayList<>(0);
    private byte[] piece = new byte[SMALLEST_PIECE];
    private int used;
    private long length;

    @Override
    public void write(int b) {
        if (used == piece.length) {
            startPiece();
        }
        piece[used++] = (byte) b;
        length++;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        int written = 0;
        while (written < count) {
            int part = room(count - written);
            System.arraycopy(bytes, from + written, piece, used, part);
            used += part;
            written += part;
        }
        length += count;
    }

    /** Writes {@code text} in quotes, as {@link JsonText} escapes it. */
    public void writeQuoted(String text) {
        write('"');
        for (int i = 0; i < text.length(); ) {
            int end = i;
            while (end < text.length() && JsonText.isPlain(text.charAt(end))) {
                end++;
            }
            writeAscii(text, i, end);
            i = end < text.length() ? end + writeSpecial(text.codePointAt(end)) : end;
        }
        write('"');
    }

    /** Writes a character that is not {@link JsonText#isPlain plain}; answers its length in a text. */
    private int writeSpecial(int codePoint) {
        String escape = JsonText.escape(codePoint);
        if (escape != null) {
            writeAscii(escape);
        } else {
            writeUtf8(codePoint);
        }
        return Character.charCount(codePoint);
    }

    /** Writes a character that is not in ASCII. */
    private void writeUtf8(int codePoint) {
        if (codePoint < 0x800) {
            write(0xC0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                write(0xE0 | (codePoint >> 12));
            } else {
                write(0xF0 | (codePoint >> 18));
                write(0x80 | ((codePoint >> 12) & 0x3F));
            }
            write(0x80 | ((codePoint >> 6) & 0x3F));
        }
        write(0x80 | (codePoint & 0x3F));
    }

    /** Writes {@code text}, which is ASCII, as it is. */
    public void writeAscii(String text) {
        writeAscii(text, 0, text.length());
    }

    /** Writes the characters of {@code text} from {@code begin} up to {@code end}, which are ASCII. */
    @SuppressWarnings("deprecation") // right for ASCII, and the only way to get at bytes without a new array
    private void writeAscii(String text, int begin, int end) {
        int written = begin;
        while (written < end) {
            int part = room(end - written);
            text.getBytes(written, written + part, piece, used);
            used += part;
            written += part;
        }
        length += end - begin;
    }

    /** How many of {@code wanted} bytes the current piece takes, at least 1; starts a piece if the last one is full. */
    private int room(int wanted) {
        if (used == piece.length) {
            startPiece();
        }
        return Math.min(wanted, piece.length - used);
    }

    private void startPiece() {
        full.add(piece);
        piece = new byte[Math.min(LARGEST_PIECE, piece.length * 4)];
        used = 0;
    }

    /** The number of bytes so far. */
    public long length() {
        return length;
    }

    /** Sends everything as the body of {@code response}. */
    public void sendTo(ServerResponse response) {
        if (full.isEmpty()) {
            response.send(piece, 0, used);
            return;
        }
        response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, length));
        try (var out = response.outputStream()) {
            for (byte[] whole : full) {
                out.write(whole);
            }
            out.write(piece, 0, used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in one array. */
    public byte[] toByteArray() {
        byte[] all = new byte[Math.toIntExact(length)];
        int at = 0;
        for (byte[] whole : full) {
            System.arraycopy(whole, 0, all, at, whole.length);
            at += whole.length;
        }
        System.arraycopy(piece, 0, all, at, used);
        return all;
    }
}
