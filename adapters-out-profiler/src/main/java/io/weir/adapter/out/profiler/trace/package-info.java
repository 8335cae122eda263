/** Traces of requests for the operator's collector. */
@NullMarked
package io.weir.adapter.out.profiler.trace;

import org.jspecify.annotations.NullMarked;
