package io.weir.domain.port;

import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import java.util.List;

/**
 * The status of the org, for the operator.
 *
 * <p>Calls block, are safe from any thread, end by the meter's deadline, count their API requests on the meter, and
 * throw {@link SalesforceFailure} and nothing else.
 */
public interface OrgStatus {
    /** The served versions of the REST API, such as {@code 66.0}, oldest first. Costs no login and no API request. */
    List<String> apiVersions(RunMeter meter);

    /** Logs in, unless already logged in. Costs no API request. */
    void logIn(RunMeter meter);

    /** The org's limits. Needs the permission "View Setup and Configuration". */
    List<OrgLimit> limits(RunMeter meter);
}
