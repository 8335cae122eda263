/** Stores entries in the background. */
@NullMarked
package io.weir.adapter.out.profiler.queue;

import org.jspecify.annotations.NullMarked;
