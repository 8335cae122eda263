/** Records that Weir writes, and the key by which it writes them once. */
@NullMarked
package io.weir.domain.write;

import org.jspecify.annotations.NullMarked;
