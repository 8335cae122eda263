package io.weir.adapter.out.sandbox;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.time.Instant;
import java.time.InstantSource;

/** Contact centres of 14 March 2026, made once and copied. */
public final class TestOrgs {
    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53Z");
    private static final SandboxOrg CONTACT_CENTRE = SandboxOrg.contactCentre(InstantSource.fixed(NOW));

    private TestOrgs() {}

    /** One whose clock stands at 09:26:53 in UTC. */
    public static SandboxOrg contactCentre() {
        return contactCentre(InstantSource.fixed(NOW));
    }

    public static SandboxOrg contactCentre(InstantSource clock) {
        return CONTACT_CENTRE.copy(clock);
    }
}
