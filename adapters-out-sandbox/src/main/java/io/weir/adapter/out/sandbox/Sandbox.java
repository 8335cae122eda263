package io.weir.adapter.out.sandbox;

import io.weir.adapter.out.sandbox.call.RecordedCall;
import io.weir.adapter.out.sandbox.fault.Fault;
import io.weir.adapter.out.sandbox.fault.FaultTarget;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.login.TokenEndpoint;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.write.WriteRules;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A Salesforce org for tests: a server on the loopback interface that speaks Salesforce's HTTP API, with an org in
 * memory.
 *
 * <p>It records the calls that it receives, fails on demand, and has a clock that a test can set. It logs only its own
 * failures. All methods are thread-safe, and none blocks on a request.
 */
public final class Sandbox implements AutoCloseable {
    /** The time at which the clock of a sandbox stands unless a test says otherwise, a Saturday. */
    public static final Instant DEFAULT_TIME = Instant.parse("2026-01-31T10:00:00Z");

    private static final int RECORDED_CALLS = 10_000;
    private static final AtomicLong STARTED = new AtomicLong();

    private final Function<InstantSource, SandboxOrg> source;
    private final InstantSource start;
    private final SandboxClock clock;
    private final SandboxServer server;
    private volatile SandboxOrg org;

    private Sandbox(Function<InstantSource, SandboxOrg> source, SandboxSettings settings, InstantSource start) {
        HelidonLog.silence();
        this.source = source;
        this.start = start;
        this.clock = new SandboxClock(start);
        this.org = source.apply(clock);
        var recording = settings.recordedCalls() == 0 ? settings.withRecordedCalls(RECORDED_CALLS) : settings;
        // Predictable tokens do no harm here; those of several sandboxes differ.
        this.server = SandboxServer.start(org, recording, clock, new Random(STARTED.incrementAndGet()));
        server.issueRefreshToken();
    }

    /** Starts a sandbox with a contact centre's org on any free port, at {@link #DEFAULT_TIME}. */
    public static Sandbox start() {
        return start(SandboxOrg::contactCentre);
    }

    /**
     * Starts a sandbox on any free port, at {@link #DEFAULT_TIME}.
     *
     * @param org makes the org, at the start and at each {@link #reset}; takes the clock of the sandbox
     */
    public static Sandbox start(Function<InstantSource, SandboxOrg> org) {
        return start(org, SandboxSettings.onPort(0), InstantSource.fixed(DEFAULT_TIME));
    }

    /**
     * Starts a sandbox. Throws {@link io.weir.adapter.out.sandbox.http.SandboxCannotListen} when the port is taken.
     *
     * @param org makes the org, at the start and at each {@link #reset}; takes the clock of the sandbox
     * @param settings the settings of the API; without a number of recorded calls, the last 10,000 are recorded
     * @param clock the clock that the sandbox follows until its own is set
     */
    public static Sandbox start(
            Function<InstantSource, SandboxOrg> org, SandboxSettings settings, InstantSource clock) {
        return new Sandbox(org, settings, clock);
    }

    /** The login URL and the instance URL: {@code http://127.0.0.1:} and the port. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** The clock of the org: of date literals such as {@code TODAY}, of the dates of records, of access tokens. */
    public SandboxClock clock() {
        return clock;
    }

    /** The client id of the only app, for all flows. */
    public String clientId() {
        return TokenEndpoint.CLIENT_ID;
    }

    public String clientSecret() {
        return TokenEndpoint.CLIENT_SECRET;
    }

    /** The name of the only user. */
    public String username() {
        return org.runningUser().username();
    }

    /** The password of the user; a security token may follow it. */
    public String password() {
        return TokenEndpoint.PASSWORD;
    }

    /** The refresh token that is valid now. A start and a reset issue a new one, and each use replaces it. */
    public String refreshToken() {
        return server.refreshToken();
    }

    /** A new access token, for a test that does not want to log in. */
    public String accessToken() {
        return server.issueAccessToken();
    }

    /** The org that is served. */
    public SandboxOrg org() {
        return org;
    }

    /**
     * The org's own rules of writes: validation, duplicates, assignment, locked rows. After a start and a reset, those of
     * its folder.
     */
    public WriteRules writeRules() {
        return server.writeRules();
    }

    /** The recorded calls in the order in which they arrived, logins included. */
    public List<RecordedCall> calls() {
        return server.calls();
    }

    /** The SOQL statements of all recorded calls, in the order in which they arrived. */
    public List<String> soql() {
        return server.calls().stream().flatMap(call -> call.soql().stream()).toList();
    }

    /** The number of calls so far that count against the org's daily allocation. */
    public long apiCalls() {
        return server.apiCalls();
    }

    /** The number of access tokens issued so far. */
    public int logins() {
        return server.logins();
    }

    /** Ends all access tokens: the next call with one of them is answered 401. */
    public void expireTokens() {
        server.expireTokens();
    }

    /**
     * Replaces the injected faults, such as {@code 503=0.2}, {@code Contact:unable-to-lock-row=#1..2} and
     * {@code latency=50ms}; none ends them. docs/drill.md lists all faults. Throws {@link IllegalArgumentException}
     * for an invalid fault, and changes nothing then.
     */
    public void inject(String... faults) {
        server.inject(Faults.of(List.of(faults)));
    }

    /**
     * Injects a fault once, such as {@code 503}, {@code login:invalid-grant} or {@code Contact:drop}, into the next
     * call that it covers. Several are injected in order. Throws {@link IllegalArgumentException} for an unknown fault.
     */
    public void next(String fault) {
        server.next(FaultTarget.parse(fault));
    }

    /** Answers the next call below {@code /services/data} with this error. */
    public void next(int status, String errorCode, String message) {
        server.next(new FaultTarget(Fault.RequestKind.DATA, "", Fault.apiError(status, errorCode, message)));
    }

    /**
     * Begins anew with another org of the same source: records, tokens, counts, recorded calls, faults and the clock
     * are as after the start. The address stays the same.
     */
    public void reset() {
        clock.follow(start);
        org = source.apply(clock);
        server.reset(org);
        server.issueRefreshToken();
    }

    /** Stops serving. */
    @Override
    public void close() {
        server.stop();
    }
}
