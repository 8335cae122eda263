/** Configuration, wiring and start: the only place that knows every adapter, the clock and the environment. */
@NullMarked
package io.weir.bootstrap;

import org.jspecify.annotations.NullMarked;
