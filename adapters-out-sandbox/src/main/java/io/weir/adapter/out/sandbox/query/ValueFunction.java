package io.weir.adapter.out.sandbox.query;

import org.jspecify.annotations.Nullable;

/** Makes another value of a stored one. */
interface ValueFunction {
    /** Answers the value itself. */
    ValueFunction NONE = value -> value;

    @Nullable
    Object apply(@Nullable Object value);
}
