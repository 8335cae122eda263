package io.weir.domain.port;

import io.weir.domain.history.FinishedRequest;
import java.time.Instant;

/**
 * Reports requests to the operator's tracing backend.
 *
 * <p>Never waits and never throws. Implementations count what they lose. Thread-safe.
 */
public interface Traces {
    /** Reports nothing. */
    Traces OFF = (traceparent, startedAt) -> RequestTrace.NONE;

    /**
     * Begins the trace of a request that arrived at {@code startedAt}, and decides whether it is reported.
     *
     * @param traceparent the caller's W3C header, whose trace is continued; any other text begins a new trace
     */
    RequestTrace begin(String traceparent, Instant startedAt);

    /** The trace of one request. */
    interface RequestTrace {
        /** A trace that is not reported. */
        RequestTrace NONE = new RequestTrace() {
            @Override
            public String id() {
                return "";
            }

            @Override
            public void ended(FinishedRequest request) {
                // not reported
            }
        };

        /** The id of the trace in the backend; empty if it is not reported. */
        String id();

        /** Reports {@code request}. Call it once. */
        void ended(FinishedRequest request);
    }
}
