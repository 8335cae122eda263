package io.weir.adapter.out.salesforce.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.weir.adapter.out.salesforce.settings.Origin;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The response to one request, with its body unread. Not thread-safe. */
public final class Answer {
    private final Http1ClientResponse response;
    private final Origin origin;
    private final InputStream raw;

    /** @param heard runs for every piece of the body that arrives */
    Answer(Http1ClientResponse response, Origin origin, Runnable heard) {
        this.response = response;
        this.origin = origin;
        // these have no body, and the client would wait for the end of one
        boolean bodiless = status() == 204 || status() == 304;
        this.raw = bodiless
                ? InputStream.nullInputStream()
                : new Body(
                        response.inputStream(),
                        response.headers().contentLength().orElse(Long.MAX_VALUE),
                        heard);
    }

    /** The server that answered. */
    public Origin origin() {
        return origin;
    }

    public int status() {
        return response.status().code();
    }

    /** The header's value; empty text if there is none. */
    public String header(HeaderName name) {
        return response.headers().first(name).orElse("");
    }

    /** The body, decompressed. Call it once. */
    public InputStream body() throws IOException {
        boolean compressed = header(HeaderNames.CONTENT_ENCODING).equalsIgnoreCase("gzip");
        return compressed ? new GZIPInputStream(raw, 8192) : raw;
    }

    /** Reads to the end of the body, after which the connection can be reused. */
    public void finish() throws IOException {
        byte[] rest = new byte[64];
        for (int i = 0; i < 128 && raw.read(rest) >= 0; i++) {
            // skips white space; after too much of it the connection is closed instead
        }
    }

    /** Translates the client's unchecked exceptions for a broken connection into one checked exception. */
    private static final class Body extends FilterInputStream {
        private final Runnable heard;
        private long left;

        Body(InputStream in, long length, Runnable heard) {
            super(in);
            this.left = length;
            this.heard = heard;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                // the client takes an array as large as what it is asked for
                int read = in.read(buffer, offset, left < length ? Math.max(1, (int) left) : length);
                left -= Math.max(0, read);
                heard.run();
                return read;
            } catch (RuntimeException e) {
                // unchecked IO, illegal state or argument, insufficient data: all mean the same here
                throw new IOException("the connection broke inside an answer");
            }
        }
    }
}
