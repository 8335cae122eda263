package io.weir.adapter.out.salesforce.settings;

import java.net.URI;
import java.net.URISyntaxException;

/** The audience of a signed login. Salesforce compares the URL as text; it may differ from the login URL. */
public record Audience(String url) {
    private static final Audience PRODUCTION = new Audience("https://login.salesforce.com");
    private static final Audience SANDBOX = new Audience("https://test.salesforce.com");

    /** Throws {@link IllegalArgumentException} unless {@code url} is an {@code https} URL. */
    public Audience {
        if (!isHttps(url)) {
            throw new IllegalArgumentException("an audience is a URL such as https://login.salesforce.com");
        }
    }

    /** The audience that Salesforce expects at {@code loginUri}: one for all sandboxes, one for all other orgs. */
    public static Audience defaultFor(URI loginUri) {
        String host = Origin.of(loginUri).host();
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
}
