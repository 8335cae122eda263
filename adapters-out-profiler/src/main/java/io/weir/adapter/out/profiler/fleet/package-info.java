/** What the Weirs that share a store share beside the history: used signatures, one login, the pause after a refusal. */
@NullMarked
package io.weir.adapter.out.profiler.fleet;

import org.jspecify.annotations.NullMarked;
