package io.weir.adapter.out.sandbox;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;

/**
 * How the sandbox's HTTP API behaves.
 *
 * @param port where it listens on the loopback interface; 0 for any free port
 * @param inactivity how long an access token lives without use
 * @param dailyApiRequests the org's API allocation, as the limits header tells it
 * @param appKeys the keys in the app's certificates, which sign logins by JWT bearer; without any there are no such logins
 */
public record SandboxSettings(int port, Duration inactivity, long dailyApiRequests, List<RSAPublicKey> appKeys) {
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final long DEVELOPER_EDITION = 15_000;

    /** Throws {@link IllegalArgumentException} for a port that is none, or a lifetime or allocation below one. */
    public SandboxSettings {
        appKeys = List.copyOf(appKeys);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (!inactivity.isPositive()) {
            throw new IllegalArgumentException("a token lives for some time, not " + inactivity);
        }
        if (dailyApiRequests < 1) {
            throw new IllegalArgumentException("an org may make requests, not " + dailyApiRequests);
        }
    }

    /** Salesforce's defaults for a Developer Edition org, on {@code port}. */
    public static SandboxSettings onPort(int port) {
        return new SandboxSettings(port, TWO_HOURS, DEVELOPER_EDITION, List.of());
    }

    /** The same with {@code key} as the only one of the app. */
    public SandboxSettings withAppKey(RSAPublicKey key) {
        return new SandboxSettings(port, inactivity, dailyApiRequests, List.of(key));
    }
}
