package io.weir.adapter.out.sandbox;

import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.write.WriteRules;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Serves a contact centre of 14 March 2026 until the end of a test. */
public final class ContactCentreServer implements AfterEachCallback {
    private final MutableClock clock;
    private final SandboxOrg org;
    private final SandboxServer server;

    /**
     * @param now the time at which the clock stands until a test advances it
     */
    public ContactCentreServer(String now) {
        this.clock = new MutableClock(Instant.parse(now));
        this.org = TestOrgs.contactCentre(clock);
        this.server = SandboxServer.start(org, SandboxSettings.onPort(0), clock, new SplittableRandom(7));
    }

    public MutableClock clock() {
        return clock;
    }

    public SandboxOrg org() {
        return org;
    }

    public WriteRules writeRules() {
        return server.writeRules();
    }

    /** The number of API calls that the org has counted. */
    public long apiCalls() {
        return server.apiCalls();
    }

    /** A client that has just logged in. */
    public ApiClient logIn() {
        return new ApiClient(server.baseUri());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop();
    }
}
