package io.weir.application.check;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure;
import java.math.BigDecimal;

/** Finds out whether the org serves the configured version of its API, and for how long it will. Thread-safe. */
public final class CheckApiVersion {
    static final String SUBJECT = "API version";

    /** Salesforce keeps a version for three years at least, and makes three a year. */
    private static final BigDecimal GUARANTEED_VERSIONS = BigDecimal.valueOf(9);

    private final OrgStatus org;
    private final String version;

    /** @param version the configured one, such as {@code 66.0} */
    public CheckApiVersion(OrgStatus org, String version) {
        this.org = org;
        this.version = version;
    }

    /** The result; a warning where the org cannot be asked. Costs no API call. */
    public CheckResult check(RunMeter meter) {
        try {
            var served = org.apiVersions(meter);
            if (!served.contains(version)) {
                return CheckResult.failed(
                        SUBJECT,
                        "the org does not serve %s, but %s to %s"
                                .formatted(version, served.getFirst(), served.getLast()),
                        "set SF_API_VERSION to one that it serves");
            }
            var behind = new BigDecimal(served.getLast()).subtract(new BigDecimal(version));
            return behind.compareTo(GUARANTEED_VERSIONS) > 0
                    ? CheckResult.warning(
                            SUBJECT,
                            "%s is more than three years old, and Salesforce may retire it".formatted(version),
                            "set SF_API_VERSION to a newer one, %s at most".formatted(served.getLast()))
                    : CheckResult.passed(SUBJECT, "%s of %s".formatted(version, served.getLast()));
        } catch (SalesforceFailure failure) {
            return CheckResult.warning(SUBJECT, "cannot be told: " + failure.getMessage(), FailureRemedies.of(failure));
        }
    }
}
