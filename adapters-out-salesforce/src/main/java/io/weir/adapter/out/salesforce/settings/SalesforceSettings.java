package io.weir.adapter.out.salesforce.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which org Weir asks, and how long it waits for it.
 *
 * @param loginUri where tokens come from, without a path: {@code https://acme.my.salesforce.com}
 * @param apiVersion such as {@code 66.0}
 * @param allowedHosts hosts, beside Salesforce's own, that a token response may send Weir to; one that begins with a dot
 *     stands for all hosts that end with it
 * @param connectTimeout how long a TCP connection may take
 * @param readTimeout the longest silence of Salesforce in the middle of a request: until the headers are there, then from one piece
 *     of the body, such as a chunk, to the next
 * @param loginTimeout how long a login may take in all
 * @param idleConnections how many unused connections are kept, at most
 * @param idleTime how long an unused connection is kept
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
     * Throws {@link IllegalArgumentException} for a login URI that is not {@code https}, except on loopback, or that has more
     * than a scheme, a host and a port; for an API version that is none; for a time or number that is not positive.
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
            throw new IllegalArgumentException("at least one idle connection is kept, not " + idleConnections);
        }
    }

    /** The usual settings for an org: API version 66.0 and times that suit a caller on the phone. */
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
            throw new IllegalArgumentException("a %s is positive, not %s".formatted(name, time));
        }
    }
}
