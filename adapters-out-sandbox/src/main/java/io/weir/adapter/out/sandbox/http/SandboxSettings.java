package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.fault.Faults;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the sandbox's HTTP API.
 *
 * @param host the address to listen on
 * @param port the port, 0 to 65,535; 0 for any free port
 * @param inactivity how long an unused access token stays valid
 * @param dailyApiRequests the org's daily API allocation, as reported in {@code Sforce-Limit-Info}
 * @param pageSize the maximum number of rows per page, 1 to 2,000, unless a request sets another batch size
 * @param appKeys the public keys of the app for the JWT bearer flow; empty to disable the flow
 * @param faults the faults to inject after the start
 * @param searchIndexDelay the time from a record's last modification until searches find it; 0 or more
 * @param recordedCalls the number of latest calls to record for {@link SandboxServer#calls}; 0 to record none
 */
public record SandboxSettings(
        String host,
        int port,
        Duration inactivity,
        long dailyApiRequests,
        int pageSize,
        List<RSAPublicKey> appKeys,
        Faults faults,
        Duration searchIndexDelay,
        int recordedCalls) {
    /** The address of this machine, for programs on it alone. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final long DEVELOPER_EDITION_REQUESTS = 15_000;
    private static final int MAX_PAGE_SIZE = 2_000;

    /** Throws {@link IllegalArgumentException} for a value out of range. */
    public SandboxSettings {
        appKeys = List.copyOf(appKeys);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be 0 to 65535, not " + port);
        }
        if (!inactivity.isPositive()) {
            throw new IllegalArgumentException("the lifetime of tokens must be positive, not " + inactivity);
        }
        if (dailyApiRequests < 1) {
            throw new IllegalArgumentException("the daily API requests must be positive, not " + dailyApiRequests);
        }
        if (searchIndexDelay.isNegative()) {
            throw new IllegalArgumentException("the search index delay must not be negative: " + searchIndexDelay);
        }
        if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
            throw new IllegalArgumentException(
                    "the page size must be 1 to %d rows, not %d".formatted(MAX_PAGE_SIZE, pageSize));
        }
        if (recordedCalls < 0) {
            throw new IllegalArgumentException("the recorded calls must not be negative: " + recordedCalls);
        }
    }

    /** Salesforce's defaults for a Developer Edition org, on {@code port} of {@link #LOOPBACK}. Records no calls. */
    public static SandboxSettings onPort(int port) {
        return new SandboxSettings(
                LOOPBACK, port, TWO_HOURS, DEVELOPER_EDITION_REQUESTS, MAX_PAGE_SIZE, List.of(), Faults.NONE, Duration.ZERO, 0);
    }

    /** A copy that listens on {@code address}; {@code 0.0.0.0} admits other machines. */
    public SandboxSettings withHost(String address) {
        return new SandboxSettings(address, port, inactivity, dailyApiRequests, pageSize, appKeys, faults, searchIndexDelay, recordedCalls);
    }

    /** A copy in which an unused access token stays valid for {@code time}. */
    public SandboxSettings withInactivity(Duration time) {
        return new SandboxSettings(host, port, time, dailyApiRequests, pageSize, appKeys, faults, searchIndexDelay, recordedCalls);
    }

    /** A copy with this daily API allocation. */
    public SandboxSettings withDailyApiRequests(long requests) {
        return new SandboxSettings(host, port, inactivity, requests, pageSize, appKeys, faults, searchIndexDelay, recordedCalls);
    }

    /** A copy with pages of at most {@code rows} rows. */
    public SandboxSettings withPageSize(int rows) {
        return new SandboxSettings(host, port, inactivity, dailyApiRequests, rows, appKeys, faults, searchIndexDelay, recordedCalls);
    }

    /** A copy with {@code key} as the only key of the app. */
    public SandboxSettings withAppKey(RSAPublicKey key) {
        return new SandboxSettings(host, port, inactivity, dailyApiRequests, pageSize, List.of(key), faults, searchIndexDelay, recordedCalls);
    }

    /** A copy with these faults. */
    public SandboxSettings withFaults(Faults replacement) {
        return new SandboxSettings(host, port, inactivity, dailyApiRequests, pageSize, appKeys, replacement, searchIndexDelay, recordedCalls);
    }

    /** A copy in which searches find a record only {@code delay} after its last modification. */
    public SandboxSettings withSearchIndexDelay(Duration delay) {
        return new SandboxSettings(host, port, inactivity, dailyApiRequests, pageSize, appKeys, faults, delay, recordedCalls);
    }

    /** A copy that records this number of latest calls. */
    public SandboxSettings withRecordedCalls(int calls) {
        return new SandboxSettings(host, port, inactivity, dailyApiRequests, pageSize, appKeys, faults, searchIndexDelay, calls);
    }
}
