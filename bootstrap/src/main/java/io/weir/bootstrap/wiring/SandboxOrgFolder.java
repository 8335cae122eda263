package io.weir.bootstrap.wiring;

import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.rule.OrgRules;
import io.weir.bootstrap.config.InvalidConfig;
import java.nio.file.Path;
import java.time.InstantSource;

/** Reads the folder with the org of the sandbox. */
public final class SandboxOrgFolder {
    private SandboxOrgFolder() {}

    /** Throws {@link InvalidConfig} that says what is wrong with the org in {@code folder}, if it cannot be used. */
    public static void check(Path folder, InstantSource clock) {
        SandboxOrg _ = read(folder, clock);
    }

    /** The org in {@code folder}; throws {@link InvalidConfig} that says what is wrong with it. */
    public static SandboxOrg read(Path folder, InstantSource clock) {
        try {
            var org = SandboxOrg.from(folder, clock);
            OrgRules.check(org);
            return org;
        } catch (InvalidOrgData invalid) {
            throw new InvalidConfig(invalid.problems().stream()
                    .map(problem -> "the org in %s: %s".formatted(folder, problem))
                    .toList());
        }
    }
}
