package io.weir.application.run;

import io.weir.application.advice.ObservedQuery;

/** Receives every query that was sent, once it is answered or has failed. Must be thread-safe, and must not block. */
@FunctionalInterface
public interface QueryObserver {
    /** Ignores every query. */
    QueryObserver NONE = _ -> {};

    /** {@code query} was answered or has failed. */
    void observe(ObservedQuery query);
}
