/** Writes who asked what, and what became of it, to a file or the log. */
@NullMarked
package io.weir.adapter.out.profiler.audit;

import org.jspecify.annotations.NullMarked;
