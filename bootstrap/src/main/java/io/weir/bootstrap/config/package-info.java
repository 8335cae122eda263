/** Turns settings into one checked configuration. */
@NullMarked
package io.weir.bootstrap.config;

import org.jspecify.annotations.NullMarked;
