/** Looks at the operator's console in a real browser. */
@NullMarked
package io.weir.bootstrap.console;

import org.jspecify.annotations.NullMarked;
