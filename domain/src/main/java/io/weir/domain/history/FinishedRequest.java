package io.weir.domain.history;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One request after its answer, with its run. No part can hold a value from a caller or from Salesforce.
 *
 * @param entry what the audit records about the request
 * @param method the HTTP method; {@link #OTHER_METHOD} for one that is not well known
 * @param route the path, with a name that Weir serves; empty for a path that Weir does not serve
 * @param status the status of the answer; 0 if there was none
 * @param duration from the start of the request to the end of its answer
 * @param run the run; empty for a request that did not become one
 */
public record FinishedRequest(
        AuditEntry entry, String method, String route, int status, Duration duration, Optional<Execution> run) {
    /** Stands for every method that is not well known. */
    public static final String OTHER_METHOD = "_OTHER";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    public FinishedRequest {
        method = METHODS.contains(method) ? method : OTHER_METHOD;
    }
}
