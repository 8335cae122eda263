/** Remembers and reports what runs did, off their path. */
@NullMarked
package io.weir.adapter.out.profiler;

import org.jspecify.annotations.NullMarked;
