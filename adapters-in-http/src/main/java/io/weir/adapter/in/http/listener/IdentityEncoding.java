package io.weir.adapter.in.http.listener;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.util.Set;

/** No encoding at all, said aloud: without it the web server refuses {@code Content-Encoding: identity}. */
final class IdentityEncoding implements ContentEncoding {
    @Override
    public Set<String> ids() {
        return Set.of("identity");
    }

    @Override
    public boolean supportsEncoding() {
        return false;
    }

    @Override
    public boolean supportsDecoding() {
        return true;
    }

    @Override
    public ContentDecoder decoder() {
        return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
        return ContentEncoder.NO_OP;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String type() {
        return "identity";
    }
}
