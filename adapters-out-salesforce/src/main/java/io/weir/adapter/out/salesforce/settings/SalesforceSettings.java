package io.weir.adapter.out.salesforce.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The org that Weir queries, and the limits of its connections.
 *
 * @param loginUri the origin of the token endpoint, such as {@code https://acme.my.salesforce.com}
 * @param apiVersion such as {@code 66.0}
 * @param allowedHosts hosts that a token response may name in addition to Salesforce's; a leading dot allows all hosts
 *     that end with the text
 * @param connectTimeout the time limit of a TCP connection
 * @param readTimeout the longest wait for the headers of an answer, and for each part of its body
 * @param loginTimeout the time limit of a login, including repetitions
 * @param idleConnections the greatest number of idle connections that are kept
 * @param idleTime how long an idle connection is kept
 */
public record SalesforceSettings(
        URI loginUri,
        Credentials credentials,
        String apiVersion,
        List<String> allowedHosts,
        Duration connectTimeout,
        Duration readTimeout,
        Duration loginTimeout,
        int idleConnections,
        Duration idleTime) {
    private static final Pattern VERSION = Pattern.compile("\\d{2,3}\\.0");

    /**
     * Throws {@link IllegalArgumentException} for a login URI that is not {@code https}, except on loopback, or is not
     * an origin; for a malformed API version; for a time or number that is not positive.
     */
    public SalesforceSettings {
        allowedHosts = List.copyOf(allowedHosts);
        if (!Origin.isOrigin(loginUri) || !(Origin.isHttps(loginUri) || Origin.isLoopback(loginUri))) {
            throw new IllegalArgumentException(
                    "a login URL is https://host or, on this machine only, http://host; it has no path, query or user");
        }
        if (!VERSION.matcher(apiVersion).matches()) {
            throw new IllegalArgumentException("not an API version such as 66.0: '%s'".formatted(apiVersion));
        }
        requirePositive(connectTimeout, "connect timeout");
        requirePositive(readTimeout, "read timeout");
        requirePositive(loginTimeout, "login timeout");
        requirePositive(idleTime, "idle time");
        if (idleConnections < 1) {
            throw new IllegalArgumentException("at least one idle connection must be kept, not " + idleConnections);
        }
    }

    /** The default settings for an org: API version 66.0, and timeouts that suit a caller on the phone. */
    public static SalesforceSettings of(URI loginUri, Credentials credentials) {
        return new SalesforceSettings(
                loginUri,
                credentials,
                "66.0",
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                256,
                Duration.ofSeconds(45));
    }

    /**
     * Names the org without a call, alike in all Weirs with this configuration. The same org may have several names,
     * but no name is that of two orgs, unless one app was given refresh tokens of both at the same login URL: usernames
     * are unique across Salesforce, and the client-credentials flow needs the org's My Domain.
     */
    public String org() {
        String host = Origin.of(loginUri).authority();
        return switch (credentials) {
            case Credentials.ClientCredentials _ -> host;
            case Credentials.RefreshToken refresh -> refresh.clientId() + "@" + host;
            case Credentials.JwtBearer jwt -> userOf(jwt.username(), host);
            case Credentials.UsernamePassword user -> userOf(user.username(), host);
        };
    }

    private static String userOf(String username, String host) {
        return username.toLowerCase(Locale.ROOT) + "@" + host;
    }

    public SalesforceSettings withApiVersion(String version) {
        return new SalesforceSettings(
                loginUri,
                credentials,
                version,
                allowedHosts,
                connectTimeout,
                readTimeout,
                loginTimeout,
                idleConnections,
                idleTime);
    }

    public SalesforceSettings withAllowedHosts(List<String> hosts) {
        return new SalesforceSettings(
                loginUri,
                credentials,
                apiVersion,
                hosts,
                connectTimeout,
                readTimeout,
                loginTimeout,
                idleConnections,
                idleTime);
    }

    private static void requirePositive(Duration time, String name) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("the %s must be positive, not %s".formatted(name, time));
        }
    }
}
