package io.weir.adapter.in.http.exchange;

import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads form data, {@code name=value&name=value}. Ignores empty parts. */
public final class FormBody {
    public static final int MAX_PAIRS = 200;

    private final String text;

    private FormBody(String text) {
        this.text = text;
    }

    /**
     * Whether {@code body} is a form. The Content-Type does not tell, because flows send JSON as
     * {@code application/x-www-form-urlencoded} too; but no input's name begins like JSON.
     */
    public static boolean isForm(String body) {
        String text = body.strip();
        return !text.isEmpty() && "{[\"".indexOf(text.charAt(0)) < 0 && text.indexOf('=') >= 0;
    }

    /** The values by name, in order; throws {@link RequestRefused} for a malformed form. */
    public static Map<String, List<String>> values(String body) {
        return new FormBody(body.strip()).values();
    }

    private Map<String, List<String>> values() {
        var values = new LinkedHashMap<String, List<String>>();
        int pairs = 0;
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end == start) {
                start++;
                continue;
            }
            int equals = text.indexOf('=', start);
            if (equals < 0 || equals >= end) {
                throw refused("a name without '='", start);
            }
            values.computeIfAbsent(decoded(start, equals), _ -> new ArrayList<>())
                    .add(decoded(equals + 1, end));
            if (++pairs > MAX_PAIRS) {
                throw refused("more than %d names".formatted(MAX_PAIRS), start);
            }
            start = end + 1;
        }
        return values;
    }

    private String decoded(int start, int end) {
        String part = text.substring(start, end);
        if (part.indexOf('%') < 0) {
            return part.replace('+', ' ');
        }
        var bytes = new ByteArrayOutputStream(part.length());
        int at = start;
        while (at < end) {
            int codePoint = text.codePointAt(at);
            if (codePoint == '%') {
                bytes.write(octet(at, end));
                at += 3;
            } else {
                bytes.writeBytes(
                        Character.toString(codePoint == '+' ? ' ' : codePoint).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(codePoint);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw refused("a percent-encoded text that is not UTF-8", start);
        }
    }

    private int octet(int at, int end) {
        int high = at + 2 < end ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < end ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw refused("a '%' without two hexadecimal digits; the sign itself is %25", at);
        }
        return high * 16 + low;
    }

    private static RequestRefused refused(String found, int offset) {
        return new RequestRefused(
                ErrorCode.INVALID_REQUEST, "neither JSON nor a form: %s (offset %d)".formatted(found, offset));
    }
}
