/** Remembers what runs did in memory, and reports each in the log. */
@NullMarked
package io.weir.adapter.out.profiler.history;

import org.jspecify.annotations.NullMarked;
