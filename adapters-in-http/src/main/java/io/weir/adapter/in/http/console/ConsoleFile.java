package io.weir.adapter.in.http.console;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A static file of the console. Its entity tag is a hash of its content. */
record ConsoleFile(byte[] content, Header type, Header tag) {
    private static final int TAG_BYTES = 16;

    /** The file of this name, which must have one of the endings that the console serves. */
    static ConsoleFile of(String name, byte[] content) {
        return new ConsoleFile(
                content,
                HeaderValues.create(HeaderNames.CONTENT_TYPE, type(name.substring(name.lastIndexOf('.') + 1))),
                HeaderValues.create(HeaderNames.ETAG, '"' + hash(content) + '"'));
    }

    private static String type(String ending) {
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("not a kind of console file: " + ending);
        };
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
