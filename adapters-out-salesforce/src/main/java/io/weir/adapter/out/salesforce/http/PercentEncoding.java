package io.weir.adapter.out.salesforce.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Writes text so that a URI carries it unchanged: UTF-8, all characters but RFC 3986's unreserved ones as {@code %XX}.
 */
public final class PercentEncoding {
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private PercentEncoding() {}

    /**
     * {@code prefix} as it is, then {@code text} encoded. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
     */
    public static String append(String prefix, String text) {
        String form = URLEncoder.encode(LONE_SURROGATE.matcher(text).replaceAll("\ufffd"), StandardCharsets.UTF_8);
        // a form differs from a URI in these three
        return prefix + form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
