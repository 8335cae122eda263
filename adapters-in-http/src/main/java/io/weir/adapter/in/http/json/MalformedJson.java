package io.weir.adapter.in.http.json;

/** A text that is not JSON, or JSON that is nested too deeply; the message says where, without quoting the text. */
public final class MalformedJson extends RuntimeException {
    MalformedJson(String message) {
        // no stack trace: callers may send many such texts
        super(message, null, false, false);
    }
}
