package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.actiontest.ActionTest;
import io.weir.adapter.in.http.actiontest.ActionTest.GivenRow;
import io.weir.adapter.out.sandbox.file.InvalidOrgData;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orgs that tests run on. Not thread-safe. */
final class TestOrgs {
    private final TestDefaults defaults;
    private final Map<Optional<Instant>, SandboxOrg> samples = new HashMap<>();

    TestOrgs(TestDefaults defaults) {
        this.defaults = defaults;
    }

    /** The org of {@code test}, with its records or those of the sandbox; throws {@link InvalidOrgData}. */
    SandboxOrg of(ActionTest test) {
        return test.given()
                .map(rows -> given(rows, clock(test)))
                .orElseGet(() -> samples.computeIfAbsent(test.now(), _ -> sample(clock(test))));
    }

    /** The clock of {@code test}. */
    InstantSource clock(ActionTest test) {
        return test.now().<InstantSource>map(InstantSource::fixed).orElse(defaults.clock());
    }

    private SandboxOrg sample(InstantSource time) {
        return defaults.org()
                .map(files -> SandboxOrg.from(files, time))
                .orElseGet(() -> SandboxOrg.contactCentre(time));
    }

    private SandboxOrg given(List<GivenRow> rows, InstantSource time) {
        var org = SandboxOrg.builder(time);
        defaults.org().ifPresentOrElse(org::objectsOf, org::withCustomObjects);
        rows.forEach(row -> org.recordAt(row.place().toString(), row.object(), row.name(), row.values()));
        return org.build();
    }
}
