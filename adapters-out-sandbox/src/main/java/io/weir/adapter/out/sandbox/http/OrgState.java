package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.login.Identity;
import io.weir.adapter.out.sandbox.login.RefreshTokens;
import io.weir.adapter.out.sandbox.login.Sessions;
import io.weir.adapter.out.sandbox.login.SoapLogin;
import io.weir.adapter.out.sandbox.login.TokenEndpoint;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.rule.OrgRules;
import io.weir.adapter.out.sandbox.write.WriteRules;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * What a reset of the sandbox begins anew: the org with its sessions, tokens and counts. Thread-safe.
 *
 * @param requests the number of requests below {@code /services/data}
 */
record OrgState(
        Sessions sessions,
        ApiLimits limits,
        RefreshTokens refreshTokens,
        Identity identity,
        TokenEndpoint tokens,
        SoapLogin soapLogin,
        DataApi data,
        WriteRules writeRules,
        AtomicLong requests) {
    static OrgState of(SandboxOrg org, SandboxSettings settings, InstantSource clock, RandomGenerator random) {
        var sessions = new Sessions(clock, settings.inactivity(), random);
        var limits = new ApiLimits(settings.dailyApiRequests());
        var refreshTokens = new RefreshTokens(random);
        var identity = new Identity(org, clock);
        var writeRules = new WriteRules();
        OrgRules.addTo(writeRules, org);
        return new OrgState(
                sessions,
                limits,
                refreshTokens,
                identity,
                new TokenEndpoint(identity, sessions, refreshTokens, settings.appKeys(), clock),
                new SoapLogin(identity, sessions),
                new DataApi(org, settings, sessions, limits, clock.instant(), writeRules),
                writeRules,
                new AtomicLong());
    }
}
