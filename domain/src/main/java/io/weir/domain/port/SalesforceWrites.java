package io.weir.domain.port;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.write.WriteRequest;

/**
 * Writes records to one Salesforce org.
 *
 * <p>Calls block, are safe from any thread, and never outlive the meter's deadline by more than a moment. A request is
 * sent once; only one that Salesforce certainly did not process, because the session had expired, is sent again.
 */
public interface SalesforceWrites {
    /**
     * What became of {@code request}. Throws {@link SalesforceFailure} only where Salesforce certainly wrote nothing: it
     * was not reached, or refused the request as a whole.
     */
    WriteResult write(WriteRequest request, RunMeter meter);
}
