/** What the Weirs that share a store share beside the history: API requests, used signatures, one login, pauses. */
@NullMarked
package io.weir.adapter.out.profiler.fleet;

import org.jspecify.annotations.NullMarked;
