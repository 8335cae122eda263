package io.weir.application.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.FakeSchema;
import io.weir.application.ScriptedOrg;
import io.weir.application.check.CheckResult.Verdict;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CheckOrgTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));

    private final FakeOrg org = new FakeOrg();
    private final ScriptedOrg queries = new ScriptedOrg(1, 1);

    private static final class FakeOrg implements OrgStatus {
        private Supplier<List<String>> versions = () -> List.of("31.0", "65.0", "66.0", "68.0");
        private Runnable login = () -> {};
        private Supplier<List<OrgLimit>> limits = () -> List.of(new OrgLimit("DailyApiRequests", 1_000, 900));

        @Override
        public List<String> apiVersions(RunMeter meter) {
            return versions.get();
        }

        @Override
        public void logIn(RunMeter meter) {
            login.run();
        }

        @Override
        public List<OrgLimit> limits(RunMeter meter) {
            return limits.get();
        }
    }

    @Test
    void saysThatAllIsWell() {
        assertThat(check("66.0"))
                .extracting(CheckResult::subject)
                .containsExactly("API version", "login", "API requests", "rights", "query");
        assertThat(result("API version").detail()).isEqualTo("66.0 of 68.0");
        assertThat(result("login").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result("API requests").detail()).isEqualTo("900 of 1000 are left today");
        assertThat(result("query"))
                .returns(Verdict.PASSED, CheckResult::verdict)
                .returns("Salesforce answered with a Contact", CheckResult::detail);
    }

    @Test
    void aVersionThatTheOrgLacksFails() {
        assertThat(check("69.0").getFirst())
                .returns(Verdict.FAILED, CheckResult::verdict)
                .returns("the org does not serve 69.0, but 31.0 to 68.0", CheckResult::detail)
                .satisfies(result -> assertThat(result.remedy()).contains("SF_API_VERSION"));
    }

    @Test
    void aVersionThatNearsItsRetirementIsWarnedOf() {
        assertThat(check("31.0").getFirst())
                .returns(Verdict.WARNING, CheckResult::verdict)
                .satisfies(result -> assertThat(result.detail()).contains("may retire it"));
    }

    @Test
    void versionsThatCannotBeReadStopNothing() {
        org.versions = () -> {
            throw new SalesforceFailure.Unreadable("Salesforce's answer is not JSON, or broke off");
        };

        var results = check("66.0");

        assertThat(results).hasSize(5);
        assertThat(results.getFirst().verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void aRefusedLoginIsTheLastThingTried() {
        org.login = () -> {
            throw new SalesforceFailure.LoginRefused(
                    "Salesforce refuses the login: the client secret is wrong", "invalid_client");
        };

        var results = check("66.0");

        assertThat(results).hasSize(2);
        assertThat(results.getLast())
                .returns(Verdict.FAILED, CheckResult::verdict)
                .returns(
                        "Salesforce refuses the login: the client secret is wrong (invalid_client)",
                        CheckResult::detail)
                .satisfies(result -> assertThat(result.remedy()).contains("Login History"));
        assertThat(queries.meters()).isEmpty();
    }

    @Test
    void limitsAreNotNeeded() {
        org.limits = () -> {
            throw new SalesforceFailure.AccessDenied("denied", "INSUFFICIENT_ACCESS");
        };

        check("66.0");

        assertThat(result("API requests")).returns(Verdict.WARNING, CheckResult::verdict);
        assertThat(result("query").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void anAllocationThatIsNearlySpentIsWarnedOf() {
        org.limits = () -> List.of(new OrgLimit("DailyApiRequests", 1_000, 100));
        check("66.0");

        assertThat(result("API requests")).returns(Verdict.WARNING, CheckResult::verdict);
    }

    @Test
    void anObjectThatTheUserDoesNotSeeIsNamedIfThePolicyAllowsIt() {
        assertThat(result("rights"))
                .returns(Verdict.WARNING, CheckResult::verdict)
                .satisfies(result -> assertThat(result.detail()).contains("User"));

        var contactsOnly =
                new QueryPolicy(new NameRules(List.of("Contact"), List.of()), NameRules.ALL, false, 10, 100, 2_000);
        assertThat(result("rights", contactsOnly)).returns(Verdict.PASSED, CheckResult::verdict);
    }

    private List<CheckResult> check(String version) {
        return check(version, QueryPolicy.DEFAULT);
    }

    private List<CheckResult> check(String version, QueryPolicy policy) {
        return new CheckOrg(
                        new CheckApiVersion(org, version),
                        org,
                        FakeSchema.contactCentre(),
                        queries,
                        policy,
                        CLOCK,
                        Duration.ofSeconds(1))
                .check();
    }

    private CheckResult result(String subject) {
        return result(subject, QueryPolicy.DEFAULT);
    }

    private CheckResult result(String subject, QueryPolicy policy) {
        return check("66.0", policy).stream()
                .filter(result -> result.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
