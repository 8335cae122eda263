package io.weir.adapter.out.salesforce.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom a signed login is for. Salesforce compares the URL as text, and it need not be where the login is sent. */
public record Audience(String url) {
    private static final Audience PRODUCTION = new Audience("https://login.salesforce.com");
    private static final Audience SANDBOX = new Audience("https://test.salesforce.com");

    /** Throws {@link IllegalArgumentException} for anything but an {@code https} URL. */
    public Audience {
        if (!isHttps(url)) {
            throw new IllegalArgumentException("an audience is a URL such as https://login.salesforce.com");
        }
    }

    /** What Salesforce takes at {@code loginUri}: one audience for all sandboxes, one for everything else. */
    public static Audience defaultFor(URI loginUri) {
        String host = lower(loginUri.getHost());
        return host.equals("test.salesforce.com") || host.endsWith(".sandbox.my.salesforce.com") ? SANDBOX : PRODUCTION;
    }

    private static boolean isHttps(String url) {
        try {
            var uri = new URI(url);
            return Origin.isHttps(uri) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String lower(@Nullable String host) {
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
