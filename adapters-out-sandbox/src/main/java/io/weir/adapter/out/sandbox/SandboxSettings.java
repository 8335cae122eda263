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
 * @param pageSize the most rows of a page where a request does not ask for another number, 1 to 2,000
 * @param appKeys the keys in the app's certificates, which sign logins by JWT bearer; without any there are no such logins
 * @param faults how it misbehaves, until it is told otherwise
 */
public record SandboxSettings(
        int port, Duration inactivity, long dailyApiRequests, int pageSize, List<RSAPublicKey> appKeys, Faults faults) {
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final long DEVELOPER_EDITION = 15_000;
    private static final int MAX_PAGE_SIZE = 2_000;

    /** Throws {@link IllegalArgumentException} for a port that is none, a lifetime or allocation below one, or no such page. */
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
        if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException("a page has 1 to %d rows, not %d".formatted(MAX_PAGE_SIZE, pageSize));
        }
    }

    /** Salesforce's defaults for a Developer Edition org, on {@code port}. */
    public static SandboxSettings onPort(int port) {
        return new SandboxSettings(port, TWO_HOURS, DEVELOPER_EDITION, MAX_PAGE_SIZE, List.of(), Faults.NONE);
    }

    /** The same with pages of {@code rows} rows at most, as Salesforce's are smaller too where rows are wide. */
    public SandboxSettings withPageSize(int rows) {
        return new SandboxSettings(port, inactivity, dailyApiRequests, rows, appKeys, faults);
    }

    /** The same with {@code key} as the only one of the app. */
    public SandboxSettings withAppKey(RSAPublicKey key) {
        return new SandboxSettings(port, inactivity, dailyApiRequests, pageSize, List.of(key), faults);
    }

    /** The same with these faults. */
    public SandboxSettings withFaults(Faults others) {
        return new SandboxSettings(port, inactivity, dailyApiRequests, pageSize, appKeys, others);
    }
}
