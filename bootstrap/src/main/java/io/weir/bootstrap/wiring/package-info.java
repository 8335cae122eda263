/** The object graph, wired by hand. */
@NullMarked
package io.weir.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
