/** Takes entries off the request's path. */
@NullMarked
package io.weir.adapter.out.profiler.queue;

import org.jspecify.annotations.NullMarked;
