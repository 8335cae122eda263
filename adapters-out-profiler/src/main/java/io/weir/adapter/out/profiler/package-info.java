/** Records the history of runs and the audit trail in the background. */
@NullMarked
package io.weir.adapter.out.profiler;

import org.jspecify.annotations.NullMarked;
