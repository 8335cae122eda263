package io.weir.domain.port;

import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import java.util.List;

/**
 * What the org says of itself to an operator.
 *
 * <p>Calls block, are safe from any thread, end by the meter's deadline, count their API requests on the meter, and throw
 * {@link SalesforceFailure} and nothing else.
 */
public interface OrgStatus {
    /** The versions of the REST API that the org serves, such as {@code 66.0}, oldest first. Needs no login; costs no call. */
    List<String> apiVersions(RunMeter meter);

    /** Logs in, unless somebody has already. Costs no call. */
    void logIn(RunMeter meter);

    /** The org's limits by name. Needs the permission "View Setup and Configuration". */
    List<OrgLimit> limits(RunMeter meter);
}
