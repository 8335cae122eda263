/** Who asked what, and the result, as lines of a file or the log. */
@NullMarked
package io.weir.adapter.out.profiler.audit;

import org.jspecify.annotations.NullMarked;
