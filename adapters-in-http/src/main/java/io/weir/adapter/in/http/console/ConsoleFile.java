package io.weir.adapter.in.http.console;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A static file of the console. Its entity tag is a hash of its content. */
final class ConsoleFile {
    private static final int TAG_BYTES = 16;

    private final byte[] content;
    private final Header type;
    private final Header tag;

    /** The file of this name, which must have one of the endings that the console serves. */
    ConsoleFile(String name, byte[] content) {
        this.content = content;
        this.type = HeaderValues.create(HeaderNames.CONTENT_TYPE, type(name.substring(name.lastIndexOf('.') + 1)));
        this.tag = HeaderValues.create(HeaderNames.ETAG, '"' + hash(content) + '"');
    }

    /** Sends the file, or to HEAD its headers. */
    void sendTo(ServerRequest request, ServerResponse response) {
        response.header(tag);
        if (isKnownIn(request.headers())) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(type);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, content.length));
            response.send();
        } else {
            response.send(content);
        }
    }

    /** Whether the client already has this file. No tag contains a comma. */
    private boolean isKnownIn(Headers headers) {
        return headers.all(HeaderNames.IF_NONE_MATCH, List::of).stream()
                .flatMap(known -> Stream.of(known.split(",")))
                .map(known -> known.strip().replaceFirst("^W/", ""))
                .anyMatch(known -> known.equals(tag.get()) || known.equals("*"));
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
