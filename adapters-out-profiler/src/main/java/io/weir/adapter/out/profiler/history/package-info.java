/** Executions in memory and in the log. */
@NullMarked
package io.weir.adapter.out.profiler.history;

import org.jspecify.annotations.NullMarked;
