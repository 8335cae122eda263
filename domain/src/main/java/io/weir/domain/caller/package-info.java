/** Who asks, and what they may do. */
@NullMarked
package io.weir.domain.caller;

import org.jspecify.annotations.NullMarked;
