package io.weir.adapter.out.salesforce.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The origin of a URL: scheme, host in lower case, port. */
public record Origin(String scheme, String host, int port) {
    /** 127.0.0.0/8 in four decimal parts: {@code 127.evil.example} is a name, not an address. */
    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private static final int LAST_PORT = 65_535;

    /** The origin of a URI that {@link #isOrigin} accepts. */
    public static Origin of(URI uri) {
        String scheme = lower(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, lower(uri.getHost()), port);
    }

    /** The origin that {@code url} names with nothing but an optional slash after it; empty for any other text. */
    public static Optional<Origin> parse(String url) {
        try {
            var uri = new URI(url);
            return isOrigin(uri) ? Optional.of(of(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether {@code uri} is an absolute http(s) URI with only a host and an optional port. */
    public static boolean isOrigin(URI uri) {
        String scheme = lower(uri.getScheme());
        String path = uri.getRawPath();
        return (scheme.equals("https") || scheme.equals("http"))
                && uri.getHost() != null
                && (uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= LAST_PORT))
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (path == null || path.isEmpty() || path.equals("/"));
    }

    static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether {@code uri} names this machine, by a name or an address that no resolver can redirect. */
    static boolean isLoopback(URI uri) {
        return isLoopbackHost(lower(uri.getHost()));
    }

    public boolean isLoopback() {
        return isLoopbackHost(host);
    }

    public boolean isHttps() {
        return scheme.equals("https");
    }

    /** The value of the {@code Host} header: without a port that the scheme implies. */
    public String authority() {
        boolean implied = port == (isHttps() ? 443 : 80);
        return implied ? host : host + ":" + port;
    }

    private static boolean isLoopbackHost(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK_IPV4.matcher(host).matches();
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
