package io.weir.application.check;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Checks everything that a run needs from the org, in order: API version, login, API allocation, permissions of the
 * run-as user, a query.
 *
 * <p>Thread-safe.
 */
public final class CheckOrg {
    private static final String ALLOCATION = "API requests";
    private static final String RIGHTS = "rights";
    private static final String QUERY = "query";

    /** The objects that contact centres query; every user of every org can read the last one. */
    private static final List<String> USUAL_OBJECTS = List.of("Contact", "Account", "Case", "User");

    private final CheckApiVersion apiVersion;
    private final OrgStatus org;
    private final SchemaCatalog catalog;
    private final SalesforceQueries queries;
    private final QueryPolicy policy;
    private final InstantSource clock;
    private final Duration stepTime;

    /** @param stepTime the longest that one check lasts */
    public CheckOrg(
            CheckApiVersion apiVersion,
            OrgStatus org,
            SchemaCatalog catalog,
            SalesforceQueries queries,
            QueryPolicy policy,
            InstantSource clock,
            Duration stepTime) {
        this.apiVersion = apiVersion;
        this.org = org;
        this.catalog = catalog;
        this.queries = queries;
        this.policy = policy;
        this.clock = clock;
        this.stepTime = stepTime;
    }

    /** The results in the order of the checks; ends at the first failure. */
    public List<CheckResult> check() {
        var results = new ArrayList<CheckResult>();
        for (Supplier<CheckResult> step : List.<Supplier<CheckResult>>of(
                () -> apiVersion.check(meter()), this::login, this::allocation, this::rights, this::query)) {
            var result = step.get();
            results.add(result);
            if (result.verdict() == CheckResult.Verdict.FAILED) {
                break;
            }
        }
        return results;
    }

    private CheckResult login() {
        try {
            org.logIn(meter());
            return CheckResult.passed("login", "Salesforce gave an access token");
        } catch (SalesforceFailure failure) {
            return failed("login", failure);
        }
    }

    private CheckResult allocation() {
        try {
            return org.limits(meter()).stream()
                    .filter(limit -> limit.name().equals("DailyApiRequests"))
                    .findFirst()
                    .map(CheckOrg::allocation)
                    .orElseGet(() -> CheckResult.warning(ALLOCATION, "the org names no daily limit", ""));
        } catch (SalesforceFailure.AccessDenied denied) {
            return CheckResult.warning(
                    ALLOCATION,
                    "the run-as user may not read the org's limits",
                    "nothing, unless /limits is wanted: that needs \"View Setup and Configuration\"");
        } catch (SalesforceFailure failure) {
            return failed(ALLOCATION, failure);
        }
    }

    private static CheckResult allocation(OrgLimit daily) {
        String detail = "%d of %d are left today".formatted(daily.remaining(), daily.max());
        return daily.remaining() * 10 > daily.max()
                ? CheckResult.passed(ALLOCATION, detail)
                : CheckResult.warning(
                        ALLOCATION, detail, "find out which integration uses them: Setup > System Overview");
    }

    private CheckResult rights() {
        var objects = catalog.objectNames(meter().deadline());
        if (objects.isEmpty()) {
            return CheckResult.warning(
                    RIGHTS,
                    "the org's objects cannot be listed now",
                    "see what the log says, and that the run-as user may read the objects that flows ask for");
        }
        var missing = USUAL_OBJECTS.stream()
                .filter(policy.objects()::allow)
                .filter(name -> !objects.contains(name))
                .toList();
        return missing.isEmpty()
                ? CheckResult.passed(RIGHTS, "%d objects can be queried".formatted(objects.size()))
                : CheckResult.warning(
                        RIGHTS,
                        "%d objects can be queried, but not %s".formatted(objects.size(), String.join(", ", missing)),
                        "give the run-as user read access by a permission set, if flows ask for these");
    }

    private CheckResult query() {
        var objects = catalog.objectNames(meter().deadline());
        String object =
                USUAL_OBJECTS.stream().filter(objects::contains).findFirst().orElse("User");
        try {
            var page = queries.start(Soql.of(Query.ofFields(object, "Id").limitedTo(new Limit.AtMost(1))), meter());
            return CheckResult.passed(
                    QUERY,
                    page.rows().isEmpty()
                            ? "Salesforce answered, but the run-as user sees no %s".formatted(object)
                            : "Salesforce answered with a %s".formatted(object));
        } catch (SalesforceFailure failure) {
            return failed(QUERY, failure);
        }
    }

    private static CheckResult failed(String subject, SalesforceFailure failure) {
        String code = failure.salesforceCode().map(" (%s)"::formatted).orElse("");
        return CheckResult.failed(subject, failure.getMessage() + code, FailureRemedies.of(failure));
    }

    private RunMeter meter() {
        return new RunMeter(Deadline.after(stepTime, clock));
    }
}
