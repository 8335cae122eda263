package io.weir.application.check;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure;
import java.math.BigDecimal;

/** Checks whether the org serves the configured API version, and whether it is about to retire. Thread-safe. */
public final class CheckApiVersion {
    static final String SUBJECT = "API version";

    /** Salesforce releases three versions a year and supports each for at least three years. */
    private static final BigDecimal GUARANTEED_VERSIONS = BigDecimal.valueOf(9);

    private final OrgStatus org;
    private final String version;

    /** @param version the configured version, such as {@code 66.0} */
    public CheckApiVersion(OrgStatus org, String version) {
        this.org = org;
        this.version = version;
    }

    /** The result; a warning if the org does not answer. Costs no API request. */
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
            return CheckResult.warning(SUBJECT, "unknown: " + failure.getMessage(), FailureRemedies.of(failure));
        }
    }
}
